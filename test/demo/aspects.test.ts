import { expect, test } from 'vitest';
import { plain } from '../../cli/terminal/paint.ts';
import { capacityRows, streamRows } from '../../demo/day/aspect-rows.ts';
import type { Happening } from '../../demo/day/happenings.ts';
import { createLatest } from '../../demo/day/latest.ts';
import { createTimeline } from '../../demo/day/timeline.ts';
import { totalsOf } from '../../demo/day/totals.ts';
import { capacityTable, streamTable } from '../../demo/terminal/aspect-tables.ts';
import { renderLevels, renderStreaming } from '../../demo/terminal/bar.ts';
import { totalsText } from '../../demo/terminal/totals-text.ts';
import { aCluster } from '../policy/builders.ts';
import { capacityDecision } from '../support/builders/capacity.ts';
import { aResult } from '../support/builders/outcomes.ts';
import { aGap, streamDecision } from '../support/builders/streams.ts';
import { emptyDay, track } from './builders.ts';

const a = aCluster({ id: 'a' });
const HALF_HOUR_MS = 1_800_000;
const from = Date.parse('2026-11-23T05:00Z');
const options = { paint: plain, timezone: 'Europe/Berlin', from, stepMs: HALF_HOUR_MS, width: 120 };
const small = { min: 1, max: 4, units: 1 };
const large = { min: 1, max: 16, units: 6 };

/** A day in which `a` had its stream missing for an hour, and its capacity raised. */
function day(
  ...[reason, capacity]: ['stream-as-declared' | 'key-unusable', 'capacity-as-declared' | 'no-rule']
) {
  const latest = createLatest();
  const gaps = reason === 'key-unusable' ? [aGap({}, a)] : [];
  latest.add(
    aResult({
      outcomes: [
        { status: 'done', decision: streamDecision('stream-due', { kind: 'start-activity-stream', of: a }) },
      ],
    }),
  );
  latest.add(
    aResult({
      outcomes: [{ status: 'skipped', decision: streamDecision(reason, { of: a }) }],
      streamGaps: gaps,
    }),
  );
  latest.add(
    aResult({ outcomes: [{ status: 'skipped', decision: capacityDecision(capacity, undefined, a) }] }),
  );
  const told = { at: from, by: 'dormouse', cluster: 'a', account: '1', region: 'r', text: '' } as const;
  const happenings: Happening[] = [
    { ...told, what: 'start-stream' },
    { ...told, what: 'start-stream', lasting: true },
    { ...told, what: 'capacity' },
  ];
  const orders = track('a', {
    ...{ power: ['up', 'up', 'up', 'up'], restarts: 1, capacities: [small, small, large, large] },
    streaming: ['missing', 'missing', 'between', 'on'],
  });
  return { ...emptyDay, tracks: [orders, track('b')], happenings, latest };
}

test.each([
  { streaming: ['on', 'on', 'missing', 'missing', 'off', 'off'] as const, bar: '█!░' },
  { streaming: ['on', 'between'] as const, bar: '▒' },
])('$streaming is $bar', ({ streaming, bar }) => {
  expect(renderStreaming(streaming, 2)).toBe(bar);
});

test.each([
  { values: [4, 4, 16, 16], bar: '▂█' },
  { values: [0.5, 0.5, 128], bar: '▁█' },
  { values: [], bar: '' },
])('$values as levels are $bar', ({ values, bar }) => {
  expect(renderLevels(values, 2)).toBe(bar);
});

test('streams and capacities have tables of their own, of the clusters that a rule covers', () => {
  const played = day('stream-as-declared', 'capacity-as-declared');

  expect(streamTable(streamRows(played, HALF_HOUR_MS), options)).toEqual([
    '',
    'Activity streams           06:00  missing  why                 rule',
    '  a               neptune  !▒       1.0 h  stream-as-declared  audited',
    '  █ runs, ! missing or not as declared, ▒ changing (restarts the cluster), ░ off',
  ]);
  expect(capacityTable(capacityRows(played), options)).toEqual([
    '',
    'Serverless capacity           06:00  at the end  why                   rule',
    '  a                  neptune  ▂█       1-16 NCU  capacity-as-declared  scaled',
    '  ▁ to █ the max of the cluster, against its greatest of the day',
  ]);
  expect(streamTable([], options)).toEqual([]);
  expect(capacityRows(day('stream-as-declared', 'no-rule'))).toEqual([]);
});

test.each([
  {
    played: day('stream-as-declared', 'capacity-as-declared'),
    expected: [
      'Activity streams of 1 cluster: 1 started and 0 stopped, with 1 restart; at the end none is missing.',
      'Serverless capacity of 1 cluster: 1 change; at the end all that run are as declared.',
    ],
  },
  {
    played: day('key-unusable', 'no-rule'),
    expected: [
      'Activity streams of 1 cluster: 1 started and 0 stopped, with 1 restart; at the end 1 is missing: a.',
    ],
  },
])('they are counted, with what is not as declared at the end', ({ played, expected }) => {
  expect(totalsText(totalsOf(played, HALF_HOUR_MS), played, 0, 0).slice(1, -1)).toEqual(expected);
});

test('a serverless cluster that has paused does not run, and its hours cost nothing', () => {
  const timeline = createTimeline();
  const cluster = track('a', { instances: 1 });
  for (const isPaused of [false, true, true, false]) timeline.sample([{ ...cluster, isPaused }], new Set());
  const tracks = timeline.tracks();

  expect(tracks[0]?.power).toEqual(['up', 'paused', 'paused', 'up']);
  expect(totalsOf({ ...emptyDay, tracks }, HALF_HOUR_MS)).toMatchObject({
    instanceHours: 2,
    instanceHoursAsleep: 1,
  });
});

test('a stream is sampled as it is, missing where it is known to be, and off while its cluster is stopped', () => {
  const timeline = createTimeline();
  const cluster = track('a');
  const states = [
    { status: 'stopped', stream: 'started' },
    { status: 'available', stream: 'stopped' },
    { status: 'available', stream: 'starting' },
    { status: 'available', stream: 'started' },
    { status: 'available' },
  ];

  for (const state of states) timeline.sample([{ ...cluster, ...state }], new Set());
  timeline.sample([{ ...cluster, stream: 'stopped' }], new Set([cluster.arn]));

  expect(timeline.tracks()[0]?.streaming).toEqual(['off', 'off', 'between', 'on', 'off', 'missing']);
});
