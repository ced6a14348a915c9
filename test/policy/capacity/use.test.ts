import { describe, expect, test } from 'vitest';
import { capacityMetrics, capacityUseOf, useWindow } from '../../../shared/policy/capacity/use.ts';
import type { Series } from '../../../shared/policy/metrics/window.ts';
import { aCluster, MINUTE, SATURDAY } from '../builders.ts';
import { aServerless } from './builders.ts';

const NOW = SATURDAY + 30_000;
const cluster = aServerless({ serverless: { min: 1, max: 8 } });

/** Values by the minutes before the window's last, then the least of them until its first. */
function seriesOf(values: readonly number[], complete = true): Series {
  const rest = values.length === 0 ? [] : Array(11 - values.length).fill(Math.min(...values));
  return { points: pointsOf([...values, ...rest]), complete };
}

function pointsOf(values: readonly number[]): Map<number, number> {
  return new Map(values.map((value, index) => [SATURDAY - index * MINUTE, value]));
}

/** Minutes before the window's last. Those from 6 on are settled, and 10 is its first. */
function without(minutes: readonly number[], { points, complete }: Series): Series {
  const missing = new Set(minutes.map((index) => SATURDAY - index * MINUTE));
  return { points: new Map([...points].filter(([at]) => !missing.has(at))), complete };
}

const use = (capacity: Series | undefined, utilization: Series | undefined, subject = cluster) =>
  useOf({ 'dev-orders-1': [capacity, utilization] }, subject);

/** The use that each instance reports: its capacity, and its share of the max. */
function useOf(told: Readonly<Record<string, readonly (Series | undefined)[]>>, subject = cluster) {
  const series = Object.entries(told).flatMap(([id, [capacity, utilization]]) =>
    Object.entries({ [`${id} ServerlessDatabaseCapacity`]: capacity, [`${id} ACUUtilization`]: utilization }),
  );
  const answered = series.filter((entry): entry is [string, Series] => entry[1] !== undefined);
  return capacityUseOf(subject, Object.keys(told), useWindow(subject, NOW), new Map(answered));
}

test.each([
  ['aurora-postgresql', MINUTE, 10],
  ['docdb', MINUTE, 10],
  ['neptune', 5 * MINUTE, 10],
])('the window of %s has buckets of %d ms over the last %d minutes', (engine, periodMs, minutes) => {
  const window = useWindow(aCluster({ engine }), SATURDAY);

  expect(window).toMatchObject({ periodMs, start: SATURDAY - minutes * MINUTE, end: SATURDAY + periodMs });
});

describe('capacityMetrics', () => {
  test.each([
    ['aurora-mysql', 'AWS/RDS', 'ACUUtilization'],
    ['aurora-postgresql', 'AWS/RDS', 'ACUUtilization'],
    ['neptune', 'AWS/Neptune', 'NCUUtilization'],
    ['docdb', 'AWS/DocDB', 'DCUUtilization'],
  ])(
    'asks each instance of %s for its capacity and its share of the max',
    (engine, namespace, utilization) => {
      const ask = (metric: string, id: string) => ({
        ...{ namespace, metric, stat: 'Maximum' },
        dimensions: { DBInstanceIdentifier: id },
      });

      expect(capacityMetrics(aServerless({ engine }), ['a', 'b'])).toEqual([
        ask('ServerlessDatabaseCapacity', 'a'),
        ask(utilization, 'a'),
        ask('ServerlessDatabaseCapacity', 'b'),
        ask(utilization, 'b'),
      ]);
    },
  );

  test('knows none of other engines', () => {
    expect(capacityMetrics(aServerless({ engine: 'postgres' }), ['a'])).toEqual([]);
  });
});

