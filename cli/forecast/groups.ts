import type { ClusterTimeline, Timeline } from '../../timeline/timeline.ts';

/** Clusters that one rule decides, and that have the same course. */
export interface Group {
  readonly rule?: string;
  readonly clusters: readonly ClusterTimeline[];
  /** Any of them: the others are like it. */
  readonly first: ClusterTimeline;
}

/** The clusters of a forecast, those with the same course together, in the order of the first of each. */
export function groupsOf({ clusters }: Timeline): Group[] {
  const keyOf = ({ rule, power, marks, stream, capacity, why }: ClusterTimeline): string =>
    JSON.stringify([rule, power, marks, stream, capacity, why]);
  return [...Map.groupBy(clusters, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    return [{ clusters: same, first, ...(first.rule !== undefined && { rule: first.rule }) }];
  });
}
