import { type Cluster, memberStatus } from './cluster.ts';

/** A cluster to look at: what is true, and what reads show. */
export interface ClusterState {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  readonly status: string;
  /** What DescribeDBClusters says now. */
  readonly visibleStatus: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly instances: readonly { readonly id: string; readonly class: string; readonly status: string }[];
  /** ISO 8601. */
  readonly automaticRestartTime?: string;
  /** Every status that it has had, oldest first. */
  readonly history: readonly { readonly at: string; readonly status: string }[];
}

/** A cluster as plain JSON at `now` (ms). */
export function toState(cluster: Cluster, now: number): ClusterState {
  const { arn, id, account, region, engine, statuses, tags, members } = cluster;
  const { status, automaticRestartAt } = statuses.current();
  return {
    arn,
    id,
    account,
    region,
    engine,
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
    history: statuses.entries.map((entry) => ({
      at: new Date(entry.at).toISOString(),
      status: entry.status,
    })),
  };
}
