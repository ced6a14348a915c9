import { expect, test } from 'vitest';
import { countCapacities, isCapacityRefusal, planCapacities } from '../../../cli/plan/capacities.ts';
import { decision } from '../builders.ts';
import { aWorld, capacityDecision, plannedCapacity } from '../stream-builders.ts';

test('a change says from what to what, and in which unit', () => {
  const world = aWorld({ serverless: { min: 1, max: 8 } });
  const to = { min: 0, max: 16, autoPauseAfterMs: 600_000 };

  expect(planCapacities([capacityDecision('capacity-differs', to)], [world])).toEqual([
    {
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      change: 'capacity',
      from: { min: 1, max: 8 },
      to,
      unit: 'ACU',
      rule: 'scaled',
      reason: 'capacity-differs',
      detail: 'capacity-differs it is',
    },
  ]);
});

test.each([
  ['neptune', 'NCU'],
  ['docdb', 'DCU'],
  ['mysql', undefined],
] as const)('the unit of %s is %s', (engine, unit) => {
  const [one] = planCapacities([capacityDecision('no-line')], [aWorld({ engine })]);

  expect(one?.unit).toBe(unit);
});

test('what is left has no change, and what no rule covers is not told of', () => {
  const decisions = [
    capacityDecision('capacity-in-use'),
    capacityDecision('no-rule'),
    decision('a', 'stop', 'act', 'idle'),
  ];

  const planned = planCapacities(decisions, []);

  expect(planned).toMatchObject([{ reason: 'capacity-in-use' }]);
  expect(planned[0]?.change).toBeUndefined();
  expect(planned[0]?.to).toBeUndefined();
});

test.each([
  ['ineligible', true],
  ['hold-unreadable', true],
  ['capacity-in-use', false],
  ['use-unknown', false],
  ['not-serverless', false],
] as const)('%s calls for attention: %s', (reason, isRefusal) => {
  expect(isCapacityRefusal(plannedCapacity('a', { reason }))).toBe(isRefusal);
});

test('they are counted by what would happen', () => {
  const capacities = [
    plannedCapacity('a', { change: 'capacity', reason: 'capacity-differs' }),
    plannedCapacity('b'),
  ];

  expect(countCapacities(capacities)).toEqual({ change: 1, left: 1 });
});
