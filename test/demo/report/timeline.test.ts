import { describe, expect, test } from 'vitest';
import type { Day } from '../../../demo/day/day.ts';
import type { Happening } from '../../../demo/day/happenings.ts';
import { createLatest } from '../../../demo/day/latest.ts';
import type { Track } from '../../../demo/day/timeline.ts';
import { dayTimeline } from '../../../demo/report/timeline.ts';
import { waitsOf } from '../../../demo/report/waits.ts';
import { aCluster } from '../../policy/builders.ts';
import { aResult } from '../../support/builders/outcomes.ts';
import { decision, planned } from '../../support/builders/power.ts';
import { streamDecision } from '../../support/builders/streams.ts';
import { emptyDay, track } from '../builders.ts';

const from = Date.parse('2026-11-23T05:00Z');
const HALF_HOUR_MS = 1_800_000;
const played = { policy: 'p.yml', fleet: 'f.yml', from, to: from + 3 * 3_600_000 };
const told = { mode: 'enforce', timezone: 'UTC', stepMs: HALF_HOUR_MS, sentences: ['2 clusters.'] } as const;

describe('the day as a timeline', () => {
  const a = track('a', {
    tags: { env: 'dev' },
    power: ['stopped', 'between', 'up', 'up', 'up', 'paused'],
    clients: [false, true, true, false, undefined, false],
  });
  const stop = decision('a', 'stop', 'act', 'idle');
  const telling = new Map([[stop.resourceArn, stop]]);

  test('has the states of power, with who uses it, as changes', () => {
    const { clusters } = timelineOf({ tracks: [a] });

    expect(clusters[0]?.power).toEqual([
      [0, 'stopped'],
      [30, 'changing'],
      [60, 'used'],
      [90, 'idle'],
      [120, 'up'],
      [150, 'paused'],
    ]);
    expect(clusters[0]?.tags).toEqual({ env: 'dev' });
  });

  test('counts hours, by cluster, by rule and in all', () => {
    const { totals, rules, clusters } = timelineOf({ tracks: [a, track('b', { power: a.power })], telling });
    const half = { hoursStopped: 0.5, hoursPaused: 0.5, hoursChanging: 0.5, instanceHoursSaved: 2 };

    expect(clusters[0]?.totals).toMatchObject({ ...half, hoursUsed: 0.5, hoursIdle: 0.5, hoursUp: 0.5 });
    expect(rules).toMatchObject([{ rule: 'developers', clusters: 1, totals: half }]);
    expect(totals).toMatchObject({ hoursStopped: 1, hoursUp: 2, instanceHoursSaved: 4, lateStarts: 1 });
  });

  test('counts the idle hours after a restart by AWS until the next stop as wasted', () => {
    const at = { cluster: 'a', account: a.account, region: a.region, text: '' };
    const idle = track('a', { power: Array(6).fill('up'), clients: Array(6).fill(false) });
    const { totals } = timelineOf({
      tracks: [idle],
      happenings: [
        { ...at, at: from + HALF_HOUR_MS, by: 'aws', what: 'restart' },
        { ...at, at: from + 3 * HALF_HOUR_MS, by: 'dormouse', what: 'stop' },
      ],
    });

    expect(totals).toMatchObject({ sevenDayRestarts: 1, hoursWastedByRestarts: 1, hoursIdle: 3 });
  });

  test('has what happened to a cluster with its sentence, nothing that was only planned, and nothing of others', () => {
    const happening: Happening = {
      ...{ at: from + 3_600_000, by: 'dormouse', what: 'stop', cluster: 'a', text: 'idle (developers)' },
      ...{ account: a.account, region: a.region },
    };
    const { clusters, texts } = timelineOf({
      tracks: [track('a')],
      happenings: [
        happening,
        { ...happening, lasting: true },
        { ...happening, cluster: 'b' },
        { ...happening, account: '444455556666' },
        { ...happening, what: 'copy', region: 'us-west-2', text: 'to us-west-2' },
        { ...happening, what: 'by-hand', by: 'people', account: '', region: '', text: 'renames it' },
        { ...happening, what: 'stopped', by: 'aws', text: '' },
      ],
    });

    expect(clusters[0]?.marks).toEqual([
      { minute: 60, kind: 'stop', by: 'dormouse', text: 0 },
      { minute: 60, kind: 'copy', by: 'dormouse', text: 1 },
      { minute: 60, kind: 'by-hand', by: 'people', text: 2 },
    ]);
    expect(texts).toEqual(['idle (developers)', 'to us-west-2', 'renames it']);
  });

  test('has streams that a rule decides, capacities, and recovery points', () => {
    const latest = createLatest();
    const decision = streamDecision('stream-as-declared', { of: aCluster({ id: 'a' }) });
    latest.add(aResult({ outcomes: [{ status: 'skipped', decision }] }));
    const capacities = [
      { min: 1, max: 4, units: 1 },
      { min: 1, max: 4, units: 2 },
      { min: 1, max: 16, units: 2 },
    ];
    const tracks = [track('a', { streaming: ['missing', 'between', 'on'], capacities }), track('b')];
    const point = {
      cluster: 'a',
      account: a.account,
      from: a.region,
      to: 'us-west-2',
      at: from,
      ageMs: 7_200_000,
    };

    const [one, other] = timelineOf({ tracks, latest, recoveryPoints: [point] }).clusters;

    expect(one?.stream).toEqual([
      [0, 'missing'],
      [30, 'changing'],
      [60, 'on'],
    ]);
    expect(one?.capacity).toEqual([
      [0, { min: 1, max: 4 }],
      [60, { min: 1, max: 16 }],
    ]);
    expect(one?.units).toEqual([
      [0, 1],
      [30, 2],
    ]);
    expect(one?.recoveryPoints).toEqual({ 'us-west-2': 2 });
    expect(one?.totals).toMatchObject({ streamGapMinutes: 30, capacityHours: 2.5 });
    expect(other).not.toHaveProperty('stream');
    expect(other).not.toHaveProperty('capacity');
  });

  test('says what needs attention', () => {
    const refusals = [planned('dev-old', { reason: 'ineligible', detail: 'Serverless v1 has no stop' })];

    expect(timelineOf({ refusals }).notes).toEqual([
      '2 clusters.',
      'Needs attention: dev-old (111122223333, eu-central-1), ineligible: Serverless v1 has no stop',
    ]);
  });
});

test.each<Pick<Track, 'power' | 'clients'> & { waits: unknown[] }>([
  {
    power: ['stopped', 'stopped', 'between', 'up'],
    clients: [false, true, true, true],
    waits: [{ minute: 30, minutes: 60, kind: 'late-start', by: 'people' }],
  },
  {
    power: ['stopped', 'stopped', 'stopped', 'up'],
    clients: [true, true, false, true],
    waits: [{ minute: 0, minutes: 60, kind: 'denied', by: 'people' }],
  },
  { power: ['stopped', 'between'], clients: [false, undefined], waits: [] },
  { power: ['paused', 'up'], clients: [true, true], waits: [] },
])('$power while clients are $clients lets somebody wait: $waits', ({ waits, ...track }) => {
  expect(waitsOf(track, 30)).toEqual(waits);
});

function timelineOf(day: Partial<Day>) {
  return dayTimeline(played, { ...emptyDay, ...day }, told);
}
