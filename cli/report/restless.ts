import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { notStoppedSince } from '../../shared/policy/power/busy.ts';
import { powerCandidate } from '../../shared/policy/power/candidate.ts';
import type { LocalTime } from '../../shared/policy/time/local-time.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/** A cluster that runs outside its hours, and that nothing has stopped for days. */
export interface Restless {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly rule: string;
  readonly since: EpochMs;
}

/** The restless ones among some clusters, by their tags. */
export function restlessOf(policy: Policy, clusters: readonly Cluster[], now: EpochMs): Restless[] {
  return clusters.flatMap((cluster) => {
    const candidate = powerCandidate(policy, cluster, now);
    const since = candidate && notStoppedSince(candidate);
    if (candidate === undefined || since === undefined) return [];
    const { account, region, id } = cluster;
    return [{ account, region, cluster: id, rule: candidate.rule.name, since }];
  });
}

/**
 * A line for each.
 *
 * @example
 * ['  dev-orders: not stopped since Wed 07:30, though its hours have ended each day; dormouse explain dev-orders says why']
 */
export function restlessLines(
  restless: readonly Restless[],
  local: LocalTime,
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  if (restless.length === 0) return [];
  const lines = restless.flatMap(({ cluster, since }) =>
    hang(
      '  ',
      `${cluster}: not stopped since ${formatWhen(since, local)}, though its hours have ended each day; ` +
        `dormouse explain ${cluster} says why`,
      width,
    ),
  );
  return [paint('heading', 'Up outside their hours for days'), ...lines];
}
