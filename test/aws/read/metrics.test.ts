import {
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSeries, type SeriesRequest } from '../../../shared/aws/read/metrics.ts';
import { runs } from '../../support/runs.ts';
import { fakeScope, serviceError } from '../builders.ts';

const end = Date.parse('2026-11-20T19:05:00Z');
const minute = 60_000;

/** A request for the metric of one cluster over the minutes before `end`. */
function request(cluster: string, minutes = 60, periodMs = minute): SeriesRequest {
  return {
    metric: {
      namespace: 'AWS/RDS',
      metric: 'DatabaseConnections',
      stat: 'Maximum',
      dimensions: { DBClusterIdentifier: cluster },
    },
    window: { start: end - minutes * minute, end, settled: end - 5 * minute, periodMs },
  };
}

function result(
  id: number,
  minutesAgo: readonly number[],
  StatusCode: MetricDataResult['StatusCode'] = 'Complete',
) {
  return {
    Id: `q${id}`,
    StatusCode,
    Timestamps: minutesAgo.map((minutes) => new Date(end - minutes * minute)),
    Values: minutesAgo.map((minutes) => minutes),
  };
}

describe('readSeries', () => {
  it('makes no call for nothing', async () => {
    const { scope } = fakeScope();

    expect(await readSeries(scope, [])).toEqual({ series: new Map() });
  });

  it('asks for what the metric says, once', async () => {
    const { scope, cloudwatch } = fakeScope();
    const wanted = request('dev');
    cloudwatch
      .on(GetMetricDataCommand, {
        StartTime: new Date(end - 60 * minute),
        EndTime: new Date(end),
        MetricDataQueries: [
          {
            Id: 'q0',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/RDS',
                MetricName: 'DatabaseConnections',
                Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'dev' }],
              },
              Period: 60,
              Stat: 'Maximum',
            },
          },
        ],
      })
      .resolves({ MetricDataResults: [result(0, [2, 1])] });

    const { series } = await readSeries(scope, [wanted]);

    const points = new Map([
      [end - 2 * minute, 2],
      [end - minute, 1],
    ]);
    expect(series).toEqual(new Map([[wanted, { points, complete: true }]]));
    expect(cloudwatch.calls()).toHaveLength(1);
  });

  it('spans all windows of a period in one call, and cuts each series to its own', async () => {
    const { scope, cloudwatch } = fakeScope();
    const short = request('short', 10);
    const long = request('long', 65);
    cloudwatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [result(0, [60, 11, 10, 1, 0]), result(1, [66, 60, 10, 0])],
    });

    const { series } = await readSeries(scope, [short, long]);

    const [call] = cloudwatch.commandCalls(GetMetricDataCommand);
    expect(call?.args[0].input).toMatchObject({
      StartTime: new Date(end - 65 * minute),
      EndTime: new Date(end),
    });
    expect([...(series.get(short)?.points.values() ?? [])]).toEqual([10, 1]);
    expect([...(series.get(long)?.points.values() ?? [])]).toEqual([60, 10]);
  });

  it('asks for no more points than the windows have, however far another one looks back', async () => {
    const { scope, cloudwatch } = fakeScope();
    const asked: number[] = [];
    cloudwatch.on(GetMetricDataCommand).callsFake((input: GetMetricDataCommandInput) => {
      const span = Number(input.EndTime) - Number(input.StartTime);
      asked.push(
        ...(input.MetricDataQueries ?? []).map((query) => span / 1000 / Number(query.MetricStat?.Period)),
      );
      return { MetricDataResults: [] };
    });

    await readSeries(scope, [
      request('hour'),
      request('fortnight', 14 * 1440, 360 * minute),
      request('day', 1440, 15 * minute),
    ]);

    expect(asked).toEqual([60, 56, 96]);
  });

  it('joins a series that is spread over pages', async () => {
    const { scope, cloudwatch, warnings } = fakeScope();
    const wanted = request('dev');
    cloudwatch
      .on(GetMetricDataCommand)
      .resolvesOnce({ MetricDataResults: [result(0, [3], 'PartialData')], NextToken: 'more' })
      .resolvesOnce({ MetricDataResults: [result(0, [2])] });

    const series = (await readSeries(scope, [wanted])).series.get(wanted);

    expect([...(series?.points.values() ?? [])]).toEqual([3, 2]);
    expect(series?.complete).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('does not join a series whose last page is not the last', async () => {
    const { scope, cloudwatch } = fakeScope();
    const wanted = request('dev');
    cloudwatch
      .on(GetMetricDataCommand)
      .resolves({ MetricDataResults: [result(0, [3]), result(0, [2], 'PartialData')] });

    expect((await readSeries(scope, [wanted])).series.get(wanted)?.complete).toBe(false);
  });

  it.each([
    ['PartialData', [result(0, [2], 'PartialData')]],
    ['InternalError', [result(0, [], 'InternalError')]],
    ['Forbidden', [result(0, [], 'Forbidden')]],
    ['no status', [{ Id: 'q0' }]],
    ['another metric only', [result(7, [2])]],
  ])('calls a series incomplete at %s, and the others not', async (_, results) => {
    const { scope, cloudwatch, warnings } = fakeScope();
    const [partial, whole] = [request('partial'), request('whole')];
    cloudwatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [...results, result(1, [1])] });

    const { series } = await readSeries(scope, [partial, whole]);

    expect(series.get(partial)?.complete).toBe(false);
    expect(series.get(whole)?.complete).toBe(true);
    expect(warnings).toEqual([
      '111122223333 eu-central-1: CloudWatch answered 1 of 2 metrics only in part, so they are unknown',
    ]);
  });

  it.each([
    ['throttled', serviceError('ThrottlingException', 'slow down')],
    ['denied', serviceError('AccessDenied', 'no')],
    ['out of reach', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
  ])('calls every series of a call incomplete that is %s, and warns', async (_, error) => {
    const { scope, cloudwatch, warnings } = fakeScope();
    const wanted = request('dev');
    cloudwatch.on(GetMetricDataCommand).rejects(error);

    const { series } = await readSeries(scope, [wanted]);

    expect(series).toEqual(new Map([[wanted, { points: new Map(), complete: false }]]));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^111122223333 eu-central-1: GetMetricData failed, metrics are unknown: /);
  });

  it('drops the pages before one that failed', async () => {
    const { scope, cloudwatch } = fakeScope();
    const wanted = request('dev');
    cloudwatch
      .on(GetMetricDataCommand)
      .resolvesOnce({ MetricDataResults: [result(0, [2])], NextToken: 'more' })
      .rejectsOnce(serviceError('InternalServiceFault', 'oops', 'server'));

    expect((await readSeries(scope, [wanted])).series.get(wanted)?.complete).toBe(false);
  });

  it('throws when its time is over, or the program is wrong', async () => {
    const over = fakeScope({ signal: AbortSignal.abort() });
    over.cloudwatch
      .on(GetMetricDataCommand)
      .rejects(Object.assign(new Error('aborted'), { name: 'AbortError' }));
    const wrong = fakeScope();
    wrong.cloudwatch.on(GetMetricDataCommand).rejects(new TypeError('not a function'));

    await expect(readSeries(over.scope, [request('dev')])).rejects.toThrow('aborted');
    await expect(readSeries(wrong.scope, [request('dev')])).rejects.toThrow(TypeError);
  });

  it('neither loses nor doubles a request, in as few calls as there can be', async () => {
    const windows = fc.array(fc.integer({ min: 1, max: 1440 }), { maxLength: 1600, size: 'max' });
    await fc.assert(
      fc.asyncProperty(windows, async (minutes) => {
        const { scope, cloudwatch } = fakeScope();
        const sizes: number[] = [];
        cloudwatch
          .on(GetMetricDataCommand)
          .callsFake(({ MetricDataQueries = [] }: GetMetricDataCommandInput) => {
            sizes.push(MetricDataQueries.length);
            return { MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => echo(Id, MetricStat)) };
          });
        const requests = minutes.map((length, index) => request(`${index}`, length));

        const { series } = await readSeries(scope, requests);

        expect(sizes).toHaveLength(Math.ceil(requests.length / 500));
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(500);
        expect(series.size).toBe(requests.length);
        expect(requests.map((wanted) => series.get(wanted)?.points.get(end - minute))).toEqual([
          ...requests.keys(),
        ]);
      }),
      runs(200),
    );
  });
});

/** Answers a query with the number that its cluster is named after. */
function echo(
  Id: string | undefined,
  stat: NonNullable<GetMetricDataCommandInput['MetricDataQueries']>[number]['MetricStat'],
) {
  const value = Number(stat?.Metric?.Dimensions?.[0]?.Value);
  return { Id, StatusCode: 'Complete' as const, Timestamps: [new Date(end - minute)], Values: [value] };
}
