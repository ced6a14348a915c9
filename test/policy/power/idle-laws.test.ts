import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricWindow, type Series } from '../../../shared/policy/metrics/window.ts';
import { signalNames } from '../../../shared/policy/model/engines.ts';
import type { IdleRule } from '../../../shared/policy/model/policy.ts';
import { checkIdle } from '../../../shared/policy/power/idle.ts';
import { idleMetrics } from '../../../shared/policy/power/idle-metrics.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, FRIDAY, HOUR, MINUTE } from '../builders.ts';

const BUCKETS = 8;
const clusters = [
  aCluster(),
  aCluster({ engine: 'aurora-mysql' }),
  aCluster({ engine: 'docdb' }),
  aCluster({ engine: 'neptune' }),
  aCluster({ serverless: { min: 0, max: 8 } }),
];

/** A window of few buckets, so that chance meets every one. */
const window = {
  ...metricWindow(aCluster(), HOUR, FRIDAY),
  start: FRIDAY,
  settled: FRIDAY + 6 * MINUTE,
  end: FRIDAY + BUCKETS * MINUTE,
};
const bucket = (index: number): number => window.start + index * MINUTE;

/** Each other metric is 0 when it is idle. */
const idleAtMost: Readonly<Record<string, number>> = {
  CPUUtilization: 30,
  CommitThroughput: 20,
  Queries: 20,
  ConnectionAttempts: 60,
  OpcountersCommand: 200,
  OpcountersQuery: 200,
  OpcountersInsert: 200,
  OpcountersUpdate: 200,
};

/** Mostly quiet values, so that all four states come up. */
const value = fc.oneof(
  { weight: 60, arbitrary: fc.constant<number | undefined>(0) },
  { weight: 2, arbitrary: fc.constantFrom<number | undefined>(undefined, 1, 31, 201, Number.NaN) },
);
const someSeries = fc.record({
  points: fc
    .array(value, { minLength: BUCKETS, maxLength: BUCKETS })
    .map(
      (values) =>
        new Map(values.flatMap((one, index) => (one === undefined ? [] : [[bucket(index), one] as const]))),
    ),
  complete: fc.oneof({ weight: 40, arbitrary: fc.constant(true) }, fc.constant(false)),
});

const subject = fc.constantFrom(...clusters).chain((cluster) =>
  fc.record({
    cluster: fc.constant(cluster),
    series: fc
      .tuple(...idleMetrics(cluster).map(({ metric }) => fc.tuple(fc.constant(metric), someSeries)))
      .map((entries) => new Map<string, Series>(entries)),
  }),
);
const rule: fc.Arbitrary<IdleRule> = fc.record({
  atMost: fc
    .record(
      {
        connections: fc.constantFrom(0, 1, 40),
        cpu: fc.constantFrom(1, 50),
        queries: fc.constantFrom(0, 3, 300),
        connectionAttempts: fc.constantFrom(0, 300),
      },
      { requiredKeys: [] },
    )
    .map((some) => some as IdleRule['atMost']),
  ignore: fc
    .subarray([...signalNames])
    .filter((ignored) => !(ignored.includes('connections') && ignored.includes('cpu'))),
});
const RUNS = runs(2000);

function changed(
  series: ReadonlyMap<string, Series>,
  metric: string,
  change: (points: Map<number, number>) => void,
): Map<string, Series> {
  const points = new Map(series.get(metric)?.points);
  change(points);
  return new Map(series).set(metric, { points, complete: series.get(metric)?.complete ?? false });
}

