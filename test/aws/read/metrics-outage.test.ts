import { GetMetricDataCommand, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { checkSeries } from '../../../shared/aws/read/cluster-series.ts';
import { readSeries, type SeriesRequest } from '../../../shared/aws/read/metrics.ts';
import { aCluster } from '../../policy/builders.ts';
import { fakeScope, serviceError } from '../builders.ts';

const minute = 60_000;
const hour = 60 * minute;
const end = Date.parse('2026-11-20T19:05:00Z');
const window = { start: end - hour, end, settled: end - 5 * minute, periodMs: minute };

function metric(cluster: string): SeriesRequest['metric'] {
  const dimensions = { DBClusterIdentifier: cluster };
  return { namespace: 'AWS/RDS', metric: 'DatabaseConnections', stat: 'Maximum', dimensions };
}

function request(cluster: string, periodMs = minute): SeriesRequest {
  return { metric: metric(cluster), window: { ...window, periodMs } };
}

function result(index: number, StatusCode: MetricDataResult['StatusCode'] = 'Complete') {
  return { Id: `q${index}`, StatusCode, Timestamps: [new Date(end - minute)], Values: [1] };
}

it.each([
  ['AccessDenied', 0],
  ['ThrottlingException', hour],
])(
  'reports an outage when AWS answers %s to all calls, and for how long it is tolerated',
  async (name, toleratedMs) => {
    const { scope, cloudwatch } = fakeScope();
    cloudwatch.on(GetMetricDataCommand).rejects(serviceError(name, 'no'));

    const { outage } = await readSeries(scope, [request('dev')]);

    expect(outage).toEqual({
      name,
      message: expect.stringMatching('^no metrics could be read, GetMetricData failed: no'),
      toleratedMs,
    });
  },
);

it('reports an outage when AWS refuses one of several calls, but not when it is busy for one', async () => {
  const wanted = [request('dev'), request('prod', 5 * minute)];
  const outages = ['AccessDenied', 'ThrottlingException'].map(async (name) => {
    const { scope, cloudwatch } = fakeScope();
    cloudwatch
      .on(GetMetricDataCommand)
      .resolvesOnce({ MetricDataResults: [result(0)] })
      .rejectsOnce(serviceError(name));
    return (await readSeries(scope, wanted)).outage?.name;
  });

  expect(await Promise.all(outages)).toEqual(['AccessDenied', undefined]);
});

it('reports an outage when every series is answered in part', async () => {
  const { scope, cloudwatch } = fakeScope();
  cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result(0, 'PartialData')] });

  expect((await readSeries(scope, [request('dev')])).outage).toMatchObject({
    name: 'PartialData',
    toleratedMs: hour,
  });
});

const clusters = ['a', 'b'].map((id) => aCluster({ id }));

/** The result when CloudWatch answers in full, with these values for each cluster. */
async function outageOf(states: readonly string[], metricsOf = ({ id }: { id: string }) => [metric(id)]) {
  const { scope, cloudwatch } = fakeScope();
  cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [result(0), result(1)] });
  const watched = clusters.map((cluster) => ({ cluster, window }));
  const state = ({ id }: { id: string }) => ({ state: states[id === 'a' ? 0 : 1] ?? 'idle' });
  return (await checkSeries(scope, watched, metricsOf, state)).outage;
}

it('reports an outage of the clusters whose metrics have gaps, tolerated for an hour more than the window', async () => {
  expect(await outageOf(['unknown', 'unknown'])).toEqual({
    name: 'MetricsMissing',
    message: expect.stringContaining('their metrics have gaps'),
    toleratedMs: 2 * hour,
    clusters: ['a', 'b'],
  });
  expect(await outageOf(['busy', 'unknown'])).toMatchObject({ clusters: ['b'], isOfSome: true });
});

it('reports none when the metrics of all prove something, or none were asked for', async () => {
  expect(await outageOf(['idle', 'busy'])).toBeUndefined();
  expect(await outageOf(['unknown', 'unknown'], () => [])).toBeUndefined();
});
