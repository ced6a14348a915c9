import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../support/growth.ts';
import { aControlPlane, day, failure, hour, minute, start } from '../control-plane.ts';

const aQuery = (Id: string, more = {}) => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/RDS',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'a' }],
    },
    Period: 60,
    Stat: 'Average',
    ...more,
  },
});
const span = (ms = hour) => ({ StartTime: new Date(start - ms), EndTime: new Date(start - 5 * minute) });
const fleet = 'clusters: [{ id: a }]';

describe('GetMetricData', () => {
  it('includes the start, not the end, and shows the latest first unless asked otherwise', () => {
    const { metrics } = aControlPlane(fleet);

    const [result] = metrics({ MetricDataQueries: [aQuery('q')], ...span(10 * minute) }).MetricDataResults;

    expect(result).toMatchObject({ Id: 'q', Label: 'CPUUtilization', StatusCode: 'Complete' });
    expect(result.Timestamps.map((at: Date) => (start - at.getTime()) / minute)).toEqual([6, 7, 8, 9, 10]);
  });

  it('goes on in pages when there are too many points, each shown once', () => {
    const { metrics } = aControlPlane(fleet);
    const ids = Array.from({ length: 10 }, (_, n) => `q${n}`);
    const input = { MetricDataQueries: ids.map((id) => aQuery(id)), ...span(10 * day) };
    const perQuery = 10 * 24 * 60 - 5;

    const counts = new Map<string, Set<number>>();
    const statuses: string[] = [];
    for (let NextToken: string | undefined, pages = 0; pages < 3; pages += 1) {
      const page = metrics({ ...input, ...(NextToken && { NextToken }) });
      for (const { Id, Timestamps, StatusCode } of page.MetricDataResults) {
        const seen = counts.get(Id) ?? new Set();
        for (const at of Timestamps) seen.add(at.getTime());
        counts.set(Id, seen);
        statuses.push(StatusCode);
      }
      NextToken = page.NextToken;
      if (NextToken === undefined) break;
    }

    expect([...counts.values()].map((seen) => seen.size)).toEqual(ids.map(() => perQuery));
    expect(statuses.filter((status) => status === 'PartialData')).toHaveLength(1);
  });

  it('answers in part on demand', () => {
    const { metrics } = aControlPlane(fleet);
    const input = { MetricDataQueries: [aQuery('q')], ...span(15 * minute) };

    const [result] = metrics(input, { fault: 'partial' }).MetricDataResults;

    expect(result.StatusCode).toBe('PartialData');
    expect(result.Values).toHaveLength(5);
  });

  const many = Array.from({ length: 501 }, (_, n) => aQuery(`q${n}`));
  const refused = [
    ['more than 500 queries', { MetricDataQueries: many }, 'must not have a size greater than 500'],
    ['the same id twice', { MetricDataQueries: [aQuery('q'), aQuery('q')] }, 'must be unique'],
    ['an id in capitals', { MetricDataQueries: [aQuery('Q')] }, 'lower-case'],
    ['a period of half a minute', { MetricDataQueries: [aQuery('q', { Period: 30 })] }, 'multiple of 60'],
    ['an unknown statistic', { MetricDataQueries: [aQuery('q', { Stat: 'Mode' })] }, 'Stat'],
    ['an expression', { MetricDataQueries: [{ Id: 'q', Expression: '1' }] }, 'no MetricStat'],
    ['no time at all', { EndTime: new Date(start - hour) }, 'StartTime must be less'],
    ['a token of its own', { NextToken: 'x' }, 'NextToken'],
    ['a start that is no time', { StartTime: 'noon' }, 'StartTime'],
  ] as const;
  it.each(refused)('refuses %s', (_, more, text) => {
    const { metrics } = aControlPlane(fleet);

    const error = failure(() => metrics({ MetricDataQueries: [aQuery('q')], ...span(), ...more }));

    expect(error).toEqual({ code: 'ValidationError', status: 400, message: expect.stringContaining(text) });
  });

  it('answers each of 500 queries as fast as each of 50', async () => {
    const { metrics } = aControlPlane('clusters: [{ id: "c{n}", count: 500, use: always }]');
    const Metric = (n: number) => ({
      Namespace: 'AWS/RDS',
      MetricName: 'DatabaseConnections',
      Dimensions: [{ Name: 'DBClusterIdentifier', Value: `c${String(n + 1).padStart(3, '0')}` }],
    });

    const grown = await growth({ from: 50 }, (length) => {
      const MetricDataQueries = Array.from({ length }, (_, n) => aQuery(`q${n}`, { Metric: Metric(n) }));
      const { MetricDataResults } = metrics({ MetricDataQueries, ...span() });

      expect(MetricDataResults).toHaveLength(length);
      expect(MetricDataResults.every(({ Values }: { Values: number[] }) => Values.length === 55)).toBe(true);
    });

    expect(grown).toBeLessThan(LINEAR);
  });
});
