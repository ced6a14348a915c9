import type { ClusterTimeline, Mark, Timeline } from '../../../timeline/timeline.ts';
import type { Content } from './content.ts';
import { causeAt, marksNear, stretchAt } from './course.ts';
import { type Clock, duration } from './format.ts';
import { endOf, type Row, secondsAt } from './rows.ts';
import { markLooks, powerStates, streamStates } from './states.ts';

/**
 * Lines about one minute of a row: what happens, its state, since when, until when, and why; of a comparison also how
 * it was with the old policy.
 *
 * @param within How many minutes a mark may be away.
 */
export function tipLines(
  { cluster, old }: Row,
  content: Content,
  clock: Clock,
  minute: number,
  within: number,
): readonly string[] {
  const now = courseLines(cluster, content.timeline, clock, minute, within);
  if (old === undefined || content.old === undefined) return now;
  const before = courseLines(old, content.old, clock, minute, within);
  return [...before.map((line) => `old: ${line}`), ...now.map((line) => `new: ${line}`)];
}

function courseLines(
  cluster: ClusterTimeline,
  timeline: Timeline,
  clock: Clock,
  minute: number,
  within: number,
): string[] {
  const { texts } = timeline;
  const end = endOf(timeline);
  const when = (at: number): string => clock.when(secondsAt(timeline, at));
  const power = stretchAt(cluster.power, minute, end);
  const marks = marksNear(cluster, minute, within).slice(0, 3);
  const cause = causeAt(cluster, minute);
  return [
    ...marks.map((mark) => `${when(mark.minute)} ${markText(mark, texts)}`),
    ...(power
      ? [
          `${powerStates[power.value]} for ${duration(power.to - power.from)}: ${when(power.from)} to ${when(power.to)}`,
        ]
      : []),
    ...(cause && !marks.includes(cause) ? [`since ${when(cause.minute)}: ${markText(cause, texts)}`] : []),
    ...(cause === undefined && cluster.why ? [`${cluster.why.reason}: ${cluster.why.detail}`] : []),
    ...otherLines(cluster, minute, end),
  ];
}

/** `late start, 12 min: somebody connected while it was starting (idle, developers)`. */
export function markText(mark: Mark, texts: readonly string[]): string {
  const { kind, by, reason, rule, minutes, region, text } = mark;
  const isClear = by === 'dormouse' || kind === 'by-hand' || kind === 'late-start' || kind === 'denied';
  const whose = isClear || by === 'unknown' ? '' : ` by ${by === 'aws' ? 'AWS' : 'people'}`;
  const where = region === undefined ? '' : ` (${region})`;
  const howLong = minutes === undefined ? '' : `, ${duration(minutes)}`;
  const why = [reason, rule && `rule ${rule}`].filter(Boolean).join(', ');
  const sentence = text === undefined ? undefined : texts[text];
  const rest = [why, sentence].filter(Boolean).join('; ');
  return `${markLooks[kind].name}${whose}${where}${howLong}${rest === '' ? '' : `: ${rest}`}`;
}

function otherLines({ stream, capacity, units }: ClusterTimeline, minute: number, end: number): string[] {
  const streaming = stream && stretchAt(stream, minute, end);
  const limits = capacity && stretchAt(capacity, minute, end)?.value;
  const used = units && stretchAt(units, minute, end)?.value;
  return [
    ...(streaming ? [streamStates[streaming.value]] : []),
    ...(limits
      ? [`capacity ${limits.min} to ${limits.max}${used === undefined ? '' : `, ${used} in use`}`]
      : []),
  ];
}