describe('capacityUseOf', () => {
  test.each([
    ['the capacity', [2, 3.5, 1], [10], 3.5],
    ['the share of the max', [2], [10, 75, 10], 6],
    ['the capacity alone', [2], [], 2],
    ['the share alone', [], [50], 4],
    ['nothing, when it has paused', [0, 0], [0, 0], 0],
  ])('goes by the greatest of %s', (_name, capacity, utilization, units) => {
    expect(use(seriesOf(capacity), seriesOf(utilization))).toEqual({ state: 'known', units });
  });

  test('goes by the busiest instance', () => {
    const uneven = { writer: [seriesOf([6]), seriesOf([75])], reader: [seriesOf([1]), seriesOf([12.5])] };

    expect(useOf(uneven)).toEqual({ state: 'known', units: 6 });
  });

  test.each([
    ['all but the first minute', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4],
    ['one settled minute', [6], 1],
    ['the first settled minute', [10], 1],
  ])('is unknown when both metrics of one instance are missing in %s', (_name, minutes, missing) => {
    const quiet = without(minutes, seriesOf([6]));
    const busy = { reader: [seriesOf([1]), seriesOf([12.5])] };

    expect(useOf({ writer: [quiet, quiet], ...busy })).toEqual({
      state: 'unknown',
      detail: `writer ServerlessDatabaseCapacity and writer ACUUtilization are both missing in ${missing} of 5 periods of 1m`,
    });
  });

  test('is known when each settled minute has a value of either metric, whatever is missing since', () => {
    const capacity = without([0, 1, 2, 3, 4, 5, 6, 8], seriesOf([2]));
    const utilization = without([0, 1, 2, 3, 4, 5, 7, 9, 10], seriesOf([50]));

    expect(use(capacity, utilization)).toEqual({ state: 'known', units: 4 });
  });

  test('is unknown for Neptune when its one settled bucket is missing', () => {
    const neptune = aServerless({ engine: 'neptune', serverless: { min: 1, max: 8 } });
    const told = (minutesAgo: number) => ({
      points: new Map([[SATURDAY - minutesAgo * MINUTE, 2]]),
      complete: true,
    });
    const of = (series: Series) =>
      capacityUseOf(
        neptune,
        ['a'],
        useWindow(neptune, NOW),
        new Map([
          ['a ServerlessDatabaseCapacity', series],
          ['a NCUUtilization', { points: new Map(), complete: true }],
        ]),
      );

    expect(of(told(10))).toEqual({ state: 'known', units: 2 });
    expect(of(told(5))).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('1 of 1 periods of 5m'),
    });
  });

  test('is unknown when an instance that is listed after a known one has no value', () => {
    const silent = { writer: [seriesOf([1]), seriesOf([12.5])], reader: [seriesOf([]), seriesOf([])] };

    expect(useOf(silent)).toMatchObject({ state: 'unknown' });
  });

  test('is unknown when one instance has no value, however little the others use', () => {
    const silent = { writer: [seriesOf([]), seriesOf([])], reader: [seriesOf([1]), seriesOf([12.5])] };

    expect(useOf(silent)).toEqual({
      state: 'unknown',
      detail:
        'writer ServerlessDatabaseCapacity and writer ACUUtilization are both missing in 5 of 5 periods of 1m',
    });
  });

  test('is unknown of a cluster without serverless instances', () => {
    expect(useOf({})).toEqual({ state: 'unknown', detail: 'it has no serverless instance' });
  });

  test('a share of the max that is no round number is no trace more than what is used', () => {
    const subject = aServerless({ serverless: { min: 4, max: 14 } });

    expect(use(seriesOf([4]), seriesOf([(100 * 4) / 14]), subject)).toEqual({ state: 'known', units: 4 });
    expect(use(seriesOf([4]), seriesOf([28.58]), subject)).toEqual({ state: 'known', units: 4 });
  });

  test('does not count what is older than the window', () => {
    const old = { points: new Map([[SATURDAY - 11 * MINUTE, 8]]), complete: true };

    expect(use(old, seriesOf([]))).toMatchObject({ state: 'unknown' });
  });

  test.each([
    [
      'both are missing',
      seriesOf([]),
      seriesOf([]),
      'dev-orders-1 ServerlessDatabaseCapacity and dev-orders-1 ACUUtilization are both missing in 5 of 5 periods of 1m',
    ],
    [
      'one is incomplete: CloudWatch returned only part of it',
      seriesOf([1]),
      seriesOf([1], false),
      'incomplete: CloudWatch did not return all of dev-orders-1 ACUUtilization',
    ],
    [
      'one is missing: CloudWatch did not return it',
      undefined,
      seriesOf([1]),
      'incomplete: CloudWatch did not return all of dev-orders-1 ServerlessDatabaseCapacity',
    ],
    [
      'a value is no number',
      seriesOf([1, Number.NaN]),
      seriesOf([1]),
      'dev-orders-1 ServerlessDatabaseCapacity or dev-orders-1 ACUUtilization has values that are not numbers',
    ],
    [
      'a value is negative',
      seriesOf([1]),
      seriesOf([-1]),
      'dev-orders-1 ServerlessDatabaseCapacity or dev-orders-1 ACUUtilization has values that are not numbers',
    ],
  ])('is unknown when %s', (_name, capacity, utilization, detail) => {
    expect(use(capacity, utilization)).toEqual({ state: 'unknown', detail });
  });

  test('is unknown of an engine without serverless capacity', () => {
    expect(use(seriesOf([1]), seriesOf([1]), aServerless({ engine: 'postgres' }))).toEqual({
      state: 'unknown',
      detail: 'Dormouse knows no metrics of the engine postgres',
    });
  });
});
