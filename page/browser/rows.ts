import type { ClusterTimeline, Timeline } from '../../timeline/timeline.ts';
import type { Content } from './content.ts';

/** One cluster of the page; of a comparison also its course before. */
export interface Row {
  readonly cluster: ClusterTimeline;
  readonly old?: ClusterTimeline;
  /** Everything that the text filter looks through, in small letters. */
  readonly text: string;
}

export function rowsOf({ timeline, old }: Content): Row[] {
  const before = new Map(old?.clusters.map((cluster) => [cluster.arn, cluster]));
  return timeline.clusters.map((cluster) => {
    const was = before.get(cluster.arn);
    return { cluster, ...(was && { old: was }), text: textOf(cluster) };
  });
}

function textOf(cluster: ClusterTimeline): string {
  const { id, account, region, engine, rule = '', tags, why } = cluster;
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return [id, account, region, engine, rule, why?.reason ?? '', why?.detail ?? '', ...pairs]
    .join('\n')
    .toLowerCase();
}

/** Where minutes lie in time, in seconds since 1970. */
export function secondsAt({ from }: Pick<Timeline, 'from'>, minute: number): number {
  return Date.parse(from) / 1000 + minute * 60;
}
