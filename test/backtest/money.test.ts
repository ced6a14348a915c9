import { describe, expect, test } from 'vitest';
import { loadCommitments } from '../../backtest/money/commitments.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import type { Money } from '../../timeline/totals.ts';
import { simulateTimeline } from '../support/simulate-timeline.ts';
import { billBy, days, partsBy, policyText, priceText, totalOf } from './bill.ts';

async function moneyBy(more: { committed?: string; prices?: string } = {}) {
  const timeline = await simulateTimeline({
    ...partsBy(),
    names: { policy: 'p', fleet: 'f' },
    prices: loadPrices(more.prices ?? priceText),
    ...(more.committed !== undefined && { commitments: loadCommitments(more.committed) }),
  });
  const of = (id: string): Money => {
    const money = timeline.clusters.find((cluster) => cluster.id === id)?.totals.money;
    if (money === undefined) throw new Error(`no money of ${id}`);
    return money;
  };
  return { of, total: timeline.totals.money };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function expectWithinPercent(value: number, bill: number): void {
  expect(Math.abs(value - bill)).toBeLessThanOrEqual(bill / 100);
}

describe('money', () => {
  test.each(['used', 'unused', 'pausing', 'scaling'])(
    'of %s is within a percent of a bill by the minute',
    async (id) => {
      const { of } = await moneyBy();
      const bill = await billBy(policyText);
      const { volume, earlier, made } = bill.storage.get(id) ?? { volume: 0, earlier: 0, made: 0 };
      const usage = sumOf(bill.minutes.get(id)?.flatMap((one) => Object.values(one)) ?? []);

      const money = of(id);

      expectWithinPercent(money.with - money.snapshots - money.earlierSnapshots, usage + volume);
      expectWithinPercent(money.snapshots, made);
      expectWithinPercent(money.earlierSnapshots, earlier);
    },
  );

  test.each([
    ['nothing is committed', 0, 0],
    ['reserved instances', 2, 0],
    ['more reserved instances than there are', 5, 0],
    ['a Savings Plan', 0, 0.6],
    ['both', 1, 0.9],
  ])('saved is within a percent of the difference of two bills: %s', async (_title, larges, plan) => {
    const committed = `
reservedInstances: [${larges > 0 ? `{ region: eu-central-1, engine: aurora-postgresql, instanceClass: db.r6g.large, count: ${larges} }` : ''}]
savingsPlans: [${plan > 0 ? `{ hourly: ${plan}, discount: 20 }` : ''}]`;
    const bills = {
      with: totalOf(await billBy(policyText), larges, plan),
      without: totalOf(await billBy(policyText.replace('env: [dev]', 'env: [nobody]')), larges, plan),
    };

    const { total } = await moneyBy({ committed });

    const saved = (total?.saved ?? 0) + (total?.dormouse ?? 0);
    expect(Math.abs(saved - (bills.without - bills.with))).toBeLessThan(bills.without / 100);
  });

  test('earlier snapshots cost the same either way until Dormouse deletes them', async () => {
    const { of } = await moneyBy();
    const hours = days * 24;
    const [byHand, copies] = [(3 * 200 * 0.0235 * hours) / 730, (5 * 300 * 0.021 * hours) / 730];

    expect(of('used').earlierSnapshots).toBeLessThan(byHand + copies);
    expect(of('used').earlierSnapshots).toBeGreaterThan(byHand);
    expect(of('unused').earlierSnapshots).toBe(0);
  });

  test('a recording that does not say a size has no money where it counts, and names it', async () => {
    const recorded = (cluster: string) => `
clusters: [{ id: db, instances: [db.r6g.large], ${cluster} }]
recorded: { version: 1, at: 2026-11-23T00:00:00Z, from: 2026-11-20T00:00:00Z, clusters: 1 }`;
    const simulated = (cluster: string) =>
      simulateTimeline({
        ...partsBy(),
        fleet: loadFleet(recorded(cluster)),
        names: { policy: 'p', fleet: 'f' },
        prices: loadPrices(priceText),
      });
    const old = 'snapshots: [{ id: old, since: 9d }, { id: older, since: 10d, size: 50 }]';

    const [unsized, partly] = [await simulated('tags: {}'), await simulated(`size: 100, ${old}`)];

    expect(unsized.totals.money).toMatchObject({ known: 0, of: 1 });
    expect(unsized.notes).toContain(
      'Some clusters have no money, because these are not known: the size of db.',
    );
    expect(partly.totals.money).toMatchObject({ known: 1, of: 1 });
    expect(partly.totals.money?.earlierSnapshots).toBeCloseTo((50 * 0.0235 * days * 24) / 730);
    expect(partly.notes).toContain(
      'The storage of 1 earlier snapshot is in no sum, because no size is recorded.',
    );
  });

  test('a fleet that is always up pays for all hours, and saves what it does not pay, less Dormouse itself', async () => {
    const { of, total } = await moneyBy();

    expect(of('unused').without).toBeCloseTo(days * 24 * (0.313 + (100 * 0.119) / 730));
    expect(of('unused').saved).toBeCloseTo(of('unused').without - of('unused').with);
    expect(total?.saved).toBeCloseTo((total?.without ?? 0) - (total?.with ?? 0) - (total?.dormouse ?? 0));
    expect(total?.dormouse).toBeGreaterThan(3);
  });

  test('snapshots and copies cost until they are deleted, and a copy is sent', async () => {
    const { of } = await moneyBy();

    expect(of('used').snapshots).toBeGreaterThan(((300 * 0.0235) / 730) * 24 * 5);
    expect(of('pausing').snapshots).toBe(0);
  });

  test('a cluster with a price that is not listed has no money, and the sum says of how many it is', async () => {
    const { of, total } = await moneyBy();
    const without = await moneyBy({
      prices: priceText.replace('db.r6g.xlarge: 0.626', 'db.r6g.2xlarge: 1.2'),
    });

    expect(of('graph')).toMatchObject({ with: 0, without: 0, saved: 0, known: 0, of: 1 });
    expect(total).toMatchObject({ known: 4, of: 5 });
    expect(without.of('used')).toMatchObject({ saved: 0, known: 0 });
    expect(without.total).toMatchObject({ known: 3, of: 5 });
  });

  test('what a reserved instance covers saves nothing', async () => {
    const reserved = (count: number) =>
      `reservedInstances: [{ region: eu-central-1, engine: aurora-postgresql, instanceClass: db.r6g.large, count: ${count} }]`;
    const [free, one, both] = [
      await moneyBy(),
      await moneyBy({ committed: reserved(1) }),
      await moneyBy({ committed: reserved(2) }),
    ];

    expect(one.total?.committed).toBeGreaterThan(0);
    expect(both.total?.committed).toBeGreaterThan(one.total?.committed ?? 0);
    expect((free.total?.saved ?? 0) - (both.total?.saved ?? 0)).toBeCloseTo(both.total?.committed ?? 0);
  });

  test('a Savings Plan as large as the bill leaves nothing to save', async () => {
    const { total } = await moneyBy({ committed: 'savingsPlans: [{ hourly: 100, discount: 0 }]' });

    expect(total?.saved).toBeLessThanOrEqual(0);
  });
});
