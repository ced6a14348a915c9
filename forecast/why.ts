import type { Reason } from '../shared/policy/model/reasons.ts';
import type { Candidate } from '../shared/policy/power/candidate.ts';
import { powerHoursAt } from '../shared/policy/rules/power-hours.ts';
import { formatDuration } from '../shared/policy/time/when.ts';

/** Why the clock stops a cluster, for people. */
export function whyDown({ power }: Candidate, reason: Reason): string {
  if (reason === 'max-uptime' && power.maxUptime) return `up for ${formatDuration(power.maxUptime.ms)}`;
  return reason === 'held-stopped' && power.stop !== 'atOnce' ? 'held' : 'outside its hours';
}

/** Why the clock starts a cluster, for people. */
export function whyUp(candidate: Candidate, reason: Reason): string {
  const { cluster, local } = candidate;
  if (reason === 'in-hours') return `hours ${powerHoursAt(candidate, local.now)?.hours.text}`;
  if (reason === 'start-before') return `before hours ${powerHoursAt(candidate, local.now)?.hours.text}`;
  return reason === 'in-maintenance-window'
    ? `maintenance window ${cluster.maintenanceWindow} UTC`
    : 'held up';
}
