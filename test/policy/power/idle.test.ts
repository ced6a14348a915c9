import { describe, expect, test } from 'vitest';
import { metricWindow, type Series } from '../../../shared/policy/metrics/window.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { checkIdle } from '../../../shared/policy/power/idle.ts';
import { aCluster, FRIDAY, HOUR, MINUTE } from '../builders.ts';

const aurora = aCluster();
const neptune = aCluster({ engine: 'neptune' });
const pausable = aCluster({ serverless: { min: 0, max: 8 } });
const window = metricWindow(aurora, HOUR, FRIDAY);

/** One value in every bucket of the window, except where `changes` (in minutes from its start) say otherwise. */
function series(value: number, changes: Record<number, number | undefined> = {}, complete = true): Series {
  const points = new Map<number, number>();
  for (let at = window.start; at < window.end; at += MINUTE) points.set(at, value);
  for (const [minute, changed] of Object.entries(changes)) {
    const at = window.start + Number(minute) * MINUTE;
    if (changed === undefined) points.delete(at);
    else points.set(at, changed);
  }
  return { points, complete };
}

const none: Series = { points: new Map(), complete: true };
/** The counters as an idle cluster sends them. */
const quiet = {
  CommitThroughput: series(5),
  Queries: series(6),
  ConnectionAttempts: series(0),
  OpcountersCommand: series(50),
  OpcountersQuery: series(50),
  OpcountersInsert: series(50),
  OpcountersUpdate: series(50),
};
const evidenceOf = (cluster: Cluster, metrics: Record<string, Series>) =>
  checkIdle(cluster, window, new Map(Object.entries({ ...quiet, ...metrics })));

describe('checkIdle', () => {
  test('finds idle what has no connection and little load in every bucket', () => {
    const evidence = evidenceOf(aurora, { DatabaseConnections: series(0), CPUUtilization: series(4.25) });

    expect(evidence).toEqual({
      state: 'idle',
      detail:
        'no use from Fri 10:55 to Fri 11:55 UTC, at most: DatabaseConnections 0, CPUUtilization 4.3, CommitThroughput 5',
    });
  });

  test('reports times in the time zone of the window', () => {
    const berlin = { ...window, timezone: 'Europe/Berlin' };

    expect(checkIdle(aurora, berlin, new Map([['DatabaseConnections', series(1)]])).detail).toBe(
      'DatabaseConnections was 1 at Fri 13:00 Europe/Berlin; idle is at most 0',
    );
  });

  test('finds busy what had a connection once', () => {
    const evidence = evidenceOf(aurora, {
      DatabaseConnections: series(0, { 3: 2, 5: 1 }),
      CPUUtilization: series(4),
    });

    expect(evidence).toEqual({
      state: 'busy',
      detail: 'DatabaseConnections was 1 at Fri 11:00 UTC; idle is at most 0',
      use: [{ metric: 'DatabaseConnections', signal: 'connections', most: 2 }],
    });
  });

  test.each([
    ['a connection in a bucket that may still fill', { DatabaseConnections: series(0, { 64: 1 }) }],
    [
      'a connection when all else is missing',
      { DatabaseConnections: { ...none, points: new Map([[window.start, 1]]) } },
    ],
    [
      'a connection in an answer in part',
      { DatabaseConnections: series(1, {}, false), CPUUtilization: series(1) },
    ],
    ['work inside the database', { DatabaseConnections: series(0), CPUUtilization: series(5, { 9: 30.1 }) }],
  ])('finds busy: %s', (_name, metrics) => {
    expect(evidenceOf(aurora, metrics).state).toBe('busy');
  });

  test.each([
    ['at the threshold', { DatabaseConnections: series(0), CPUUtilization: series(30) }],
    ['used before the window', { DatabaseConnections: series(0, { [-1]: 9 }), CPUUtilization: series(4) }],
    [
      'with the last minutes missing',
      { DatabaseConnections: series(0, { 60: undefined }), CPUUtilization: series(4) },
    ],
  ])('finds idle: %s', (_name, metrics) => {
    expect(evidenceOf(aurora, metrics).state).toBe('idle');
  });

  test.each([
    [
      'no answer',
      {},
      'DatabaseConnections is missing: CloudWatch did not return it; CPUUtilization is missing: CloudWatch did not return it (Fri 10:55 to Fri 11:55 UTC)',
    ],
    [
      'an answer in part',
      { DatabaseConnections: series(0, {}, false), CPUUtilization: series(4) },
      'DatabaseConnections is incomplete: CloudWatch returned only part of it (Fri 10:55 to Fri 11:55 UTC)',
    ],
    [
      'missing buckets',
      { DatabaseConnections: series(0, { 0: undefined, 59: undefined }), CPUUtilization: series(4) },
      'DatabaseConnections is missing in 2 of 60 buckets of 60 s (Fri 10:55 to Fri 11:55 UTC)',
    ],
    [
      'a value that is no number',
      { DatabaseConnections: series(0), CPUUtilization: series(4, { 7: Number.NaN }) },
      'CPUUtilization has values that are not numbers (Fri 10:55 to Fri 11:55 UTC)',
    ],
  ])('does not know after %s', (_name, metrics, detail) => {
    expect(evidenceOf(aurora, metrics)).toEqual({ state: 'unknown', detail });
  });

  test('does not know an engine without metrics', () => {
    expect(evidenceOf(aCluster({ engine: 'new' }), {})).toEqual({
      state: 'unknown',
      detail: 'Dormouse knows no metrics of the engine new',
    });
  });
});

