import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import type { Tone } from '../terminal/paint.ts';
import { leftMark, type Row, refusedMark } from './row.ts';
import { isStreamRefusal, type PlannedStream, type StreamChange } from './streams.ts';

const marks: Readonly<Record<StreamChange, { mark: string; tone: Tone }>> = {
  'start-stream': { mark: '+ stream', tone: 'start' },
  'stop-stream': { mark: '- stream', tone: 'stop' },
  remember: { mark: '~ stream', tone: 'change' },
};

/** What would be done to the activity stream of a cluster, or why it is left; and whether that restarts the cluster. */
export function streamRow(planned: PlannedStream): Row {
  const { account, region, cluster, change, reason, rule = '', detail } = planned;
  const mark = change === undefined ? (isStreamRefusal(planned) ? refusedMark : leftMark) : marks[change];
  return {
    ...{ place: `${account}  ${region}`, cluster, rule },
    ...mark,
    reason: `${change === undefined ? 'stream: ' : ''}${reason}`,
    details: [['', `${detail}${restartsNow(planned)}`]],
  };
}

/** A stream that runs otherwise than it should is stopped now and started by a later sweep. */
function restartsNow({ change, reason, restartsAt }: PlannedStream): string {
  if (change === undefined || restartsAt === undefined) return '';
  return `; restarts the cluster now${reason === 'stream-drift' ? ' and once more' : ''}`;
}

/**
 * When a cluster restarts for a stream that waits; undefined when that is not known.
 *
 * @example
 * waitsUntil(planned, now) // 'Sun 06:00 Europe/Berlin (its maintenance window)'
 */
export function waitsUntil(
  { restartsAt, restartsIn, timezone }: PlannedStream,
  now: EpochMs,
): string | undefined {
  if (restartsAt === undefined) return undefined;
  const moment = restartsIn === undefined ? '' : ` (${moments[restartsIn]})`;
  return `${formatWhenIn(restartsAt, timezone, now)}${moment}`;
}

const moments = {
  maintenanceWindow: 'its maintenance window',
  offHours: 'outside its hours',
} as const;
