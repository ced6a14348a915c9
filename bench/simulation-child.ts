/**
 * Simulates a fleet of the given size for the given number of days, and prints the CPU time and memory that this took:
 * `{ cpuMs, seconds, maxRssMb }`, of all its threads.
 */
import { readFileSync } from 'node:fs';
import { simulateFleet } from '../backtest/threads/simulate-fleet.ts';
import { setV8Flags } from '../backtest/v8-flags.ts';
import { parsePolicy } from '../shared/policy/file/parse.ts';
import { DAY_MS } from '../shared/policy/time/units.ts';
import { loadFleet } from '../simulator/fleet/load-fleet.ts';

/** A Monday. */
const from = Date.parse('2026-11-23T00:00:00Z');
const [clusters, days] = process.argv.slice(2).map(Number);

// As the command does.
setV8Flags(clusters ?? 0);
// Whatever is compiled only once does not count; what each further thread compiles for itself does.
await simulate(50, 7);
const [before, began] = [process.cpuUsage(), performance.now()];
await simulate(clusters ?? 0, days ?? 0);
const { user, system } = process.cpuUsage(before);
const maxRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
const seconds = (performance.now() - began) / 1_000;
console.log(JSON.stringify({ cpuMs: (user + system) / 1_000, seconds, maxRssMb }));

async function simulate(size: number, length: number): Promise<void> {
  const parsed = parsePolicy(readFileSync('examples/policy.yml', 'utf8'));
  if (!parsed.ok) throw new Error('examples/policy.yml is not valid');
  await simulateFleet({
    policy: parsed.policy,
    fleet: loadFleet(fleetOf(size)),
    ...{ from, to: from + length * DAY_MS, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    names: { policy: 'policy', fleet: 'fleet' },
  });
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
