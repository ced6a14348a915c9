import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeEventsCommand } from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { readStopFacts } from '../../../shared/aws/read/stop-facts.ts';
import { metricWindow } from '../../../shared/policy/metrics/window.ts';
import { cluster, fakeAws, hour, now } from './fake-stop-aws.ts';

test('reads whether a cluster has been up only where Dormouse stopped it and no start is known since', async () => {
  const { scope, rds, cloudwatch } = fakeAws();
  const stopped = (id: string) => ({
    ...cluster(id),
    tags: { 'dormouse:power': 'stop 2026-11-20T17:00:00Z by developers' },
  });
  const clusters = [stopped('lost'), stopped('known'), stopped('busy')];
  rds.on(DescribeEventsCommand).resolves({
    Events: [{ SourceIdentifier: 'known', Message: 'DB cluster started', Date: new Date(now - hour) }],
  });
  const uptime = clusters.map((one) => ({ cluster: one, window: metricWindow(one, hour / 2, now) }));
  const idleOf = clusters.slice(2).map((one) => ({ cluster: one, window: metricWindow(one, hour, now) }));

  const { facts } = await readStopFacts(
    scope,
    { clusters, eventsSince: now - hour, snapshots: false, idle: idleOf, uptime },
    now,
  );

  expect(clusters.map(({ arn }) => facts.get(arn)?.upSince)).toEqual([
    { state: 'up', since: now - hour / 2 - 5 * 60_000 },
    undefined,
    undefined,
  ]);
  const queries = cloudwatch.commandCalls(GetMetricDataCommand).at(-1)?.args[0].input.MetricDataQueries;
  expect(queries?.map(({ MetricStat }) => MetricStat?.Metric?.MetricName)).toEqual(['CPUUtilization']);
});
