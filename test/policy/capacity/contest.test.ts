import { expect, test } from 'vitest';
import { decideCapacity } from '../../../shared/policy/capacity/decide.ts';
import type { CapacityEntry, Policy } from '../../../shared/policy/model/policy.ts';
import { aPolicy, DAY, hoursOf, MINUTE, SATURDAY } from '../builders.ts';
import { aCapacityRule, anEntry, aServerless, capacityFacts } from './builders.ts';

const SWEEP = 10 * MINUTE;
const policyOf = (...entries: CapacityEntry[]): Policy => aPolicy({ rules: [aCapacityRule(entries)] });

/** The changes of some days under policies in turn; `meanwhile` is what somebody does between sweeps. */
function live(
  days: number,
  policies: readonly Policy[],
  { meanwhile = (one: ReturnType<typeof aServerless>) => one, units = 0.5 } = {},
) {
  let cluster = aServerless();
  const changes: string[] = [];
  const reasons: string[] = [];
  for (let now = SATURDAY; now < SATURDAY + days * DAY; now += SWEEP) {
    const policy = policies[(now / SWEEP) % policies.length];
    if (policy === undefined) throw new Error('no policy');
    const capacity = capacityFacts(cluster, { use: { state: 'known', units } });
    const decision = decideCapacity(policy, { cluster, capacityFacts: capacity }, now);
    reasons.push(decision.reason);
    if (decision.verdict === 'act') {
      const { min, max, tags } = decision.command;
      changes.push(`${min}-${max}`);
      cluster = aServerless({ ...cluster, serverless: { min, max }, tags: { ...cluster.tags, ...tags } });
    }
    cluster = meanwhile(cluster);
  }
  return { changes, reasons, cluster };
}

test.each([
  ['max', anEntry({ min: 1, max: 4 }), anEntry({ min: 1, max: 16 }), { min: 1, max: 16 }],
  ['min', anEntry({ min: 1, max: 8 }), anEntry({ min: 4, max: 8 }), { min: 4, max: 8 }],
  ['both', anEntry({ min: 2, max: 4 }), anEntry({ min: 1, max: 16 }), { min: 1, max: 16 }],
])(
  'two deployments that disagree about the %s make at most five changes, and the greater one stays',
  (_, a, b, end) => {
    const { changes, reasons, cluster } = live(1, [policyOf(a), policyOf(b)]);

    expect(changes.length).toBeGreaterThanOrEqual(4);
    expect(changes.length).toBeLessThanOrEqual(5);
    expect(reasons).toContain('capacity-contested');
    expect(cluster.serverless).toEqual(end);
  },
);

test('a person who makes it greater again and again has it so for the rest of a day', () => {
  const meanwhile = (one: ReturnType<typeof aServerless>) =>
    aServerless({ ...one, serverless: { min: 1, max: 32 } });

  const { changes, reasons } = live(1, [policyOf(anEntry({ min: 1, max: 4 }))], { meanwhile });

  expect(changes).toEqual(['1-4', '1-4']);
  expect(reasons).toContain('capacity-contested');
});

test('a person who makes it smaller does not keep it from being made greater', () => {
  const meanwhile = (one: ReturnType<typeof aServerless>) =>
    aServerless({ ...one, serverless: { min: 1, max: 2 } });

  expect(live(1, [policyOf(anEntry())], { meanwhile }).reasons).not.toContain('capacity-contested');
});

test('a min that changes before its max is no dispute', () => {
  const small = policyOf(anEntry({ min: 2, max: 4 }));
  const first = live(1, [small], { units: 6 });

  expect(first.changes).toEqual(['2-8']);
  expect(first.cluster.tags['dormouse:capacity']).toContain(' first by ');
  const { cluster } = first;
  const decision = decideCapacity(
    small,
    { cluster, capacityFacts: capacityFacts(cluster) },
    SATURDAY + 60 * MINUTE,
  );
  expect(decision).toMatchObject({ verdict: 'act', command: { min: 2, max: 4 } });
  expect(JSON.stringify(decision)).not.toContain('change 2');
});

test('hours of its own that change its capacity again and again are no dispute', () => {
  const hours = hoursOf(
    [0, 4, 8, 12, 16, 20].map((start) => ({
      ...{ days: [1, 2, 3, 4, 5, 6, 7], start: start * 60, end: (start + 2) * 60 },
    })),
  );
  const { changes, reasons } = live(1, [
    policyOf(anEntry({ hours, min: 1, max: 16 }), anEntry({ min: 1, max: 4 })),
  ]);

  expect(changes.length).toBeGreaterThan(9);
  expect(reasons).not.toContain('capacity-contested');
});

test('a change that AWS refused undoes nothing', () => {
  const noted = (answer: string) => {
    const cluster = aServerless({
      tags: { 'dormouse:capacity': `1-4 2026-11-21T11:00:00Z${answer} by other` },
    });
    const policy = policyOf(anEntry({ min: 2, max: 16 }));
    const decision = decideCapacity(policy, { cluster, capacityFacts: capacityFacts(cluster) }, SATURDAY);
    return decision.verdict === 'act' ? decision.command.tags['dormouse:capacity'] : decision.reason;
  };

  expect(noted('')).toContain(' change 2 by ');
  expect(noted(' refused')).not.toContain('change');
});
