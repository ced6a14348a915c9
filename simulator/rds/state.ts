import { loadAt } from '../fleet/use.ts';
import { unitsNow } from './capacity/activity.ts';
import { type Cluster, memberStatus } from './clusters/cluster.ts';
import type { History } from './clusters/history.ts';

type HistoryState = readonly { readonly at: string; readonly status: string }[];

/** An activity stream to look at. */
interface StreamState {
  readonly status: string;
  /** The status that DescribeDBClusters shows now. */
  readonly visibleStatus: string;
  readonly mode?: string;
  /** ARN. */
  readonly key?: string;
  /** When a change takes effect that waits for the maintenance window. */
  readonly due?: string;
  readonly history: HistoryState;
}

/** A cluster to look at: its true state, and the state that reads show. */
export interface ClusterState {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  /** Distinguishes it from others that had or will have its name. */
  readonly resourceId: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly status: string;
  /** The status that DescribeDBClusters shows now. */
  readonly visibleStatus: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly instances: readonly { readonly id: string; readonly class: string; readonly status: string }[];
  /** ISO 8601. */
  readonly automaticRestartTime?: string;
  /** Limits of serverless capacity, and the capacity of the busiest serverless instance now; 0 while it sleeps. */
  readonly serverless?: { readonly min: number; readonly max: number; readonly units: number };
  /** Whether clients want it now, also while it is down; absent: no metric says so. */
  readonly hasClients?: boolean;
  /** The state of the activity stream; only Aurora has one. */
  readonly activityStream?: StreamState;
  /** Restarts that changes of its activity stream have caused, oldest first. */
  readonly restarts: readonly { readonly at: string; readonly why: string }[];
  /** Every status that it has had, oldest first. */
  readonly history: HistoryState;
}

/** A cluster as plain JSON at `now` (ms). */
export function toState(cluster: Cluster, now: number): ClusterState {
  const { arn, id, account, region, engine, resourceId, statuses, tags, members } = cluster;
  const { status, automaticRestartAt } = statuses.current();
  return {
    arn,
    id,
    account,
    region,
    engine,
    resourceId,
    createdAt: new Date(cluster.createdAt).toISOString(),
    status,
    visibleStatus: statuses.visible(now).status,
    tags: Object.fromEntries(tags),
    instances: members.map((member) => ({
      id: member.id,
      class: member.instanceClass,
      status: memberStatus(cluster, member, now),
    })),
    ...(automaticRestartAt !== undefined && {
      automaticRestartTime: new Date(automaticRestartAt).toISOString(),
    }),
    ...toServerlessState(cluster, now),
    ...toUseState(cluster, now),
    ...(engine.startsWith('aurora-') && { activityStream: toStreamState(cluster, now) }),
    restarts: cluster.restarts.map(({ at, why }) => ({ at: new Date(at).toISOString(), why })),
    history: toHistory(statuses),
  };
}

function toUseState({ uses }: Cluster, now: number): Pick<ClusterState, 'hasClients'> {
  const load = loadAt(uses.findLast(({ at }) => at <= now)?.use ?? [], now);
  if (load === 'missing' || Number.isNaN(load.connections)) return {};
  return { hasClients: load.connections > 0 };
}

function toServerlessState(cluster: Cluster, now: number): Pick<ClusterState, 'serverless'> {
  if (cluster.capacities === undefined) return {};
  const { min, max } = cluster.capacities.current();
  return { serverless: { min, max, units: unitsNow(cluster, now) } };
}

function toStreamState({ activityStream }: Cluster, now: number): StreamState {
  const { statuses, dueAt } = activityStream;
  const { status, stream } = statuses.current();
  return {
    status,
    visibleStatus: statuses.visible(now).status,
    ...(stream && { mode: stream.mode, key: stream.keyArn }),
    ...(dueAt !== undefined && { due: new Date(dueAt).toISOString() }),
    history: toHistory(statuses),
  };
}

function toHistory({ entries }: History): HistoryState {
  return entries.map(({ at, status }) => ({ at: new Date(at).toISOString(), status }));
}
