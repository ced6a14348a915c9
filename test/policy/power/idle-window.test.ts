import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricWindow } from '../../../shared/policy/metrics/window.ts';
import { idleMetrics } from '../../../shared/policy/power/idle-metrics.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, DAY, HOUR, MINUTE } from '../builders.ts';

const now = Date.parse('2026-11-20T12:07:30Z');
const aurora = aCluster();
const neptune = aCluster({ engine: 'neptune' });

describe('metricWindow', () => {
  test('covers idleFor in settled minutes, and goes on to now', () => {
    expect(metricWindow(aurora, HOUR, now)).toEqual({
      start: Date.parse('2026-11-20T11:02:00Z'),
      settled: Date.parse('2026-11-20T12:02:00Z'),
      end: Date.parse('2026-11-20T12:08:00Z'),
      periodMs: MINUTE,
    });
  });

  test('is never finer than Neptune reports', () => {
    expect(metricWindow(neptune, HOUR, now)).toEqual({
      start: Date.parse('2026-11-20T11:00:00Z'),
      settled: Date.parse('2026-11-20T12:00:00Z'),
      end: Date.parse('2026-11-20T12:10:00Z'),
      periodMs: 5 * MINUTE,
    });
  });

  test.each([
    [192 * MINUTE, 1],
    [193 * MINUTE, 5],
    [16 * HOUR, 5],
    [2 * DAY, 15],
    [7 * DAY, 60],
    [49 * DAY, 360],
    [180 * DAY, 1440],
  ])('takes the finest period that fits: %d ms in buckets of %d min', (idleForMs, minutes) => {
    expect(metricWindow(aurora, idleForMs, now).periodMs).toBe(minutes * MINUTE);
  });

  test('is aligned, at most 200 buckets, as long as idleFor and up to now, for any idleFor and now', () => {
    const idleFor = fc.integer({ min: MINUTE, max: 196 * DAY });
    const clock = fc.integer({ min: 365 * DAY, max: 100 * 365 * DAY });

    fc.assert(
      fc.property(fc.constantFrom(aurora, neptune), idleFor, clock, (cluster, idleForMs, at) => {
        const { start, settled, end, periodMs } = metricWindow(cluster, idleForMs, at);

        expect([start % periodMs, settled % periodMs, end % periodMs]).toEqual([0, 0, 0]);
        expect((end - start) / periodMs).toBeLessThanOrEqual(200);
        expect(settled - start).toBeGreaterThanOrEqual(idleForMs);
        expect(at - settled).toBeGreaterThanOrEqual(5 * MINUTE);
        expect(end).toBeGreaterThan(at);
      }),
      runs(1000),
    );
  });
});

describe('idleMetrics', () => {
  const names = (some: object) => idleMetrics(aCluster(some)).map(({ metric }) => metric);

  test('asks of the cluster, in the namespace of its engine', () => {
    expect(idleMetrics(aCluster({ engine: 'docdb', id: 'docs' })).slice(0, 2)).toEqual([
      {
        namespace: 'AWS/DocDB',
        metric: 'DatabaseConnections',
        stat: 'Maximum',
        dimensions: { DBClusterIdentifier: 'docs' },
      },
      {
        namespace: 'AWS/DocDB',
        metric: 'CPUUtilization',
        stat: 'Maximum',
        dimensions: { DBClusterIdentifier: 'docs' },
      },
    ]);
  });

  test.each([
    ['aurora', ['AWS/RDS Queries', 'AWS/RDS ConnectionAttempts']],
    ['aurora-mysql', ['AWS/RDS Queries', 'AWS/RDS ConnectionAttempts']],
    ['aurora-postgresql', ['AWS/RDS CommitThroughput']],
  ])('finds %s under AWS/RDS, with its counters', (engine, counters) => {
    const found = idleMetrics(aCluster({ engine }));

    expect(found.map(({ namespace, metric }) => `${namespace} ${metric}`)).toEqual([
      'AWS/RDS DatabaseConnections',
      'AWS/RDS CPUUtilization',
      ...counters,
    ]);
  });

  test('asks for the operations of DocumentDB that are no work of its own', () => {
    expect(names({ engine: 'docdb' })).toEqual([
      'DatabaseConnections',
      'CPUUtilization',
      'OpcountersCommand',
      'OpcountersQuery',
      'OpcountersInsert',
      'OpcountersUpdate',
    ]);
  });

  test('asks for requests, transactions, loads and connections of Neptune', () => {
    expect(names({ engine: 'neptune' })).toEqual([
      'TotalRequestsPerSec',
      'MainRequestQueuePendingRequests',
      'NumTxOpened',
      'LoaderRequestsPerSec',
      'GremlinWebSocketOpenConnections',
      'OpenCypherBoltOpenConnections',
      'CPUUtilization',
    ]);
  });

  test('asks for the capacity of a cluster that may pause', () => {
    expect(names({ serverless: { min: 0, max: 8 } })).toEqual([
      'DatabaseConnections',
      'CPUUtilization',
      'CommitThroughput',
      'ServerlessDatabaseCapacity',
    ]);
    expect(names({ serverless: { min: 0.5, max: 8 } })).not.toContain('ServerlessDatabaseCapacity');
  });

  test('knows nothing of other engines', () => {
    expect(idleMetrics(aCluster({ engine: 'timestream', serverless: { min: 0, max: 8 } }))).toEqual([]);
  });
});
