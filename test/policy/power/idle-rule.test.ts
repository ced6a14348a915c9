import { describe, expect, test } from 'vitest';
import { metricWindow, type Series } from '../../../shared/policy/metrics/window.ts';
import type { IdleRule } from '../../../shared/policy/model/policy.ts';
import { checkIdle } from '../../../shared/policy/power/idle.ts';
import { idleMetrics } from '../../../shared/policy/power/idle-metrics.ts';
import { aCluster, FRIDAY, HOUR, MINUTE } from '../builders.ts';

const window = metricWindow(aCluster(), HOUR, FRIDAY);

function constant(value: number): Series {
  const points = new Map<number, number>();
  for (let at = window.start; at < window.end; at += MINUTE) points.set(at, value);
  return { points, complete: true };
}

const rule = (atMost: IdleRule['atMost'], ...ignore: IdleRule['ignore']): IdleRule => ({ atMost, ignore });

/** Evidence of constant values. */
function evidenceOf(engine: string, values: Record<string, number>, one?: IdleRule) {
  const series = Object.entries(values).map(([metric, value]): [string, Series] => [metric, constant(value)]);
  const absent = idleMetrics(aCluster({ engine })).map(({ metric }): [string, Series] => [
    metric,
    { points: new Map(), complete: true },
  ]);
  return checkIdle(aCluster({ engine }), window, new Map([...absent, ...series]), one);
}

const pool = { DatabaseConnections: 2, CPUUtilization: 4 };
const replica = { DatabaseConnections: 0, CPUUtilization: 22 };

describe('what a rule calls idle', () => {
  test.each<[string, string, Record<string, number>, IdleRule | undefined, string]>([
    ['a pool by the defaults', 'aurora-mysql', pool, undefined, 'busy'],
    ['a pool within the rule', 'aurora-mysql', pool, rule({ connections: 2 }), 'idle'],
    ['a pool above the rule', 'aurora-mysql', pool, rule({ connections: 1 }), 'busy'],
    ['connections that are ignored', 'aurora-mysql', pool, rule({}, 'connections'), 'idle'],
    ['replication by the defaults', 'aurora-mysql', replica, undefined, 'idle'],
    ['replication above the rule', 'aurora-mysql', replica, rule({ cpu: 20 }), 'busy'],
    ['CPU at the rule', 'aurora-mysql', replica, rule({ cpu: 22 }), 'idle'],
    ['CPU that is ignored', 'docdb', { ...replica, CPUUtilization: 95 }, rule({}, 'cpu'), 'idle'],
    ['an agent by the defaults', 'aurora-mysql', { ...replica, Queries: 25 }, undefined, 'busy'],
    ['an agent within the rule', 'aurora-mysql', { ...replica, Queries: 25 }, rule({ queries: 25 }), 'idle'],
    [
      'commits within the rule',
      'aurora-postgresql',
      { ...replica, CommitThroughput: 25 },
      rule({ queries: 25 }),
      'idle',
    ],
    [
      'health checks above the rule',
      'aurora-mysql',
      { ...replica, ConnectionAttempts: 9 },
      rule({ connectionAttempts: 8 }),
      'busy',
    ],
    [
      'health checks within the rule',
      'aurora-mysql',
      { ...replica, ConnectionAttempts: 90 },
      rule({ connectionAttempts: 90 }),
      'idle',
    ],
    // DocumentDB counts operations in a minute, the rule queries in a second.
    [
      'operations within the rule',
      'docdb',
      { ...replica, OpcountersQuery: 600 },
      rule({ queries: 10 }),
      'idle',
    ],
    [
      'operations above the rule',
      'docdb',
      { ...replica, OpcountersQuery: 601 },
      rule({ queries: 10 }),
      'busy',
    ],
    [
      'sockets within the rule',
      'neptune',
      { CPUUtilization: 4, GremlinWebSocketOpenConnections: 3 },
      rule({ connections: 3 }),
      'idle',
    ],
    [
      'requests within the rule',
      'neptune',
      { CPUUtilization: 4, TotalRequestsPerSec: 3 },
      rule({ queries: 3 }),
      'idle',
    ],
    [
      'a request that waits',
      'neptune',
      { CPUUtilization: 4, MainRequestQueuePendingRequests: 1 },
      rule({ queries: 3 }),
      'busy',
    ],
    [
      'a request that waits and is ignored',
      'neptune',
      { CPUUtilization: 4, MainRequestQueuePendingRequests: 1 },
      rule({}, 'queries'),
      'idle',
    ],
    ['no CPU though it is ignored', 'neptune', { TotalRequestsPerSec: 0 }, rule({}, 'cpu'), 'unknown'],
    ['no connections', 'docdb', { CPUUtilization: 4 }, rule({}, 'cpu'), 'unknown'],
  ])('finds in %s', (_, engine, values, one, state) => {
    expect(evidenceOf(engine, values, one).state).toBe(state);
  });

  test('is said with its rule, where there is one', () => {
    const one = rule({ connections: 2, cpu: 20 }, 'queries');

    expect(evidenceOf('aurora-postgresql', pool, one).detail).toContain(
      'CPUUtilization 4 (power.idle: connections 2, cpu 20%, ignore queries)',
    );
    expect(evidenceOf('aurora-postgresql', replica, one).detail).toContain(
      'idle is at most 20 (power.idle: connections 2',
    );
    expect(evidenceOf('aurora-postgresql', pool).detail).not.toContain('power.idle');
  });

  test('asks for no metric that is ignored, but always for the CPU', () => {
    const asked = (...ignore: IdleRule['ignore']) =>
      idleMetrics(aCluster({ engine: 'aurora-mysql' }), rule({}, ...ignore)).map(({ metric }) => metric);

    expect(asked('connections', 'queries')).toEqual(['CPUUtilization', 'ConnectionAttempts']);
    expect(asked('cpu', 'connectionAttempts')).toEqual(['DatabaseConnections', 'CPUUtilization', 'Queries']);
  });

  test('has the use of each signal, in the words of the rule, and whether it never stops', () => {
    expect(evidenceOf('docdb', { ...pool, OpcountersQuery: 600 })).toMatchObject({
      use: [
        { signal: 'connections', most: 2, atLeast: 2 },
        { signal: 'queries', most: 10, atLeast: 10 },
      ],
    });
  });
});
