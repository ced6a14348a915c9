import { DescribeEventsCommand, type Event } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { readPowerEvents } from '../../../shared/aws/read/rds-events.ts';
import { fakeScope } from '../builders.ts';

const now = Date.parse('2026-11-20T19:05:00Z');
const day = 86_400_000;

const stopped = 'DB cluster stopped';
const started = 'DB cluster started.';
const restart = 'DB cluster is being started due to it exceeding the maximum allowed time being stopped.';

/** An event as many minutes before `now`. */
function event(minutes: number, Message: string, SourceIdentifier = 'dev'): Event {
  return { SourceIdentifier, Message, Date: new Date(now - minutes * 60_000) };
}

async function lastStart(events: Event[]) {
  const { scope, rds } = fakeScope();
  rds.on(DescribeEventsCommand).resolves({ Events: events });
  const { starts } = await readPowerEvents(scope, now - day, now);
  return starts.get('dev');
}

describe('readPowerEvents', () => {
  it.each([
    ['a start by the user', [event(90, stopped), event(30, started)], { minutes: 30, by: 'user' }],
    ["AWS's own restart", [event(40, restart), event(30, started)], { minutes: 30, by: 'aws' }],
    ['an announced restart whose start was lost', [event(40, restart)], { minutes: 40, by: 'aws' }],
    [
      'a restart that was stopped, then a start',
      [event(40, restart), event(20, stopped), event(9, started)],
      { minutes: 9, by: 'user' },
    ],
    [
      'events out of order',
      [event(30, started), event(90, stopped), event(40, restart)],
      { minutes: 30, by: 'aws' },
    ],
    [
      'a start doubled',
      [event(40, restart), event(30, started), event(30, started)],
      { minutes: 30, by: 'aws' },
    ],
    [
      'the wording of older documents',
      [event(30, 'The DB cluster has been started')],
      { minutes: 30, by: 'user' },
    ],
    ['another case of the identifier', [event(30, started, 'DEV')], { minutes: 30, by: 'user' }],
  ] as const)('reports %s', async (_, events, { minutes, by }) => {
    expect(await lastStart([...events])).toEqual({ at: now - minutes * 60_000, by });
  });

  it.each([
    ['a stop that failed', event(30, 'DB cluster stop failed.')],
    ['a stop', event(30, stopped)],
    ['a start of another cluster', event(30, started, 'other')],
    ['an event without a time', { SourceIdentifier: 'dev', Message: started }],
    ['an event of nobody', { Message: started, Date: new Date(now) }],
    ['an event without a message', { SourceIdentifier: 'dev', Date: new Date(now) }],
  ])('takes %s for no start', async (_, other) => {
    expect(await lastStart([other])).toBeUndefined();
  });

  it('asks for the notifications of clusters in the time given, page by page', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeEventsCommand, {
        SourceType: 'db-cluster',
        EventCategories: ['notification'],
        StartTime: new Date(now - day),
        EndTime: new Date(now),
      })
      .resolvesOnce({ Events: [event(40, restart)], Marker: 'm1' })
      .resolvesOnce({ Events: [event(30, started)] });

    const { starts } = await readPowerEvents(scope, now - day, now);

    expect(Object.fromEntries(starts)).toEqual({ dev: { at: now - 30 * 60_000, by: 'aws' } });
  });

  it('reports when a cluster last got its name', async () => {
    const { scope, rds } = fakeScope();
    const renamed = 'Renamed cluster from `orders` to `dev`.';
    rds.on(DescribeEventsCommand).resolves({ Events: [event(20, renamed), event(50, renamed, 'DEV')] });

    const { starts, renames } = await readPowerEvents(scope, now - day, now);

    expect([...starts]).toEqual([]);
    expect([...renames]).toEqual([['dev', now - 20 * 60_000]]);
  });

  it('asks for no more than the 14 days that RDS keeps', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DescribeEventsCommand).resolves({ Events: [] });

    await readPowerEvents(scope, now - 30 * day, now);

    const [call] = rds.commandCalls(DescribeEventsCommand);
    expect(call?.args[0].input.StartTime).toEqual(new Date(now - 14 * day + 60_000));
  });

  it('makes no call for no time, as with minUptime: 0m', async () => {
    const { scope, rds } = fakeScope();

    expect((await readPowerEvents(scope, now, now)).starts.size).toBe(0);
    expect(rds.calls()).toEqual([]);
  });
});
