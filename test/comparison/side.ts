import { simulate } from '../../backtest/run.ts';
import type { Simulated } from '../../backtest/simulation.ts';
import { simulateFleet } from '../../backtest/threads/simulate-fleet.ts';
import type { Side } from '../../comparison/comparison.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';

export interface Parts {
  readonly policy: string;
  readonly fleet: string;
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** One side of a comparison. */
export async function sideOf(parts: Parts): Promise<Side> {
  const input = inputOf(parts);
  const names = { policy: 'policy.yml', fleet: 'fleet.yml' };
  return { mode: input.mode, ...(await simulateFleet({ ...input, names, keepsActs: true }, 1)) };
}

/** By ARN of the cluster, all that has become of it: statuses, stream, capacity and snapshots. */
export async function fatesOf(parts: Parts): Promise<Map<string, string>> {
  const { world } = await simulate(inputOf(parts));
  return new Map(world.clusters.map((cluster) => [cluster.arn, fateOf(cluster, world)]));
}

function fateOf(cluster: Simulated['world']['clusters'][number], { whole }: Simulated['world']): string {
  const snapshots = Array.from(whole.snapshotStore.ofCluster(cluster.resourceId), ({ arn }) => arn);
  return JSON.stringify([
    cluster.statuses.entries,
    cluster.activityStream.statuses.entries,
    cluster.capacities?.entries,
    snapshots.toSorted(),
  ]);
}

function inputOf({ policy: text, fleet, from, to }: Parts) {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const policy: Policy = { ...parsed.policy, mode: 'enforce' };
  return {
    ...{ policy, mode: parsed.policy.mode, fleet: loadFleet(fleet), from, to, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
  };
}
