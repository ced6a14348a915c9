import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { limitDecisions } from '../../../shared/policy/rules/limit.ts';
import { isObserved } from '../../../shared/policy/rules/rule-mode.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { anAct } from '../../support/builders/power.ts';
import { aCluster, aPolicy, aPowerRule, aRule, DAY, SATURDAY } from '../builders.ts';
import {
  aCopyWorld,
  aCreateWorld,
  aPruneWorld,
  aSnapshot,
  copying,
  copyOf,
  created,
} from '../snapshots/builders.ts';

const ids = ['dev-a', 'dev-b', 'prod-a', 'prod-b'];
const clusters = ids.map((id) => ({ cluster: aCluster({ id }) }));
const snapshots = { ...copying(), create: { cron: '0 3 * * *' } };
const policy = aPolicy({
  rules: [
    aRule({ name: 'watched & new', match: { clusters: ['dev-*'] }, mode: 'observe', snapshots }),
    aRule({ name: 'old', snapshots }),
  ],
});

const actsOf = (decisions: readonly Decision[]): string[] =>
  decisions.filter(({ verdict }) => verdict === 'act').map(({ cluster }) => cluster);

test.each([
  ['watched & new', true],
  // As a tag has it.
  ['watched _ new', true],
  ['old', false],
  ['gone', false],
  [undefined, false],
])('what the rule %s decides is observed: %s', (rule, expected) => {
  expect(isObserved(policy, rule === undefined ? {} : { rule })).toBe(expected);
});

describe('a change that is only planned takes no room', () => {
  const stops = clusters.map(({ cluster }) =>
    anAct({ rule: cluster.id.startsWith('dev-') ? 'watched & new' : 'old' }, cluster),
  );

  test('below a cap', () => {
    const limited = limitDecisions({ ...policy, limits: { stop: { cap: { count: 1 } } } }, 'stop', stops);

    expect(actsOf(limited)).toEqual(['dev-a', 'dev-b', 'prod-a']);
  });

  test('below a breaker', () => {
    const limits = { stop: { breaker: { count: 2 } } };

    expect(limitDecisions({ ...policy, limits }, 'stop', stops)).toEqual(stops);
  });

  test('among the copies that may be under way', () => {
    const sources = ids.map((clusterId) => aSnapshot({ id: `rds:${clusterId}`, clusterId }));

    const copies = decideCopies({ ...policy, copiesInFlight: 1 }, aCopyWorld({ clusters, sources }));

    expect(actsOf(copies)).toEqual(['dev-a', 'dev-b', 'prod-a']);
  });

  test('in the quota of snapshots', () => {
    const taken = decideCreateSnapshots(policy, aCreateWorld({ clusters, quota: { used: 99, max: 100 } }));

    expect(actsOf(taken)).toEqual(['dev-a', 'dev-b', 'prod-a']);
  });
});

describe('an orphan of a rule that enforces is only planned to go while a rule that observes decides of its cluster', () => {
  const taken = (at: number) => created(at);
  const beforeStop = (at: number) => created(at, {}, aCluster(), 'stop-idle-clusters');
  const { power: _, ...developers } = aRule({ snapshots: { create: { cron: '0 3 * * *' } } });
  const expire = { orphans: { expireAfterMs: 30 * DAY } };
  const observing = { name: 'trial', mode: 'observe' as const };
  /** Seen to be one for long enough. */
  const orphaned = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    tags: { ...snapshot.tags, 'dormouse:unkept': 'orphan since 2026-09-22T12:00:00Z' },
  });

  test.each([
    ['of its snapshots', { snapshots: { copy: { sources: [], to: [] } } }, taken],
    ['of its copies', { snapshots: { create: { cron: '0 3 * * *' } } }, (at: number) => copyOf(taken(at))],
    ['of its stops, before which it was taken', { power: aPowerRule() }, beforeStop],
  ])('%s', (_what, aspect, make) => {
    const snapshots = [make(SATURDAY - 90 * DAY), make(SATURDAY - 60 * DAY)].map(orphaned);
    const world = aPruneWorld({ region: snapshots[0]?.region ?? '', snapshots });
    const isOfStops = 'power' in aspect;
    const trial = { ...(isOfStops ? aRule() : developers), ...observing, ...aspect };
    const rules = isOfStops ? [trial] : [trial, developers];
    const trying = aPolicy({ rules, ...expire });

    const [decision] = decidePrunes(trying, world);

    expect(decision).toMatchObject({ verdict: 'act', reason: 'orphan-expired', rule: 'trial' });
    expect(isObserved(trying, decision ?? {})).toBe(true);
  });

  test('but what was not taken before a stop has nothing to do with who observes the stops', () => {
    const trying = aPolicy({ rules: [{ ...aRule(), ...observing }], ...expire });
    const snapshots = [taken(SATURDAY - 90 * DAY), taken(SATURDAY - 60 * DAY)].map(orphaned);
    const world = aPruneWorld({ snapshots });

    const [decision] = decidePrunes(trying, world);

    expect(decision).toMatchObject({ verdict: 'act', reason: 'orphan-expired', rule: 'developers' });
  });
});
