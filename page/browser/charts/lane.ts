import uPlot from 'uplot';
import type { ClusterTimeline, Lane, MarkKind, PowerState } from '../../../timeline/timeline.ts';
import { differenceOf } from '../data/difference.ts';
import type { Row } from '../data/rows.ts';
import { hatched, markKinds, markLooks, powerNames } from '../data/states.ts';
import { type CourseLayout, layoutOf, rangeOf, type Strip } from './lane-layout.ts';
import { shapePaths } from './shapes.ts';
import { theme } from './theme.ts';

/** The series of a row: each track is a series of its own, on the scale of its strip. */
interface Track {
  readonly strip: Strip;
  readonly max: number;
  readonly series: uPlot.Series;
  /** The value from each minute on, or the value at single minutes. */
  readonly steps?: Lane<number>;
  readonly points?: Lane<number>;
}

/** How high a state stands, so that up and stopped differ without colour, too. */
const heights: Readonly<Record<PowerState, number>> = {
  used: 1,
  up: 1,
  idle: 0.7,
  changing: 0.7,
  maybe: 0.7,
  paused: 0.4,
  stopped: 0.2,
  absent: 0,
};

const stepped = uPlot.paths.stepped?.({ align: 1 });

/** The series and data of a row, for one uPlot. */
export interface LanePlot {
  readonly height: number;
  readonly scales: uPlot.Scales;
  readonly series: uPlot.Series[];
  readonly data: uPlot.AlignedData;
}

/** @param secondsAt Where a minute lies in time, in seconds since 1970. @param end The minute of the end. */
export function lanePlot(row: Row, secondsAt: (minute: number) => number, end: number): LanePlot {
  const layout = layoutOf(row);
  const tracks = [
    ...(row.old && layout.old ? courseTracks(row.old, layout.old) : []),
    ...(row.old && layout.difference ? [differenceTrack(row.old, row.cluster, layout.difference, end)] : []),
    ...courseTracks(row.cluster, layout.now),
  ];
  const minutes = minutesOf(tracks, end);
  const scales: uPlot.Scales = { x: { time: true } };
  const series = tracks.map((track, index) => {
    scales[`y${index}`] = { auto: false, range: rangeOf(track.strip, layout.height, track.max) };
    return { ...track.series, scale: `y${index}` };
  });
  const data = tracks.map(({ steps, points }) =>
    steps ? sampled(steps, minutes) : placed(points ?? [], minutes),
  );
  return { height: layout.height, scales, series: [{}, ...series], data: [minutes.map(secondsAt), ...data] };
}

function courseTracks(cluster: ClusterTimeline, layout: CourseLayout): Track[] {
  const { power, stream, capacity, units, marks } = cluster;
  const tracks = powerNames
    .filter((state) => state !== 'absent' && power.some(([, one]) => one === state))
    .map((state) => area(layout.power, state, stepsOf(power, state, heights[state])));
  tracks.unshift(area(layout.power, 'ground', stepsOf(power, 'stopped', 1)));
  if (stream && layout.stream) {
    for (const state of ['on', 'missing', 'changing'] as const) {
      tracks.push(area(layout.stream, `stream-${state}`, stepsOf(stream, state, 1)));
    }
  }
  if (capacity && layout.capacity) tracks.push(...capacityTracks(capacity, units, layout.capacity));
  const late = marks.flatMap(({ kind, minute, minutes = 0 }) =>
    kind === 'late-start' ? [[minute, 1] as const, [minute + Math.max(1, minutes), 0] as const] : [],
  );
  if (late.length > 0) tracks.push(area(layout.power, 'alarm', [[0, 0], ...late.sort(([a], [b]) => a - b)]));
  return [...tracks, ...markTracks(cluster, layout.marks)];
}

function area(strip: Strip, name: string, steps: Lane<number>, max = 1): Track {
  const fill = (): CanvasPattern | string => (hatched.has(name) ? theme().hatch(name) : theme().color(name));
  return { strip, max, steps, series: drawn({ fill }) };
}

function drawn(series: uPlot.Series): uPlot.Series {
  return { width: 0, points: { show: false }, ...(stepped && { paths: stepped }), ...series };
}

function stepsOf<T>(lane: Lane<T>, state: T, height: number): Lane<number> {
  return lane.map(([minute, one]) => [minute, one === state ? height : 0] as const);
}

/** The band from min to max, and the capacity in use as a line. */
function capacityTracks(
  limits: Lane<{ readonly min: number; readonly max: number }>,
  units: Lane<number> | undefined,
  strip: Strip,
): Track[] {
  const top = Math.max(1, ...limits.map(([, { max }]) => max));
  const at = (of: (limits: { min: number; max: number }) => number): Lane<number> =>
    limits.map(([minute, value]) => [minute, of(value)] as const);
  const line = { width: 1.5, stroke: () => theme().color('units') };
  return [
    area(
      strip,
      'limits',
      at(({ max }) => max),
      top,
    ),
    area(
      strip,
      'below-limits',
      at(({ min }) => min),
      top,
    ),
    ...(units ? [{ strip, max: top, steps: units, series: drawn(line) }] : []),
  ];
}

function markTracks({ marks }: ClusterTimeline, strip: Strip): Track[] {
  const at = Map.groupBy(marks, ({ kind }) => kind);
  return markKinds.flatMap((kind) => {
    const minutes = new Set(at.get(kind)?.map(({ minute }) => minute));
    const series = markSeries(kind, strip);
    if (minutes.size === 0 || series === undefined) return [];
    return [{ strip, max: 1, series, points: [...minutes].map((minute) => [minute, 0.5] as const) }];
  });
}

function markSeries(kind: MarkKind, { height }: Strip): uPlot.Series | undefined {
  const { shape, color } = markLooks[kind];
  if (shape === undefined) return undefined;
  const ink = (): string => theme().color(color);
  const isOpen = shape === 'ring' || shape === 'cross';
  const fill = (): string => (isOpen ? 'transparent' : ink());
  const points = {
    show: true,
    size: height,
    width: 1.5,
    stroke: ink,
    fill,
    paths: shapePaths(shape, height),
  };
  return { width: 0, paths: () => null, points };
}

function differenceTrack(old: ClusterTimeline, now: ClusterTimeline, strip: Strip, end: number): Track {
  const spans = differenceOf(old, now, end);
  const steps = spans.flatMap(([from, to]) => [[from, 1] as const, [to, 0] as const]);
  return area(strip, 'difference', [[0, 0], ...steps]);
}

function minutesOf(tracks: readonly Track[], end: number): number[] {
  const minutes = new Set([0, end]);
  for (const { steps = [], points = [] } of tracks) {
    for (const [minute] of steps) minutes.add(Math.min(minute, end));
    for (const [minute] of points) minutes.add(Math.min(minute, end));
  }
  return [...minutes].sort((a, b) => a - b);
}

function sampled(steps: Lane<number>, minutes: readonly number[]): number[] {
  let index = 0;
  return minutes.map((minute) => {
    while ((steps[index + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= minute) index += 1;
    return steps[index]?.[1] ?? 0;
  });
}

function placed(points: Lane<number>, minutes: readonly number[]): (number | null)[] {
  const values = new Map(points);
  return minutes.map((minute) => values.get(minute) ?? null);
}
