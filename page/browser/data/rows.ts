import type { ClusterTimeline, Timeline } from '../../../timeline/timeline.ts';
import type { Content } from './content.ts';
import { differenceOf } from './difference.ts';

/** One cluster of the page; of a comparison also its course before. */
export interface Row {
  readonly cluster: ClusterTimeline;
  readonly old?: ClusterTimeline;
  /** Of a comparison: for how many minutes the two courses differ. */
  readonly differs: number;
  /** Everything that the text filter looks through, in small letters. */
  readonly text: string;
}

export function rowsOf({ timeline, old }: Content): Row[] {
  const before = new Map(old?.clusters.map((cluster) => [cluster.arn, cluster]));
  const end = endOf(timeline);
  return timeline.clusters.map((cluster) => {
    const was = before.get(cluster.arn);
    const spans = was ? differenceOf(was, cluster, end) : [];
    const differs = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    return { cluster, ...(was && { old: was }), differs, text: textOf(cluster) };
  });
}

function textOf(cluster: ClusterTimeline): string {
  const { id, account, region, engine, rule = '', tags, why } = cluster;
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const all = [id, account, region, engine, rule, why?.reason ?? '', why?.detail ?? '', ...pairs];
  return all.join('\n').toLowerCase();
}

/** Where minutes lie in time, in seconds since 1970. */
export function secondsAt({ from }: Pick<Timeline, 'from'>, minute: number): number {
  return Date.parse(from) / 1000 + minute * 60;
}

/** The last minute of a timeline. */
export function endOf({ from, to }: Pick<Timeline, 'from' | 'to'>): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
