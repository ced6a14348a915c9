import { STOP_AND_START_MS } from '../model/availability.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { readLastAction } from '../rules/power-note.ts';
import type { EpochMs } from '../time/units.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts } from './facts.ts';
import { lastStartOf } from './last-action.ts';
import { uptimeOf } from './uptime.ts';

/** When the hours ended last, for a cluster that is outside of them; undefined where they never have. */
export function lastEnd(candidate: Candidate): EpochMs | undefined {
  const window = powerHoursAt(candidate, candidate.local.now)?.window;
  return window?.open === false ? window.since : undefined;
}

/** How a cluster came up after its hours had ended. */
export interface StartOutside {
  readonly at: EpochMs;
  /** Dormouse itself, for what was due then: the hours, a hold or a maintenance window. */
  readonly by: 'aws' | 'user' | 'dormouse';
  readonly how: 'started' | 'created';
}

/**
 * The start or creation of a cluster after its hours have ended, or any where it has no hours; undefined where none is
 * known. An event reports when a start was complete, the note of Dormouse when it was requested.
 */
export function startOutside(candidate: Candidate, facts: StopFacts): StartOutside | undefined {
  const { cluster, power } = candidate;
  const ended = lastEnd(candidate);
  if (power.hours !== undefined && ended === undefined) return undefined;
  const isOutside = (at: EpochMs | undefined): at is EpochMs => at !== undefined && at > (ended ?? 0);
  const start = lastStartOf(cluster, facts);
  if (start !== undefined && isOutside(start.at)) {
    const by = isOwn(candidate, start.at) ? 'dormouse' : start.by;
    return { at: start.at, by, how: 'started' };
  }
  const { createdAt } = cluster;
  return isOutside(createdAt) ? { at: createdAt, by: 'user', how: 'created' } : undefined;
}

/** Whether a start was requested by Dormouse when it was due. */
function isOwn(candidate: Candidate, at: EpochMs): boolean {
  const last = readLastAction(candidate.cluster);
  if (last?.action !== 'start' || at < last.at || at - last.at > STOP_AND_START_MS) return false;
  return uptimeOf({ ...candidate, local: { ...candidate.local, now: last.at } }).up;
}
