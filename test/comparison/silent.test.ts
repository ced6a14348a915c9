import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { compare } from '../../comparison/compare.ts';
import { from } from '../backtest/drawing.ts';
import { aFleet } from '../backtest/generated-fleet.ts';
import { aPolicy } from '../backtest/generated-policy.ts';
import { runs, sized } from '../support/runs.ts';
import { fatesOf, sideOf } from './side.ts';

const dayMs = 86_400_000;

test('no change of a policy changes the fate of a cluster without being named', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), fc.nat(7), async (seed, group) => {
      const common = { fleet: aFleet(seed, 8), from, to: from + sized(3, 2) * dayMs };
      const old = { ...common, policy: aPolicy(seed) };
      const edited = { ...common, policy: withOtherRule(old.policy, aPolicy(seed + 1), group) };

      const { clusters, verdict } = compare(await sideOf(old), await sideOf(edited));

      const [before, after] = [await fatesOf(old), await fatesOf(edited)];
      const others = [...before].filter(([arn, fate]) => fate !== after.get(arn)).map(([arn]) => arn);
      changed += others.length;
      const named = new Set(clusters.map(({ arn }) => arn));
      expect(others.filter((arn) => !named.has(arn))).toEqual([]);
      expect(verdict === 'same').toBe(clusters.length === 0);
    }),
    runs(30, 4),
  );
  expect(changed).toBeGreaterThan(0);
});

test('a policy and itself are the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
      const parts = { policy: aPolicy(seed), fleet: aFleet(seed, 8), from, to: from + dayMs };

      expect(compare(await sideOf(parts), await sideOf(parts))).toMatchObject({
        verdict: 'same',
        clusters: [],
      });
    }),
    runs(10, 2),
  );
});

/** A policy in which one rule is that of another, with the schedules that it may name. */
function withOtherRule(policy: string, other: string, index: number): string {
  const [own, others] = [parse(policy), parse(other)];
  const rules = own.rules.map((rule: unknown, at: number) => (at === index ? others.rules[index] : rule));
  const schedules = { ...others.schedules, ...own.schedules };
  return stringify({ ...own, ...(Object.keys(schedules).length > 0 && { schedules }), rules });
}
