import { formatDuration, formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts } from './facts.ts';
import { lastEnd, startOutside } from './outside.ts';
import { unexplainedStop } from './up-since.ts';

/**
 * Since when a cluster has been up longer than `maxUptime` although it was started outside its hours, as a text;
 * undefined where it has not, or nothing shows it.
 */
export function overdueSince(candidate: Candidate, facts: StopFacts): string | undefined {
  const { power, cluster, local } = candidate;
  if (power.maxUptime === undefined) return undefined;
  const latest = local.now - power.maxUptime.ms;
  const longer = `longer than maxUptime ${formatDuration(power.maxUptime.ms)}`;
  const start = startOutside(candidate, facts);
  if (start !== undefined) {
    return start.at <= latest ? `${start.how} ${formatWhenIn(start.at, local)}, up ${longer}` : undefined;
  }
  const stop = unexplainedStop(cluster, facts);
  // Without hours, a start that the events of that time do not report was before it.
  if (stop === undefined) return power.hours === undefined ? `up ${longer}` : undefined;
  const isOutside = power.hours === undefined || stop.at >= (lastEnd(candidate) ?? local.now);
  const isUp = facts.upSince?.state === 'up' && facts.upSince.since <= latest;
  return isOutside && isUp ? `up ${longer} by its metrics` : undefined;
}
