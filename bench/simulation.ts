import { readFileSync } from 'node:fs';
import { simulateTimeline } from '../backtest/timeline.ts';
import { parsePolicy } from '../shared/policy/file/parse.ts';
import { DAY_MS } from '../shared/policy/time/units.ts';
import { loadFleet } from '../simulator/fleet/load-fleet.ts';
import type { Figure } from './figure.ts';

/** A Monday. */
const from = Date.parse('2026-11-23T00:00:00Z');

/** Sizes of the fleet, each with the days that are simulated, quickly or in full; 0: only in full. */
const sizes = [
  { clusters: 100, quick: 14, full: 28 },
  { clusters: 1_000, quick: 2, full: 28 },
  { clusters: 10_000, quick: 0, full: 3 },
];

/** The work may grow by this much more than the fleet and the days: caches are as large as they are. */
const TARGET = 1.5;

/** How the work of `dormouse simulate` grows: the CPU time for a cluster and a day, next to that of a hundred clusters. */
export async function measureSimulation(isQuick: boolean): Promise<Figure[]> {
  // Whatever is compiled only once does not count.
  await cpuMs(100, 7);
  const figures: Figure[] = [];
  let base: number | undefined;
  for (const { clusters, quick, full } of sizes) {
    const days = isQuick ? quick : full;
    if (days === 0) continue;
    const ms = await cpuMs(clusters, days);
    const each = (1_000 * ms) / (clusters * days);
    base ??= each;
    figures.push({
      name: `simulation: CPU time for a cluster and a day, of ${clusters.toLocaleString('en')} / of 100`,
      ratio: each / base,
      target: TARGET,
      parts: { microseconds: each, ms, days, megabytes: process.memoryUsage().rss / 2 ** 20 },
    });
  }
  return figures;
}

async function cpuMs(clusters: number, days: number): Promise<number> {
  const parsed = parsePolicy(readFileSync('examples/policy.yml', 'utf8'));
  if (!parsed.ok) throw new Error('examples/policy.yml is not valid');
  const fleet = loadFleet(fleetOf(clusters));
  const before = process.cpuUsage();
  await simulateTimeline({
    // A cap lets what waits be looked at in each sweep, which grows with what waits.
    policy: { ...parsed.policy, limits: {}, copiesInFlight: 1_000 },
    fleet,
    ...{ from, to: from + days * DAY_MS, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    names: { policy: 'policy', fleet: 'fleet' },
  });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Mostly developers' clusters, some of them serverless, and production with snapshots and copies. */
function fleetOf(clusters: number): string {
  const some = (share: number) => Math.round(clusters * share);
  return `
accounts: [{ id: "111122223333" }, { id: "444455556666" }]
useProfiles:
  office: [{ hours: mon-fri 08:30-18:15, timezone: Europe/Berlin, connections: 14, cpu: 35 }]
  late: [{ hours: mon-fri 09:00-20:30, timezone: Europe/Berlin, connections: 6, cpu: 20 }]
  evening:
    - { hours: daily 08:00-18:00, timezone: Europe/Berlin, connections: 40, cpu: 30 }
    - { hours: daily 18:00-21:30, timezone: Europe/Berlin, connections: 90, cpu: 70 }
    - { connections: 5, cpu: 4 }
clusters:
  - { id: "dev-{n}", count: ${some(0.45)}, tags: { env: dev }, use: office }
  - { id: "late-{n}", count: ${some(0.15)}, engine: aurora-mysql, tags: { env: dev }, use: late }
  - { id: "test-{n}", count: ${some(0.1)}, serverless: { min: 0.5, max: 16 }, tags: { env: test }, use: office }
  - { id: "graph-{n}", count: ${some(0.05)}, engine: neptune, tags: { env: test }, use: office, region: us-east-1 }
  - { id: "box-{n}", count: ${some(0.1)}, account: "444455556666", tags: { env: sandbox }, status: stopped, since: 2d }
  - { id: "web-{n}", count: ${some(0.05)}, serverless: { min: 1, max: 16 }, tags: { team: web }, use: evening }
  - { id: "prod-{n}", count: ${some(0.1)}, size: 2, tags: { env: prod }, use: always, encrypted: alias/dormouse }
keys: [{ alias: alias/dormouse, account: "111122223333", regions: [eu-central-1, us-west-2] }]
quotas: { manualSnapshots: 1000000, copies: 1000 }
`;
}
