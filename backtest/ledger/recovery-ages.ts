import { defined } from '../../shared/defined.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { RecoveryAge } from '../../timeline/recovery.ts';
import type { RecoverySteps } from './recovery-log.ts';

/** A time in which the newest recovery point, or the data of the cluster, stays the same: [from, until) in ms. */
interface Part {
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** Absent: there is none. */
  readonly dataAt?: EpochMs;
  /** Since when the cluster is stopped, so that its data cannot change; absent: it is not. */
  readonly stoppedAt?: EpochMs;
}

/**
 * The age of the newest recovery point of a cluster in one Region over [from, to): how much older it is than the newest
 * data, which are those of the stop while the cluster is stopped, as in the metric `RecoveryPointAgeMax`.
 *
 * @param maxAgeMs The age that the rule allows.
 */
export function recoveryAgeOf(
  region: string,
  { cluster, steps, from, to }: PartsOf,
  maxAgeMs?: number,
): RecoveryAge {
  let [worst, ageTime, withMs, withoutMs, overMs] = [0, 0, 0, 0, 0];
  for (const part of partsOf({ cluster, steps, from, to })) {
    const length = part.until - part.from;
    if (part.dataAt === undefined) {
      withoutMs += length;
      overMs += length;
      continue;
    }
    const [first, last] = [ageAt(part, part.dataAt, part.from), ageAt(part, part.dataAt, part.until)];
    worst = Math.max(worst, last);
    ageTime += ((first + last) / 2) * length;
    withMs += length;
    overMs += overOf(first, last, length, maxAgeMs ?? Number.POSITIVE_INFINITY);
  }
  return {
    region,
    ...(withMs > 0 && { worstHours: hours(worst), meanHours: hours(ageTime / withMs) }),
    hoursWith: hours(withMs),
    hoursWithout: hours(withoutMs),
    ...(maxAgeMs !== undefined && { maxAgeHours: hours(maxAgeMs), hoursOver: hours(overMs) }),
  };
}

interface PartsOf {
  readonly cluster: Cluster;
  readonly steps: RecoverySteps;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

function partsOf({ cluster: { statuses }, steps, from, to }: PartsOf): Part[] {
  const cuts = [from, ...statuses.entries.map(({ at }) => at), ...steps.map(([at]) => at)]
    .filter((at) => at >= from && at < to)
    .sort((a, b) => a - b);
  let next = 0;
  return cuts.flatMap((begin, index) => {
    const until = cuts[index + 1] ?? to;
    while ((steps[next]?.[0] ?? Number.POSITIVE_INFINITY) <= begin) next += 1;
    const { status, at } = statuses.at(begin);
    const part = {
      from: begin,
      until,
      ...defined({ dataAt: steps[next - 1]?.[1] }),
      ...(status === 'stopped' && { stoppedAt: at }),
    };
    return until > begin ? [part] : [];
  });
}

function ageAt({ stoppedAt }: Part, dataAt: EpochMs, at: EpochMs): number {
  return Math.max(0, Math.min(at, stoppedAt ?? at) - dataAt);
}

/** How much of a time in which an age goes from `first` to `last` it is over `most`; it grows with time, or stays. */
function overOf(first: number, last: number, length: number, most: number): number {
  if (last <= most) return 0;
  return first >= most ? length : Math.min(length, last - most);
}

function hours(ms: number): number {
  return Math.round((100 * ms) / HOUR_MS) / 100;
}
