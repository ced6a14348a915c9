import { simulate } from '../../backtest/run.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { unitsNow } from '../../simulator/rds/capacity/activity.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Snapshot } from '../../simulator/rds/snapshots/snapshot.ts';

const minute = 60_000;
const hour = 60 * minute;
const monday = Date.parse('2026-11-23T00:00:00Z');
export const days = 8;
const span = { from: monday, to: monday + days * 24 * hour };
const home = { account: '111122223333', region: 'eu-central-1' };

export const priceText = `
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
export const policyText = `
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
  - id: used
    size: 300
    encrypted: none
    instances: [db.r6g.large, db.r6g.xlarge]
    tags: { env: dev }
    use: [{ hours: mon-fri 09:00-17:00, connections: 3, cpu: 30 }]
    snapshots:
      - { id: "by-hand-{n}", count: 3, since: 10d, size: 200 }
      - id: dormouse-{cluster}-{stamp}-{hash}
        hashOf: |-
          dormouse:cluster=arn:aws:rds:eu-central-1:111122223333:cluster:used
          dormouse:created-by=copy-snapshots
          dormouse:deployment=prod
          dormouse:rule=office
          dormouse:source=arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:by-hand-{n}
          dormouse:source-time={time}
          us-west-2
          1
        count: 5
        since: 12d
        region: us-west-2
        encrypted: none
        copyOf: by-hand-{n}
        tags:
          dormouse:created-by: copy-snapshots
          dormouse:deployment: prod
          dormouse:rule: office
          dormouse:cluster: arn:aws:rds:eu-central-1:111122223333:cluster:used
          dormouse:source: arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:by-hand-{n}
          dormouse:source-time: "{time}"
  - { id: unused, size: 100, instances: [db.r6g.large], tags: { env: dev } }
  - { id: pausing, instances: 1, serverless: { min: 0, max: 16 }, tags: { env: none }, use: [{ hours: daily 09:00-12:00, connections: 3, cpu: 60 }] }
  - { id: scaling, instances: 1, serverless: { min: 2, max: 16 }, tags: { env: dev }, use: [{ hours: daily 09:00-21:00, connections: 3, cpu: 60 }] }
  - { id: graph, engine: neptune, instances: [db.r5.large], tags: { env: dev } }
quotas: { manualSnapshots: 1000 }
`;

/** The fleet under a policy. */
export function partsBy(policy = policyText) {
  const parsed = parsePolicy(policy);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { policy: parsed.policy, fleet: loadFleet(fleetText), ...span, seed: 1, home };
}

const classes: Readonly<Record<string, number>> = { 'db.r6g.large': 0.313, 'db.r6g.xlarge': 0.626 };
const backup: Readonly<Record<string, number>> = { 'eu-central-1': 0.0235, 'us-west-2': 0.021 };

/** A bill of its own, minute by minute and tick by tick, by what the simulator says that there was. */
export interface Bill {
  /** By cluster: instances and capacity in each minute, by class or `units`. */
  readonly minutes: ReadonlyMap<string, readonly Readonly<Record<string, number>>[]>;
  /** By cluster: storage of its volume, and of snapshots that were there before and that are new. */
  readonly storage: ReadonlyMap<string, { volume: number; earlier: number; made: number }>;
}

const bills = new Map<string, Promise<Bill>>();

export function billBy(policy: string): Promise<Bill> {
  const bill = bills.get(policy) ?? makeBill(policy);
  bills.set(policy, bill);
  return bill;
}

async function makeBill(policy: string): Promise<Bill> {
  const storage = new Map<string, { volume: number; earlier: number; made: number }>();
  const earlier = new Set<string>();
  const names = new Map<string, string>();
  let snapshots: () => Iterable<Snapshot> = () => [];
  const { world } = await simulate({
    ...partsBy(policy),
    onBegin({ whole, clusters }) {
      snapshots = () => whole.snapshotStore.all();
      for (const { arn } of snapshots()) earlier.add(arn);
      for (const { id, resourceId } of clusters) names.set(resourceId, id);
      for (const { id, size } of clusters)
        storage.set(id, { volume: (size * 0.119 * days * 24) / 730, earlier: 0, made: 0 });
    },
    onSnapshot(_at, { status, origin, size }, isGone) {
      const own = storage.get(names.get(origin.resourceId) ?? '');
      if (status === 'copying' && !isGone && own !== undefined) own.made += size * 0.02;
    },
    onTick(at) {
      for (const { arn, type, origin, region, size, createdAt } of snapshots()) {
        const own = storage.get(origin.id);
        if (type !== 'manual' || own === undefined) continue;
        const isFree = earlier.has(arn) && region === home.region && at - createdAt < 24 * hour;
        const usd = ((backup[region] ?? 0) * size * 5) / 60 / 730;
        if (!isFree) own[earlier.has(arn) ? 'earlier' : 'made'] += usd;
      }
    },
  });
  return {
    storage,
    minutes: new Map(world.clusters.map((cluster) => [cluster.id, minutesOf(cluster)])),
  };
}

function minutesOf(cluster: Cluster): Record<string, number>[] {
  return Array.from({ length: days * 24 * 60 }, (_, index) => {
    const at = span.from + index * minute;
    const { status } = cluster.statuses.at(at);
    if (status === 'stopped') return {};
    const usd: Record<string, number> = {};
    for (const { instanceClass } of cluster.members)
      usd[instanceClass] = (usd[instanceClass] ?? 0) + (classes[instanceClass] ?? 0) / 60;
    const units = status === 'available' ? unitsNow(cluster, at) : floorOf(cluster, at);
    return { ...usd, units: units * (0.14 / 60) };
  });
}

/** The bill of all clusters with prices, of which commitments cover a part and cost something themselves. */
export function totalOf({ minutes, storage }: Bill, larges: number, planUsd: number): number {
  let usd = 0;
  const own = [...minutes].filter(([id]) => id !== 'graph');
  for (const [id] of own) {
    const { volume, earlier, made } = storage.get(id) ?? { volume: 0, earlier: 0, made: 0 };
    usd += volume + earlier + made;
  }
  for (let index = 0; index < days * 24 * 60; index += 1) {
    const used = own.map(([, all]) => all[index] ?? {});
    const large = used.reduce((sum, one) => sum + (one['db.r6g.large'] ?? 0), 0);
    const all = used.flatMap((one) => Object.values(one)).reduce((sum, value) => sum + value, 0);
    const left = all - Math.min(large, (larges * 0.313) / 60);
    usd += Math.max(0, left - planUsd / 0.8 / 60) + planUsd / 60 + (larges * 0.2) / 60;
  }
  return usd;
}

function floorOf({ capacities }: Cluster, at: number): number {
  return capacities === undefined ? 0 : Math.max(0.5, capacities.at(at).min);
}
