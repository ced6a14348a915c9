import { stringify } from 'yaml';
import { recipe as start } from '../../functions/start-clusters.ts';
import { recipe as stop } from '../../functions/stop-idle-clusters.ts';
import { createScope } from '../../shared/aws/clients.ts';
import type { Policy } from '../../shared/policy/model.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { SweepResult } from '../../shared/runtime/result.ts';
import { runSweep } from '../../shared/runtime/run.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { accounts, type GeneratedCluster, type GeneratedWorld, regions } from './generated-world.ts';

/** A Saturday evening, a day from any change of hours. */
export const NIGHT = Date.parse('2026-11-21T20:00:00Z');
const HOUR = 3_600_000;

type SimulatorOf = ReturnType<typeof createSimulator>;

/** The generated world in a simulator, its policy, and a way to let Dormouse loose on it, each time a new process. */
export function stage(world: GeneratedWorld) {
  const simulator = createSimulator({
    fleet: stringify(fleetOf(world.clusters)),
    now: NIGHT,
    seed: world.seed,
  });
  simulator.faults.plane = { events: world.events, lagMs: 0 };
  const policy = policyOf(world);

  async function sweep(recipe: typeof stop): Promise<SweepResult> {
    // One connection a process: a crash ends everything in it.
    const requestHandler = inProcess(simulator);
    return runSweep(
      recipe,
      policy,
      {},
      {
        home: () => Promise.reject(new Error('the policy has targets')),
        scopeFor: (place) => ({
          ...createScope(place, { requestHandler, maxAttempts: 1, retryMode: 'standard' }),
          warn: () => {},
        }),
      },
    );
  }

  return {
    simulator,
    policy,
    stop: () => sweep(stop),
    start: () => sweep(start),
    later: (hours: number) => simulator.clock.advanceTo(simulator.clock.now() + hours * HOUR),
  };
}

/** Every write that reached the simulator, whatever became of it. */
export function writesOf(simulator: SimulatorOf) {
  return simulator.calls
    .list()
    .filter(({ service, action }) => service === 'rds' && !action.startsWith('Describe'));
}

export function statusesOf(simulator: SimulatorOf): Record<string, string> {
  return Object.fromEntries(simulator.plane.state().clusters.map(({ id, status }) => [id, status]));
}

function policyOf(world: GeneratedWorld): Policy {
  const from = world.protectFrom === 'both' ? {} : { from: [world.protectFrom] };
  const parsed = parsePolicy(
    stringify({
      version: 1,
      mode: world.mode,
      tagActions: world.tagActions,
      targets: accounts.map((account) => ({
        account,
        role: `arn:aws:iam::${account}:role/dormouse`,
        regions: [...regions],
      })),
      limits: { stop: world.cap, start: world.cap },
      protect: [{ tags: { env: 'prod' }, ...from }],
      rules: [
        {
          name: 'dev and prod',
          match: { tags: { env: ['dev', 'prod'] } },
          power: {
            hours: world.inHours ? 'fri-sun 00:00-24:00' : 'mon-fri 08:00-18:00',
            stop: world.stop,
            idleFor: '30m',
          },
        },
      ],
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

function fleetOf(clusters: readonly GeneratedCluster[]) {
  return {
    accounts: accounts.map((id) => ({ id })),
    timings: { stop: '3m-10m', start: '5m-15m', lag: '10s-40s' },
    clusters: clusters.flatMap(fleetClusters),
  };
}

const holds = { over: '2026-01-01', forever: 'forever', later: '2026-12-24T00:00:00Z', unreadable: 'soon' };

/** The cluster and what it takes to make it odd. */
function fleetClusters(one: GeneratedCluster): object[] {
  const { id, account, region, engine, env, hold, kind, use, status } = one;
  const tags = { env, ...(hold !== 'none' && { 'dormouse:hold': holds[hold] }) };
  // AWS would start a stopped cluster by itself after seven days, in the middle of the test.
  const since = status === 'stopped' ? '1d' : '9d';
  const base = { id, account, region, engine, tags, use, status, since };
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
