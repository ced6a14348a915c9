import { sideBySide } from '../../../timeline/side-by-side.ts';
import type { ClusterTimeline, Lane } from '../../../timeline/timeline.ts';

export type Span = readonly [from: number, to: number];

/** The minutes in which two courses of a cluster differ in power, stream or limits of capacity. */
export function differenceOf(old: ClusterTimeline, now: ClusterTimeline, end: number): Span[] {
  const pairs: readonly (readonly [Lane<unknown> | undefined, Lane<unknown> | undefined])[] = [
    [old.power, now.power],
    [old.stream, now.stream],
    [old.capacity, now.capacity],
  ];
  return merged(pairs.flatMap(([a = [], b = []]) => spansOf(a, b, end)));
}

function spansOf(a: Lane<unknown>, b: Lane<unknown>, end: number): Span[] {
  return sideBySide(a, b, end)
    .filter((stretch) => JSON.stringify(stretch.a) !== JSON.stringify(stretch.b))
    .map(({ from, to }) => [from, to]);
}

function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const [from, to] of spans.toSorted(([a], [b]) => a - b)) {
    const last = all.at(-1);
    if (last !== undefined && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)];
    else all.push([from, to]);
  }
  return all;
}
