import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import { hoursOf, type Segment } from './segments.ts';

/** A start by AWS, because the cluster had been stopped for seven days. */
export interface Restart {
  readonly at: EpochMs;
  /** Hours until it was stopped again in which it was up and nobody used it. */
  readonly idleHours: number;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html */
export function sevenDayRestarts(
  { statuses: { entries } }: Pick<Cluster, 'statuses'>,
  segments: readonly Segment[],
): Restart[] {
  const [first] = segments;
  return entries.flatMap(({ status, at }, index) => {
    const before = entries[index - 1];
    if (status !== 'starting' || before?.automaticRestartAt !== at || first === undefined || at < first.from)
      return [];
    const end =
      entries.slice(index).find((entry) => entry.status === 'stopping')?.at ?? Number.POSITIVE_INFINITY;
    const idle = segments.filter(({ from, state }) => state === 'idle' && from >= at && from < end);
    return [{ at, idleHours: idle.reduce((sum, segment) => sum + hoursOf(segment), 0) }];
  });
}
