import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Pause, Restraints } from '../../../shared/policy/model/pause.ts';
import { holdBack, observePaused } from '../../../shared/policy/rules/hold-back.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCopy, snapshotFirst } from '../../support/builders/snapshots.ts';
import { aPolicy, aRule, DAY, HOUR, SATURDAY } from '../builders.ts';

const rules = [aRule({ name: 'developers', timezone: 'UTC' }), aRule({ name: 'others' })];
const policy = aPolicy({ rules });
const NAME = 'stop-idle-clusters';
const detail = 'no use for an hour';

const aPause = (some: Partial<Pause> = {}): Pause => ({
  since: SATURDAY - HOUR,
  by: 'anna',
  because: 'migration',
  ...some,
});
const pausedBy = (...pauses: Pause[]): Restraints => ({ pauses: { state: 'known', pauses } });
const unknown: Restraints = { pauses: { state: 'unknown', why: 'AccessDenied' } };
const outdated: Restraints = { ...pausedBy(), outdated: 'policy.yml:1:10 version: 2 is not 1' };

function heldBack(decision: Decision, restraints: Restraints, of = policy, now = SATURDAY) {
  const [first] = holdBack({ policy: of, restraints, function: NAME, now }, [decision]);
  return `${first?.verdict} ${first?.reason}: ${first?.detail}`;
}

describe('a change is paused', () => {
  test.each<[string, Partial<Pause>, string]>([
    ['everywhere', {}, 'skip paused: paused by anna until it is resumed: migration'],
    ['until a time', { until: SATURDAY + DAY }, 'skip paused: paused by anna until Sun 12:00 UTC: migration'],
    ['no longer', { until: SATURDAY }, `act idle: ${detail}`],
    ['in its function', { function: NAME }, 'skip paused: paused by anna until it is resumed: migration'],
    ['in another function', { function: 'start-clusters' }, `act idle: ${detail}`],
    [
      'in its account',
      { account: '111122223333' },
      'skip paused: paused by anna until it is resumed: migration',
    ],
    ['in another account', { account: '444455556666' }, `act idle: ${detail}`],
    ['by its rule', { rule: 'developers' }, 'skip paused: paused by anna until it is resumed: migration'],
    ['by another rule', { rule: 'others' }, `act idle: ${detail}`],
    [
      'by a rule that the policy has no more, because another one may decide now',
      { rule: 'former' },
      'skip paused: the rule "former" is paused by anna until it is resumed: migration; the policy has no rule of that name any more, so resume it, and pause the rule that decides now',
    ],
    ['by a former rule, no longer', { rule: 'former', until: SATURDAY }, `act idle: ${detail}`],
    [
      'by a former rule in another account',
      { rule: 'former', account: '444455556666' },
      `act idle: ${detail}`,
    ],
    [
      'by its rule in another account',
      { rule: 'developers', account: '444455556666' },
      `act idle: ${detail}`,
    ],
  ])('%s', (_name, pause, expected) => {
    expect(heldBack(anAct(), pausedBy(aPause(pause)))).toBe(expected);
  });

  test('by the policy', () => {
    expect(heldBack(anAct(), pausedBy(), { ...policy, enabled: false })).toBe(
      'skip paused: the policy says enabled: false',
    );
  });

  test('by its rule, which still decides', () => {
    const off = aPolicy({ rules: [{ ...aRule({ name: 'developers' }), enabled: false }] });

    expect(heldBack(anAct(), pausedBy(), off)).toBe('skip paused: the rule says enabled: false');
  });

  test('by one of several pauses', () => {
    const pauses = pausedBy(aPause({ rule: 'others' }), aPause({ by: 'ben' }));

    expect(heldBack(anAct(), pauses)).toContain('paused by ben');
  });
});

test('what is skipped anyway keeps its reason, and nothing is noted or warned of', () => {
  const { command: note } = anAct();
  const warning = { notBefore: SATURDAY, timezone: 'UTC' };
  const skip: Decision = { ...aSkip('busy'), note, warning, endsWarning: true };

  const [first] = holdBack({ policy, restraints: pausedBy(aPause()), function: NAME, now: SATURDAY }, [skip]);

  expect(first).toEqual(aSkip('busy'));
});

test('a drill is cleaned up whatever is paused', () => {
  const cleanUp = anAct({ action: 'cleanUpDrill', aspect: 'recovery' });

  expect(heldBack(cleanUp, pausedBy(aPause()))).toMatch(/^act /);
  expect(heldBack(cleanUp, outdated)).toMatch(/^act /);
});

const start = anAct({ action: 'start', command: { kind: 'start-cluster' } as never });
const larger = anAct({
  action: 'changeCapacity',
  command: { kind: 'change-capacity' } as never,
  protective: true,
});
const smaller = anAct({ action: 'changeCapacity', command: { kind: 'change-capacity' } as never });
const copy = aCopy({ command: { kind: 'copy-snapshot' } as never });

test('a copy goes on while a rule is paused that the policy has no more', () => {
  expect(heldBack(copy, pausedBy(aPause({ rule: 'former' })))).toContain('act ');
});
const stream = anAct({
  action: 'changeActivityStream',
  command: { kind: 'start-activity-stream' } as never,
});

describe.each([
  ['the policy is outdated', outdated, 'policy-outdated'],
  ['the pauses are unknown', unknown, 'pauses-unknown'],
])('while %s', (_name, restraints, reason) => {
  test.each([
    ['a start', start, true],
    ['a copy', copy, true],
    ['a larger capacity', larger, true],
    ['a smaller capacity', smaller, false],
    ['a stop', anAct(), false],
    ['the snapshot before a stop', snapshotFirst('s'), false],
    ['a stream, which may restart the cluster', stream, false],
  ])('%s', (_what, act, isDone) => {
    expect(heldBack(act, restraints)).toMatch(isDone ? /^act / : new RegExp(`^skip ${reason}: `));
  });
});

test('a pause says more than what is not known', () => {
  expect(heldBack(anAct(), { ...outdated, ...pausedBy(aPause()) })).toMatch(/^skip paused/);
});

describe('rules that are paused take nobody else’s turn', () => {
  const modes = (restraints: Restraints, of = policy) =>
    observePaused({ policy: of, restraints, function: NAME, now: SATURDAY }).rules.map(({ mode }) => mode);

  test.each<[string, Partial<Pause>, (string | undefined)[]]>([
    ['a pause of a rule', { rule: 'developers' }, ['observe', undefined]],
    ['a pause that is over', { rule: 'developers', until: SATURDAY }, [undefined, undefined]],
    ['a pause of another function', { rule: 'developers', function: 'x' }, [undefined, undefined]],
    ['a pause in one account', { rule: 'developers', account: '111122223333' }, [undefined, undefined]],
    ['a pause of everything', {}, [undefined, undefined]],
  ])('%s', (_name, pause, expected) => {
    expect(modes(pausedBy(aPause(pause)))).toEqual(expected);
  });

  test('a rule with enabled: false', () => {
    const off = aPolicy({ rules: [{ ...aRule({ name: 'a' }), enabled: false }, aRule({ name: 'b' })] });

    expect(modes(pausedBy(), off)).toEqual(['observe', undefined]);
  });

  test('without any, the policy stays the same', () => {
    expect(observePaused({ policy, restraints: pausedBy(), function: NAME, now: 0 })).toBe(policy);
  });
});