describe('evidence', () => {
  test('comes in all four states from the series these laws are tried on', () => {
    const states = new Set(
      fc
        .sample(subject, { numRuns: 2000, seed: 1 })
        .map(({ cluster, series }) => checkIdle(cluster, window, series).state),
    );

    expect([...states].sort()).toEqual(['busy', 'idle', 'paused', 'unknown']);
  });

  test('is idle only when it is complete, quiet, and steady metrics fill every settled bucket', () => {
    fc.assert(
      fc.property(subject, ({ cluster, series }) => {
        if (checkIdle(cluster, window, series).state !== 'idle') return;
        for (const { metric } of idleMetrics(cluster)) {
          if (metric === 'ServerlessDatabaseCapacity') continue;
          const { points, complete } = series.get(metric) ?? { points: new Map(), complete: false };
          const steady = metric === 'CPUUtilization' || metric === 'DatabaseConnections';
          const most = idleAtMost[metric] ?? 0;

          expect(complete).toBe(true);
          expect([...points.values()].every((one) => one >= 0 && one <= most)).toBe(true);
          if (steady) for (let index = 0; index < 6; index++) expect(points.has(bucket(index))).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('does not turn from unknown to idle by losing a point', () => {
    fc.assert(
      fc.property(subject, fc.nat(), fc.nat(BUCKETS - 1), ({ cluster, series }, pick, index) => {
        fc.pre(checkIdle(cluster, window, series).state === 'unknown');
        const metrics = [...series.keys()];
        const metric = metrics[pick % metrics.length] ?? '';
        // A value that is no number is worse than none, and is no point.
        fc.pre(!Number.isNaN(series.get(metric)?.points.get(bucket(index))));

        const after = checkIdle(
          cluster,
          window,
          changed(series, metric, (points) => points.delete(bucket(index))),
        );

        expect(after.state).not.toBe('idle');
      }),
      RUNS,
    );
  });

  test('stays busy with more use, and becomes busy with any', () => {
    fc.assert(
      fc.property(subject, fc.nat(), fc.nat(BUCKETS - 1), ({ cluster, series }, pick, index) => {
        const metrics = [...series.keys()].filter((metric) => metric !== 'ServerlessDatabaseCapacity');
        const metric = metrics[pick % metrics.length] ?? '';

        const after = checkIdle(
          cluster,
          window,
          changed(series, metric, (points) => points.set(bucket(index), 999)),
        );

        expect(after.state).toBe('busy');
      }),
      RUNS,
    );
  });

  test('by a rule, too, is idle only while CPU shows in every settled bucket that metrics are alive', () => {
    fc.assert(
      fc.property(subject, rule, ({ cluster, series }, one) => {
        if (checkIdle(cluster, window, series, one).state !== 'idle') return;
        const { points, complete } = series.get('CPUUtilization') ?? { points: new Map(), complete: false };

        expect(complete).toBe(true);
        for (let index = 0; index < 6; index++) expect(points.has(bucket(index))).toBe(true);
        const shows = ['DatabaseConnections', 'CPUUtilization'].filter((metric) => {
          const values = [...(series.get(metric)?.points.values() ?? [])];
          return values.some((each) => each > (metric === 'CPUUtilization' ? (one.atMost.cpu ?? 30) : 1000));
        });
        if (!one.ignore.includes('cpu')) expect(shows).toEqual([]);
      }),
      RUNS,
    );
  });

  test('that a rule without thresholds gives is that of the engine', () => {
    fc.assert(
      fc.property(subject, ({ cluster, series }) => {
        const { state, detail } = checkIdle(cluster, window, series);

        expect(checkIdle(cluster, window, series, { atMost: {}, ignore: [] }).state).toBe(state);
        expect(detail).not.toContain('power.idle');
      }),
      RUNS,
    );
  });

  test('is never idle by a stricter rule alone', () => {
    fc.assert(
      fc.property(subject, rule, ({ cluster, series }, { ignore, ...one }) => {
        const stricter = { atMost: Object.fromEntries(signalNames.map((signal) => [signal, 0])), ignore };
        if (checkIdle(cluster, window, series, stricter).state !== 'idle') return;

        expect(checkIdle(cluster, window, series, { ...one, ignore }).state).toBe('idle');
      }),
      RUNS,
    );
  });
});
