import type { OpenDrill } from '../../model/drill-record.ts';
import { type EpochMs, HOUR_MS } from '../../time/units.ts';

/** After the time of a drill is up, this long for deleting its instance and its cluster. */
export const DELETING_MS = HOUR_MS;

/**
 * The ARNs of restored clusters that should have been gone long ago, whatever keeps them: somebody, a refusal, or a
 * deletion of AWS's that does not end.
 */
export function overdueDrills(open: readonly Pick<OpenDrill, 'record'>[], now: EpochMs): string[] {
  return open
    .filter(({ record }) => now - Date.parse(record.until) > DELETING_MS)
    .map(({ record }) => record.restored.arn);
}
