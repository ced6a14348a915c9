import { DescribeEventsCommand, type Event } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { readStreamEvents } from '../../../shared/aws/read/stream-events.ts';
import { aCluster } from '../../policy/builders.ts';
import { fakeScope, serviceError } from '../builders.ts';

const now = Date.parse('2026-11-20T19:05:00Z');
const minute = 60_000;
const streamStopped = 'Database Activity Streams is stopped on your database cluster.';

function event(minutes: number, Message: string, SourceIdentifier = 'audited'): Event {
  return { SourceIdentifier, Message, Date: new Date(now - minutes * minute) };
}

const clusters = (count: number) => Array.from({ length: count }, (_, n) => aCluster({ id: `gap-${n}` }));

/** The stream events of one cluster. */
async function eventsOf(...Events: Event[]) {
  const { scope, rds } = fakeScope();
  rds.on(DescribeEventsCommand).resolves({ Events });
  return (await readStreamEvents(scope, [aCluster({ id: 'audited' })], now)).get('audited');
}

describe('readStreamEvents', () => {
  it('reports the last stop of a stream and the last start of its cluster, whichever came first', async () => {
    const events = await eventsOf(
      event(50, streamStopped),
      event(9, 'DB cluster started.'),
      event(30, streamStopped),
      event(40, 'DB cluster started.'),
    );

    expect(events).toStrictEqual({ lastStart: now - 9 * minute, lastStreamStop: now - 30 * minute });
  });

  it.each([streamStopped, 'The database activity stream has been stopped', 'Activity stream stopped'])(
    'takes "%s" for a stop of the stream',
    async (message) => {
      expect(await eventsOf(event(5, message, 'AUDITED'))).toEqual({
        lastStreamStop: now - 5 * minute,
      });
    },
  );

  it.each([
    event(5, 'Database Activity Streams is started on your database cluster.'),
    event(5, 'DB cluster stopped.'),
    event(5, 'Database Activity Streams cannot be stopped on your database cluster.'),
    { Message: streamStopped, Date: new Date(now) },
    { Message: streamStopped, SourceIdentifier: 'audited' },
    { SourceIdentifier: 'audited', Date: new Date(now) },
  ])('takes %o for nothing', async (other) => {
    expect(await eventsOf(other)).toEqual({});
  });

  it('asks once a cluster for both categories of the 14 days that RDS keeps, up to ten', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeEventsCommand).resolves({ Events: [] });

    const read = await readStreamEvents(scope, clusters(10), now);

    expect([...read]).toEqual(clusters(10).map(({ id }) => [id, {}]));
    const inputs = rds.commandCalls(DescribeEventsCommand).map(({ args }) => args[0].input);
    expect(inputs.map(({ SourceIdentifier }) => SourceIdentifier)).toEqual(clusters(10).map(({ id }) => id));
    expect(inputs[0]).toMatchObject({
      SourceType: 'db-cluster',
      EventCategories: ['configuration change', 'notification'],
      StartTime: new Date(now - 14 * 86_400_000 + minute),
      EndTime: new Date(now),
    });
  });

  it.each([0, 11])('asks for nothing with %d clusters, and reports no event', async (count) => {
    const { scope, rds } = fakeScope();

    const read = await readStreamEvents(scope, clusters(count), now);

    expect([...read]).toEqual(clusters(count).map(({ id }) => [id, {}]));
    expect(rds.calls()).toEqual([]);
  });

  it('warns of a cluster that cannot be listed, and reports no event there', async () => {
    const { scope, rds, warnings } = fakeScope();
    rds.on(DescribeEventsCommand).resolves({ Events: [event(5, streamStopped, 'gap-0')] });
    rds.on(DescribeEventsCommand, { SourceIdentifier: 'gap-1' }).rejects(serviceError('Throttling'));

    const read = await readStreamEvents(scope, clusters(2), now);

    expect(Object.fromEntries(read)).toEqual({ 'gap-0': { lastStreamStop: now - 5 * minute }, 'gap-1': {} });
    expect(warnings).toEqual([expect.stringMatching(/ of gap-1 .*Throttling/)]);
  });

  it('throws when its time is over', async () => {
    const { scope, rds } = fakeScope({ signal: AbortSignal.abort() });
    rds.on(DescribeEventsCommand).rejects(serviceError('Throttling'));

    await expect(readStreamEvents(scope, clusters(1), now)).rejects.toThrow('Throttling');
  });

  it('throws when the program is wrong', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeEventsCommand).rejects(new TypeError('not a function'));

    await expect(readStreamEvents(scope, clusters(1), now)).rejects.toThrow('not a function');
  });
});
