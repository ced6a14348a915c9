import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { busArn } from '../../../simulator/eventbridge/event.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { groupArn } from '../../../simulator/logs/groups.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { minute, region } from '../sqs/messaging.ts';
import { account, credentials, start } from '../stub-simulator.ts';

const name = '/aws/events/jobs/1';

/** A bus whose events go to a log group, and to one that is not there. */
function aRecord() {
  const simulator = createSimulator({
    fleet: 'clusters: [{ id: any }]',
    now: start,
    logGroups: [groupArn({ account, region, name })],
    rules: [
      {
        bus: busArn({ account, region }, 'jobs'),
        name: 'record',
        pattern: { source: ['jobs'] },
        targets: [groupArn({ account, region, name }), groupArn({ account, region, name: 'gone' })],
      },
    ],
  });
  const config = { region, credentials, requestHandler: inProcess(simulator) };
  const logs = new CloudWatchLogsClient(config);
  const put = (...jobs: string[]) =>
    new EventBridgeClient(config).send(
      new PutEventsCommand({
        Entries: jobs.map((job) => ({
          EventBusName: 'jobs',
          Source: 'jobs',
          DetailType: 'Done',
          Detail: JSON.stringify({ job }),
        })),
      }),
    );
  const find = async (filterPattern?: string, times: { startTime?: number; endTime?: number } = {}) => {
    const input = { logGroupName: name, ...times, ...(filterPattern !== undefined && { filterPattern }) };
    const { events = [] } = await logs.send(new FilterLogEventsCommand(input));
    return events.map(({ message = '' }) => JSON.parse(message).detail.job);
  };
  return { simulator, logs, put, find };
}

test('events on a bus go by a rule to a log group as they are, and are lost without one', async () => {
  const { simulator, put, find } = aRecord();
  await put('a');

  expect(await find()).toEqual(['a']);
  expect(simulator.buses.deliveries.map(({ outcome }) => outcome)).toEqual(['delivered', 'no-log-group']);
});

test('lines are found by their terms and time', async () => {
  const { simulator, put, find } = aRecord();
  await put('a-1', 'b-2');
  simulator.clock.advanceTo(start + minute);
  await put('a-3');

  expect(await find('"a-" Done')).toEqual(['a-1', 'a-3']);
  expect(await find('?"b-2" ?"a-3"')).toEqual(['b-2', 'a-3']);
  expect(await find('', { startTime: start, endTime: start + 1 })).toEqual(['a-1', 'b-2']);
  await expect(find('{ $.detail.job = "a-1" }')).rejects.toThrow('Invalid filter pattern');
});

test('a page ends after as many lines as were looked at, whether they match or not', async () => {
  const { logs, put } = aRecord();
  for (let call = 0; call < 60; call += 1)
    await put(...Array.from({ length: 10 }, (_, at) => `job-${call}-${at}`));

  const pages: number[] = [];
  const input = { logGroupName: name, filterPattern: '"job-59-9"' };
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, input))
    pages.push(events.length);

  expect(pages).toEqual([0, 1]);
});

test('groups are found by the beginning of their names, in their own account and Region', async () => {
  const { logs } = aRecord();
  const found = async (logGroupNamePrefix: string, client = logs) =>
    ((await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups ?? []).map(
      ({ logGroupName }) => logGroupName,
    );

  expect(await found('/aws/events/')).toEqual([name]);
  expect(await found('/aws/lambda/')).toEqual([]);
  await expect(logs.send(new FilterLogEventsCommand({ logGroupName: 'gone' }))).rejects.toThrow(
    'The specified log group does not exist.',
  );
});
