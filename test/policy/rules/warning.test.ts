import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { awaitWarnings, sendWarnings, warnedText } from '../../../shared/policy/rules/warning.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCluster, aPolicy, aRule, DAY, MINUTE, SATURDAY } from '../builders.ts';

const notify = { beforeMs: 30 * MINUTE, of: ['stop', 'deleteSnapshot'] } as const;
const policy = aPolicy({ rules: [aRule({ notify })] });

function decide(
  decision: Decision,
  tags: Record<string, string> = {},
  some: { policy?: Policy; createdAt?: number } = {},
): Decision | undefined {
  const target = { tags, ...(some.createdAt && { createdAt: some.createdAt }) };
  const awaited = awaitWarnings(some.policy ?? policy, [decision], () => target, SATURDAY);
  return sendWarnings(awaited, SATURDAY)[0];
}

const warned = (at: number) => ({ 'dormouse:warned': warnedText('stop', at - MINUTE) });

describe('a stop of which its rule warns', () => {
  const cases: readonly (readonly [string, Record<string, string>, Reason])[] = [
    ['is warned of first', {}, 'to-warn'],
    ['waits for the time that notify leaves', warned(SATURDAY - 29 * MINUTE), 'warned'],
    ['is made after that', warned(SATURDAY - 30 * MINUTE), 'idle'],
    ['is made within a day after that', warned(SATURDAY - DAY - 30 * MINUTE), 'idle'],
    ['is warned of again when that was long ago', warned(SATURDAY - DAY - 31 * MINUTE), 'to-warn'],
    [
      'does not follow the warning of something else',
      { 'dormouse:warned': 'deleteSnapshot 2026-11-21T11:00:00Z' },
      'to-warn',
    ],
    ['does not follow a warning that is over', { 'dormouse:warned': 'over' }, 'to-warn'],
    ['waits also in the minute in which the warning was sent', warned(SATURDAY + MINUTE), 'warned'],
    ['does not follow a time to come', warned(SATURDAY + 2 * MINUTE), 'to-warn'],
    [
      'does not follow what cannot be read',
      { 'dormouse:warned': `${warnedText('stop', SATURDAY)} or so` },
      'to-warn',
    ],
    [
      'is warned of again after a start',
      { ...warned(SATURDAY - 60 * MINUTE), 'dormouse:power': 'start 2026-11-21T11:30:00Z by developers' },
      'to-warn',
    ],
    [
      'follows its warning when AWS has refused it in between',
      {
        ...warned(SATURDAY - 60 * MINUTE),
        'dormouse:power': 'stop 2026-11-21T11:30:00Z refused by developers',
      },
      'idle',
    ],
    [
      'is not warned of where somebody holds it stopped',
      { 'dormouse:hold': 'stopped until 2026-12-01' },
      'idle',
    ],
    [
      'is not made where no tag can be written',
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag-${index}`, ''])),
      'not-warned',
    ],
  ];

  test.each(cases)('%s', (_name, tags, reason) => {
    expect(decide(anAct({}), tags)?.reason).toBe(reason);
  });

  test('a warning says when it comes at the earliest, and how to hold it', () => {
    expect(decide(anAct({}))).toMatchObject({
      verdict: 'skip',
      detail: `it is stopped Sat 13:30 Europe/Berlin at the earliest: no use for an hour; to keep it up: dormouse hold ${aCluster().arn} until 2026-11-22 --keep up`,
      warning: { notBefore: SATURDAY + 30 * MINUTE },
    });
  });

  test('a warning from before the cluster was restored is of another cluster', () => {
    const some = { createdAt: SATURDAY - 50 * MINUTE };

    expect(decide(anAct({}), warned(SATURDAY - 60 * MINUTE), some)?.reason).toBe('to-warn');
  });

  test('those that were warned of go before those that are only due', () => {
    expect(decide(anAct({}), warned(SATURDAY - 60 * MINUTE))).toMatchObject({ verdict: 'act', turn: -1 });
  });

  test.each([
    ['policy', aPolicy({ mode: 'observe', rules: [aRule({ notify })] })],
    ['rule', aPolicy({ rules: [aRule({ notify, mode: 'observe' })] })],
  ])('a %s that observes plans it, and says that a warning would be sent', (_what, observing) => {
    expect(decide(anAct({}), {}, { policy: observing })).toMatchObject({
      verdict: 'act',
      detail: 'no use for an hour; a warning would be sent 30m before',
    });
  });

  test.each([
    ['a cluster that is in use again', 'busy', true],
    ['a cluster that is held', 'held', true],
    ['a cluster of which nothing is known now', 'idle-unknown', undefined],
    ['a stop that waits for other clusters', 'waits-for', undefined],
  ] as const)('the warning of %s: %s ends it? %s', (_name, reason, endsWarning) => {
    const decision = decide(aSkip(reason), warned(SATURDAY - 10 * MINUTE));

    expect(decision).toMatchObject({ reason });
    expect(decision?.verdict === 'skip' && decision.endsWarning).toBe(endsWarning);
  });

  test.each([
    ['other rules', anAct({ rule: 'others' })],
    ['starts', anAct({ action: 'start' })],
  ])('%s are not warned of', (_name, decision) => {
    expect(decide(decision)).toBe(decision);
  });
});