describe('checkIdle of connections that no sample shows', () => {
  const mysql = aCluster({ engine: 'aurora-mysql' });
  const docdb = aCluster({ engine: 'docdb' });
  const sampled = { DatabaseConnections: series(0), CPUUtilization: series(12) };
  const baselines: [string, Cluster, string, number][] = [
    ['Aurora MySQL', mysql, 'Queries', 20],
    ['Aurora MySQL', mysql, 'ConnectionAttempts', 60],
    ['Aurora PostgreSQL', aurora, 'CommitThroughput', 20],
    ['DocumentDB', docdb, 'OpcountersCommand', 200],
    ['DocumentDB', docdb, 'OpcountersQuery', 200],
    ['DocumentDB', docdb, 'OpcountersInsert', 200],
    ['DocumentDB', docdb, 'OpcountersUpdate', 200],
  ];

  test.each(baselines)('of %s', (_name, cluster, metric, baseline) => {
    const state = (value: Series) => evidenceOf(cluster, { ...sampled, [metric]: value }).state;

    expect(state(series(baseline, { 9: baseline + 1 }))).toBe('busy');
    expect(state(series(baseline))).toBe('idle');
    expect(state(none)).toBe('idle');
    expect(state({ ...none, complete: false })).toBe('unknown');
  });
});

describe('checkIdle of Neptune', () => {
  const silent = {
    TotalRequestsPerSec: none,
    MainRequestQueuePendingRequests: none,
    NumTxOpened: none,
    LoaderRequestsPerSec: none,
    GremlinWebSocketOpenConnections: none,
    OpenCypherBoltOpenConnections: none,
  };

  test('takes silence for zero while the CPU shows that it is alive', () => {
    expect(evidenceOf(neptune, { ...silent, CPUUtilization: series(3) }).state).toBe('idle');
  });

  test('does not take silence for zero without the CPU', () => {
    expect(evidenceOf(neptune, { ...silent, CPUUtilization: series(3, { 5: undefined }) }).state).toBe(
      'unknown',
    );
  });

  test('does not take an answer in part for zero', () => {
    const partial = { ...silent, NumTxOpened: { ...none, complete: false } };

    expect(evidenceOf(neptune, { ...partial, CPUUtilization: series(3) }).state).toBe('unknown');
  });

  test.each(Object.keys(silent))('finds busy what shows in %s', (metric) => {
    expect(
      evidenceOf(neptune, { ...silent, CPUUtilization: none, [metric]: series(0, { 1: 0.1 }) }).state,
    ).toBe('busy');
  });
});

describe('checkIdle of a cluster that may pause', () => {
  test('finds paused what was at capacity 0 throughout', () => {
    const metrics = {
      DatabaseConnections: none,
      CPUUtilization: series(0),
      ServerlessDatabaseCapacity: series(0),
    };

    expect(evidenceOf(pausable, metrics)).toEqual({
      state: 'paused',
      detail: 'its serverless capacity was 0 from Fri 10:55 to Fri 11:55 UTC',
    });
  });

  test.each([
    ['it was paused for a part', series(0, { 3: 0.5 })],
    ['it has just woken', series(0, { 64: 1 })],
    ['its capacity is not known throughout', series(0, { 3: undefined })],
    ['its capacity is incomplete: CloudWatch returned only part of it', series(0, {}, false)],
  ])('does not know what was missing when %s', (_name, capacity) => {
    const metrics = {
      DatabaseConnections: none,
      CPUUtilization: series(0),
      ServerlessDatabaseCapacity: capacity,
    };

    expect(evidenceOf(pausable, metrics).state).toBe('unknown');
  });

  test('finds idle a provisioned instance beside paused ones: it is not free', () => {
    const metrics = {
      DatabaseConnections: series(0),
      CPUUtilization: series(5),
      ServerlessDatabaseCapacity: series(0),
    };

    expect(evidenceOf(pausable, metrics).state).toBe('idle');
  });

  test('finds idle what runs without use', () => {
    const metrics = {
      DatabaseConnections: series(0),
      CPUUtilization: series(5),
      ServerlessDatabaseCapacity: series(1),
    };

    expect(evidenceOf(pausable, metrics).state).toBe('idle');
  });

  test('does not look at the capacity of one that may not', () => {
    const metrics = {
      DatabaseConnections: none,
      CPUUtilization: series(0),
      ServerlessDatabaseCapacity: series(0),
    };

    expect(evidenceOf(aurora, metrics).state).toBe('unknown');
  });
});
