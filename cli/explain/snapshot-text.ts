import { formatWhen } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { decisionLines } from './decision-lines.ts';
import type { Fates, SnapshotStory } from './snapshot-story.ts';

/** What there is to say of a cluster's snapshots, as plain lines in the form of an explanation. */
export function formatSnapshotStory(
  { create, lastTaken, nextDue, copies, prune }: SnapshotStory,
  timezone: string,
  now: number,
): string[] {
  const when = (at: number, zone = timezone): string => `${formatWhen(at, { timezone: zone, now })} ${zone}`;
  return [
    ...(create ? decisionLines('snapshot', create) : []),
    ...(lastTaken ? [`last taken  ${when(lastTaken.at)}, ${lastTaken.snapshot}, ${lastTaken.status}`] : []),
    ...(nextDue ? [`next due    ${when(nextDue.at, nextDue.timezone)} (${nextDue.cron})`] : []),
    ...copies.map(({ recoveryPoint, ageMs, ...fates }) => {
      const point =
        recoveryPoint === undefined || ageMs === undefined
          ? 'no complete copy yet'
          : `recovery point ${when(recoveryPoint)}, ${formatAge(ageMs)} old`;
      return `copies      to ${fates.region}: ${[point, ...fatesText(fates, 'to copy')].join('; ')}`;
    }),
    ...prune.map((fates) => `prune       in ${fates.region}: ${fatesText(fates, 'to delete').join('; ')}`),
  ];
}

/** @example ['5 to delete', 'left: 15 kept, 1 not-ours'] */
function fatesText({ act, leave }: Fates, verb: string): string[] {
  const acts = Object.values(act).reduce((sum, number) => sum + number, 0);
  const left = Object.entries(leave).map(([reason, number]) => `${number} ${reason}`);
  return [...(acts > 0 ? [`${acts} ${verb}`] : []), ...(left.length > 0 ? [`left: ${left.join(', ')}`] : [])];
}
