import { describe, expect, test } from 'vitest';
import { loadCommitments, spentAnyway } from '../../backtest/money/commitments.ts';
import { simulate } from '../../backtest/run.ts';
import { simulateTimeline } from '../../backtest/timeline.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { unitsNow } from '../../simulator/rds/capacity/activity.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Money } from '../../timeline/totals.ts';

const minute = 60_000;
const hour = 60 * minute;
const monday = Date.parse('2026-11-23T00:00:00Z');
const days = 8;
const span = { from: monday, to: monday + days * 24 * hour };
const home = { account: '111122223333', region: 'eu-central-1' };

const priceText = `
regions:
  eu-central-1:
    engines:
      aurora-postgresql:
        standard: { instances: { db.r6g.large: 0.313, db.r6g.xlarge: 0.626 }, unit: 0.14, storage: 0.119 }
        backup: 0.0235
      neptune: { standard: { instances: { db.r6g.large: 0.4 }, storage: 0.119 }, backup: 0.0235 }
    transfer: { us-west-2: 0.02 }
  us-west-2: { engines: { aurora-postgresql: { backup: 0.021 } } }
`;
const policyText = `
version: 1
mode: enforce
timezone: UTC
targets: [{ account: "111122223333", regions: [eu-central-1] }]
rules:
  - name: office
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 08:00-18:00 }
    capacity: [{ hours: mon-fri 08:00-18:00, min: 2, max: 16 }, { min: 0.5, max: 4 }]
    snapshots:
      create: { cron: "0 10 * * *", keep: { daily: 3 } }
      copy: { sources: [manual], to: [{ region: us-west-2, keep: { daily: 2 } }] }
`;
const fleetText = `
clusters:
  - { id: used, size: 300, instances: [db.r6g.large, db.r6g.xlarge], tags: { env: dev }, use: [{ hours: mon-fri 09:00-17:00, connections: 3, cpu: 30 }] }
  - { id: unused, size: 100, instances: [db.r6g.large], tags: { env: dev } }
  - { id: pausing, instances: 1, serverless: { min: 0, max: 16 }, tags: { env: none }, use: [{ hours: daily 09:00-12:00, connections: 3, cpu: 60 }] }
  - { id: scaling, instances: 1, serverless: { min: 2, max: 16 }, tags: { env: dev }, use: [{ hours: daily 09:00-21:00, connections: 3, cpu: 60 }] }
  - { id: graph, engine: neptune, instances: [db.r5.large], tags: { env: dev } }
quotas: { manualSnapshots: 1000 }
`;

function parts() {
  const parsed = parsePolicy(policyText);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { policy: parsed.policy, fleet: loadFleet(fleetText), ...span, seed: 1, home };
}

async function moneyBy(more: { committed?: string; prices?: string } = {}) {
  const timeline = await simulateTimeline({
    ...parts(),
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

/** A bill of its own: minute by minute, by what the simulator says that the cluster was. */
async function billOf(id: string): Promise<number> {
  const classes: Readonly<Record<string, number>> = { 'db.r6g.large': 0.313, 'db.r6g.xlarge': 0.626 };
  const { world } = await simulate(parts());
  const cluster = world.clusters.find((one) => one.id === id);
  if (cluster === undefined) throw new Error(`no ${id}`);
  let usd = (cluster.size * 0.119 * days * 24) / 730;
  for (let at = span.from; at < span.to; at += minute) {
    const { status } = cluster.statuses.at(at);
    if (status === 'stopped') continue;
    for (const { instanceClass } of cluster.members) usd += (classes[instanceClass] ?? 0) / 60;
    usd += (status === 'available' ? unitsNow(cluster, at) : floorOf(cluster, at)) * (0.14 / 60);
  }
  return usd;
}

function floorOf({ capacities }: Cluster, at: number): number {
  return capacities === undefined ? 0 : Math.max(0.5, capacities.at(at).min);
}

describe('money', () => {
  test.each(['used', 'unused', 'pausing', 'scaling'])(
    'of %s is within a percent of a bill by the minute',
    async (id) => {
      const { of } = await moneyBy();
      const money = of(id);

      const bill = await billOf(id);

      expect(Math.abs(money.with - money.snapshots - bill)).toBeLessThan(bill / 100);
    },
  );

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

test('what is committed covers fewer hours of use, and the rest of it is spent anyway', () => {
  const always = [[[0, 2]], [[0, 2]]] as const;
  const half = [
    [
      [0, 2],
      [hour, 0],
    ],
    [[0, 2]],
  ] as const;

  expect(spentAnyway({ without: always, with: half }, 4, 0, 2 * hour)).toBe(2);
  expect(spentAnyway({ without: always, with: half }, 2, 0, 2 * hour)).toBe(0);
  expect(spentAnyway({ without: always, with: half }, 3, 0, 2 * hour)).toBe(1);
});

test('a file of commitments that cannot be used says where', () => {
  expect(() => loadCommitments('reservedInstances: [{ region: eu }]', 'c.yml')).toThrow(/c\.yml:1:\d+/);
});
