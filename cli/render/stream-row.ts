import type { EpochMs } from '../../shared/policy/model.ts';
import { formatWhen } from '../../shared/policy/when.ts';
import { isStreamRefusal, type PlannedStream, type StreamChange } from '../plan-streams.ts';
import type { Tone } from './paint.ts';
import { leftMark, type Row, refusedMark } from './plan-row.ts';

const marks: Readonly<Record<StreamChange, { mark: string; tone: Tone }>> = {
  'start-stream': { mark: '+ stream', tone: 'start' },
  'stop-stream': { mark: '- stream', tone: 'stop' },
  remember: { mark: '~ stream', tone: 'change' },
};

/** What would be done to the activity stream of a cluster, or why it is left; and when that restarts the cluster. */
export function streamRow(planned: PlannedStream, now: EpochMs): Row {
  const { account, region, cluster, change, reason, rule = '', detail } = planned;
  const restart = restartText(planned, now);
  const mark = change === undefined ? (isStreamRefusal(planned) ? refusedMark : leftMark) : marks[change];
  return {
    ...{ place: `${account}  ${region}`, cluster, rule },
    ...mark,
    reason: [
      `${change === undefined ? 'stream: ' : ''}${reason}`,
      ...(restart ? [`restarts ${restart}`] : []),
    ].join(', '),
    details: [['', detail]],
  };
}

/**
 * When a cluster restarts for its stream; undefined when it does not, or when that is not known.
 *
 * @example
 * restartText(planned, now) // 'now', or 'Sun 05:00 UTC (its maintenance window)'
 */
export function restartText(
  { change, reason, restartsAt, restartsIn }: PlannedStream,
  now: EpochMs,
): string | undefined {
  if (restartsAt === undefined) return undefined;
  if (change !== undefined) return reason === 'stream-drift' ? 'now and once more' : 'now';
  const moment = restartsIn === undefined ? '' : ` (${moments[restartsIn]})`;
  return `${formatWhen(restartsAt, 'UTC', now)} UTC${moment}`;
}

const moments = {
  maintenanceWindow: 'its maintenance window',
  offHours: 'outside its hours',
} as const;
