import { DescribeEventsCommand, type Event } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { readStreamEvents } from '../../shared/aws/stream-events.ts';
import { fakeScope, serviceError } from './builders.ts';

const now = Date.parse('2026-11-20T19:05:00Z');
const minute = 60_000;
const streamStopped = 'Database Activity Streams is stopped on your database cluster.';

function event(minutes: number, Message: string, SourceIdentifier = 'audited'): Event {
  return { SourceIdentifier, Message, Date: new Date(now - minutes * minute) };
}

async function eventsOf(...Events: Event[]) {
  const { scope, rds } = fakeScope();
  rds.on(DescribeEventsCommand).resolves({ Events });
  return Object.fromEntries(await readStreamEvents(scope, now));
}

describe('readStreamEvents', () => {
  it('tells the last stop of a stream and the last start of its cluster, whichever came first', async () => {
    const events = await eventsOf(
      event(50, streamStopped),
      event(9, 'DB cluster started.'),
      event(30, streamStopped),
      event(40, 'DB cluster started.'),
      event(20, streamStopped, 'other'),
    );

    expect(events).toStrictEqual({
      audited: { lastStart: now - 9 * minute, lastStreamStop: now - 30 * minute },
      other: { lastStreamStop: now - 20 * minute },
    });
  });

  it.each([streamStopped, 'The database activity stream has been stopped', 'Activity stream stopped'])(
    'takes "%s" for a stop of the stream',
    async (message) => {
      expect(await eventsOf(event(5, message, 'AUDITED'))).toEqual({
        audited: { lastStreamStop: now - 5 * minute },
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

  it('asks once for both categories of the 14 days that RDS keeps', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeEventsCommand).resolves({ Events: [] });

    await readStreamEvents(scope, now);

    expect(rds.commandCalls(DescribeEventsCommand).map(({ args }) => args[0].input)).toMatchObject([
      {
        SourceType: 'db-cluster',
        EventCategories: ['configuration change', 'notification'],
        StartTime: new Date(now - 14 * 86_400_000 + minute),
        EndTime: new Date(now),
      },
    ]);
  });

  it('throws when they cannot be listed', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeEventsCommand).rejects(serviceError('Throttling'));

    await expect(readStreamEvents(scope, now)).rejects.toThrow('Throttling');
  });
});
