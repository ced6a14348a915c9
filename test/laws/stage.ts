import { stringify } from 'yaml';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import { defined } from '../../shared/defined.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { fleetSnapshots, snapshotsRule } from './generated-snapshots.ts';
import { accounts, type GeneratedCluster, type GeneratedWorld, regions } from './generated-world.ts';
import { type SimulatorOf, sweepWith, toPolicy } from './let-loose.ts';
import { hasCapacity, hasStream } from './oracle.ts';

/** A Saturday evening, a day from any change of hours. */
const NIGHT = Date.parse('2026-11-21T20:00:00Z');
const HOUR = 3_600_000;

/** The generated world in a simulator, its policy, and a way to let Dormouse loose on it, each time a new process. */
export function stage(world: GeneratedWorld) {
  const simulator = createSimulator({
    fleet: stringify(fleetOf(world)),
    now: NIGHT,
    seed: world.seed,
  });
  simulator.faults.delivery = { events: world.events, lagMs: 0 };
  const policy = policyOf(world);

  return {
    simulator,
    policy,
    stop: (): Promise<SweepResult> => sweepWith(simulator, policy, stop),
    start: (): Promise<SweepResult> => sweepWith(simulator, policy, start),
    toggle: (): Promise<SweepResult> => sweepWith(simulator, policy, toggle),
    scale: (): Promise<SweepResult> => sweepWith(simulator, policy, scale),
    later: (hours: number) => simulator.clock.advanceTo(simulator.clock.now() + hours * HOUR),
  };
}

export function statusesOf(simulator: SimulatorOf): Record<string, string> {
  return Object.fromEntries(simulator.backend.state().clusters.map(({ id, status }) => [id, status]));
}

function policyOf(world: GeneratedWorld): Policy {
  const from = world.protectFrom === 'both' ? {} : { from: [world.protectFrom] };
  const hours = world.inHours ? 'fri-sun 00:00-24:00' : 'mon-fri 08:00-18:00';
  const aspects = {
    power: { hours, stop: world.stop, idleFor: '30m' },
    activityStream: { mode: 'async', kmsKey: 'alias/das', hours, restart: 'anytime' },
    capacity: [capacities.declared],
    ...(world.snapshots && { snapshots: snapshotsRule }),
  };
  const tags = { env: ['dev', 'prod'] };
  return toPolicy({
    version: 1,
    mode: world.mode,
    tagActions: world.tagActions,
    targets: accounts.map((account) => ({
      account,
      role: `arn:aws:iam::${account}:role/dormouse`,
      regions: [...regions],
    })),
    limits: {
      ...{ stop: world.cap, start: world.cap },
      ...{ changeActivityStream: world.cap, changeCapacity: world.cap },
    },
    protect: [{ tags: { env: 'prod' }, ...from }],
    rules: [
      ...(world.observed.length > 0
        ? [{ name: 'observed', mode: 'observe', match: { engines: world.observed, tags }, ...aspects }]
        : []),
      { name: 'dev and prod', match: { tags }, ...aspects },
    ],
  });
}

function fleetOf({ clusters, snapshots: all = [] }: GeneratedWorld) {
  return {
    accounts: accounts.map((id) => ({ id })),
    timings: { stop: '3m-10m', start: '5m-15m', lag: '10s-40s' },
    clusters: clusters.flatMap((one, position) => {
      const [base, ...others] = fleetClusters(one);
      const snapshots = fleetSnapshots(one, position, { clusters: clusters.length, all, now: NIGHT });
      return [{ ...base, ...(snapshots.length > 0 && { snapshots }) }, ...others];
    }),
    keys: accounts.map((account) => ({ alias: 'alias/das', account, regions: [...regions] })),
  };
}

const OVER = '2026-01-01';
const LATER = '2026-12-24T00:00:00Z';
const holds = {
  ...{
    over: OVER,
    forever: 'forever',
    later: LATER,
    unreadable: 'soon',
    noChanges: `no changes until ${LATER}`,
  },
  ...{ stopped: `stopped until ${LATER}`, stoppedOver: `stopped until ${OVER}` },
  ...{ up: `up until ${LATER}`, upOver: `up until ${OVER}` },
};

export const capacities = {
  none: undefined,
  declared: { min: 2, max: 16 },
  less: { min: 1, max: 8 },
  more: { min: 1, max: 32 },
};

function streamOf(one: GeneratedCluster): object {
  if (!hasStream(one) || one.stream === 'stopped') return {};
  const running = {
    key: 'alias/das',
    ...(one.stream === 'starting' ? { status: 'starting' } : { mode: one.stream }),
  };
  return { activityStream: running };
}

/** The cluster and what it takes to make it odd. */
function fleetClusters(one: GeneratedCluster): object[] {
  const { id, account, region, engine, env, hold, kind, use, status } = one;
  const tags = { env, ...(hold !== 'none' && { 'dormouse:hold': holds[hold] }) };
  // AWS would start a stopped cluster by itself after seven days, in the middle of the test.
  const since = status === 'stopped' ? '1d' : '9d';
  const serverless = hasCapacity(one) ? capacities[one.capacity] : undefined;
  const changing = { ...defined({ serverless }), ...streamOf(one) };
  const base = { id, account, region, engine, tags, use, status, since, ...changing };
  const other = { id: `${id}-other`, account, region, engine };
  const elsewhere = { ...other, region: region === 'us-east-1' ? 'eu-central-1' : 'us-east-1' };
  switch (kind) {
    case 'plain':
      return [base];
    case 'multiAz':
      return [{ ...base, engine: 'postgres' }];
    case 'serverlessV1':
      return [{ ...base, mode: 'serverless' }];
    case 'globalAlone':
      return [{ ...base, global: `${id}-global` }];
    case 'globalPair':
      return [
        { ...base, global: `${id}-global` },
        { ...elsewhere, global: `${id}-global` },
      ];
    case 'replicated':
      return [base, { ...elsewhere, readReplicaOf: id }];
    case 'blueGreen':
      return [base, { ...other, greenOf: id }];
  }
}
