import { describe, expect, test } from 'vitest';
import { layoutOf, rangeOf } from '../../page/browser/charts/lane-layout.ts';
import { causeAt, eventMinutes, marksNear, stretchAt } from '../../page/browser/data/course.ts';
import { differenceOf } from '../../page/browser/data/difference.ts';
import { duration, hours, money } from '../../page/browser/data/format.ts';
import type { ClusterTimeline, Lane, PowerState } from '../../timeline/timeline.ts';
import { generatedTimeline } from './generated-timeline.ts';

const END = 100;

describe('where two courses of a cluster differ', () => {
  test.each<{ old: Lane<PowerState>; now: Lane<PowerState>; spans: unknown[] }>([
    { old: [[0, 'up']], now: [[0, 'up']], spans: [] },
    { old: [[0, 'up']], now: [[0, 'stopped']], spans: [[0, 100]] },
    {
      old: [
        [0, 'up'],
        [40, 'stopped'],
      ],
      now: [
        [0, 'up'],
        [60, 'stopped'],
      ],
      spans: [[40, 60]],
    },
    {
      old: [
        [0, 'up'],
        [90, 'idle'],
      ],
      now: [
        [0, 'up'],
        [10, 'idle'],
        [20, 'up'],
      ],
      spans: [
        [10, 20],
        [90, 100],
      ],
    },
  ])('$old and $now: $spans', ({ old, now, spans }) => {
    expect(differenceOf(cluster(old), cluster(now), END)).toEqual(spans);
  });

  test('counts once where power and capacity differ together, and compares limits by value', () => {
    const capacity = (max: number, from = 0): Lane<{ min: number; max: number }> => [[from, { min: 1, max }]];
    const old = {
      ...cluster([
        [0, 'up'],
        [50, 'stopped'],
      ]),
      capacity: capacity(4),
    };
    const same = { ...cluster([[0, 'up']]), capacity: capacity(4) };
    const other = { ...cluster([[0, 'up']]), capacity: [...capacity(4), ...capacity(8, 70)] };

    expect(differenceOf(old, same, END)).toEqual([[50, 100]]);
    expect(differenceOf(old, other, END)).toEqual([[50, 100]]);
    expect(differenceOf(same, other, END)).toEqual([[70, 100]]);
  });

  test('a stream that only one has differs all the time', () => {
    const power: Lane<PowerState> = [[0, 'up']];

    expect(differenceOf(cluster(power), { ...cluster(power), stream: [[0, 'on']] }, END)).toEqual([[0, 100]]);
  });
});

describe('a minute of a course', () => {
  const course = {
    ...cluster([
      [0, 'stopped'],
      [40, 'changing'],
      [48, 'used'],
    ]),
    marks: [
      { minute: 10, kind: 'late-start', by: 'people', minutes: 38 },
      { minute: 40, kind: 'start', by: 'dormouse' },
      { minute: 60, kind: 'snapshot', by: 'dormouse' },
    ],
  } satisfies ClusterTimeline;

  test.each([
    { minute: 0, stretch: { value: 'stopped', from: 0, to: 40 } },
    { minute: 39.9, stretch: { value: 'stopped', from: 0, to: 40 } },
    { minute: 40, stretch: { value: 'changing', from: 40, to: 48 } },
    { minute: 99, stretch: { value: 'used', from: 48, to: 100 } },
    { minute: -1, stretch: undefined },
  ])('$minute lies in $stretch', ({ minute, stretch }) => {
    expect(stretchAt(course.power, minute, END)).toEqual(stretch);
  });

  test.each([
    { minute: 20, within: 0, kinds: ['late-start'] },
    { minute: 41, within: 2, kinds: ['late-start', 'start'] },
    { minute: 59, within: 2, kinds: ['snapshot'] },
    { minute: 80, within: 2, kinds: [] },
  ])('$minute is within $within minutes of $kinds', ({ minute, within, kinds }) => {
    expect(marksNear(course, minute, within).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('has the last act on its power as its cause', () => {
    expect(causeAt(course, 39)).toBeUndefined();
    expect(causeAt(course, 70)?.kind).toBe('start');
  });

  test('is a stop of the arrow keys when something changes or happens', () => {
    expect(eventMinutes(course)).toEqual([0, 10, 40, 48, 60]);
  });
});

test.each([
  { text: hours(3.456), expected: '3.5 h' },
  { text: hours(1234.5), expected: '1,235 h' },
  { text: duration(45), expected: '45 min' },
  { text: duration(200), expected: '3 h 20 min' },
  { text: duration(3 * 1440 + 125), expected: '3 d 2 h' },
  { text: duration(0), expected: '0 min' },
  { text: money(12.5), expected: '$12.50' },
  { text: money(-1234.5), expected: '-$1,235' },
])('$expected', ({ text, expected }) => {
  expect(text).toBe(expected);
});

describe('the layout of a row', () => {
  const [first] = generatedTimeline({ clusters: 1, days: 1 }).clusters;
  if (first === undefined) throw new Error('one cluster');
  const { stream: _, capacity: __, ...plain } = first;

  test('is as high as what there is to show', () => {
    const heights = [plain, first].map((one) => layoutOf(rowOf(one)).height);

    expect(heights[0]).toBeLessThan(heights[1] ?? 0);
    expect(layoutOf(rowOf(first, first)).height).toBeLessThan(2 * (heights[1] ?? 0));
  });

  test('has the values of a strip where the strip is', () => {
    const [low, high] = rangeOf({ top: 10, height: 15 }, 40, 3);
    const pixel = (value: number): number => (40 * (high - value)) / (high - low);

    expect(pixel(0)).toBeCloseTo(25);
    expect(pixel(3)).toBeCloseTo(10);
  });
});

function rowOf(one: ClusterTimeline, old?: ClusterTimeline) {
  return { cluster: one, differs: 0, text: '', ...(old && { old }) };
}

function cluster(power: Lane<PowerState>): ClusterTimeline {
  const [first] = generatedTimeline({ clusters: 1, days: 1 }).clusters;
  if (first === undefined) throw new Error('one cluster');
  const { stream: _, capacity: __, units: ___, ...rest } = first;
  return { ...rest, power, marks: [] };
}
