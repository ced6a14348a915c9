import { describe, expect, test } from 'vitest';
import { decideCopies } from '../../shared/policy/decide-copy.ts';
import { decideCreateSnapshots } from '../../shared/policy/decide-create-snapshot.ts';
import type { Decision } from '../../shared/policy/decision.ts';
import { limitDecisions } from '../../shared/policy/limit.ts';
import { isObserved } from '../../shared/policy/observing.ts';
import { anAct } from '../runtime/builders.ts';
import { aCluster, aPolicy, aRule } from './builders.ts';
import { aCopyWorld, aCreateWorld, aSnapshot, copying } from './snapshot-builders.ts';

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

describe('what is only planned takes no room', () => {
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
