import { DescribeEventsCommand, StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { day, hour, minute, start } from '../../control-plane.ts';
import { aWorld, steps } from './capacity-fleet.ts';

const second = 1_000;
const names: Readonly<Record<string, string>> = {
  'Initiated pause for the DB instance.': 'pausing',
  'Pause was canceled for the DB instance.': 'canceled',
  'Successfully paused the DB instance.': 'paused',
  'Initiated resume for the DB instance.': 'resuming',
  'Successfully resumed the DB instance.': 'resumed',
};

/** The events about pauses, with the seconds since the start. */
async function told({ rds }: ReturnType<typeof aWorld>): Promise<[number, string, string][]> {
  const { Events = [] } = await rds.send(
    new DescribeEventsCommand({ Duration: 20_160, SourceType: 'db-instance' }),
  );
  return Events.filter(({ Message = '' }) => Message in names).map((event) => [
    ((event.Date?.getTime() ?? 0) - start) / second,
    event.SourceIdentifier ?? '',
    names[event.Message ?? ''] ?? '',
  ]);
}

const sleeper = (more: string) => `{ id: a, instances: 1, serverless: { min: 0, max: 8 }, ${more} }`;
const office = 'use: [{ hours: mon-fri 09:07-17:00, timezone: Europe/Berlin, connections: 5 }]';

describe('a cluster with a min of 0', () => {
  it('pauses when the time without connections is over, and resumes when clients come', async () => {
    const world = aWorld(sleeper(office));

    world.advance(day + 4 * hour);

    // It is five o'clock in UTC, and the clocks of Berlin are an hour ahead.
    const nine = (3 * 60 + 7) * 60;
    const five = 11 * hour + 5 * minute;
    expect(await told(world)).toEqual([
      [nine, 'a-1', 'resuming'],
      [nine + 15, 'a-1', 'resumed'],
      [five / second, 'a-1', 'pausing'],
      [five / second + 15, 'a-1', 'paused'],
      [nine + day / second, 'a-1', 'resuming'],
      [nine + day / second + 15, 'a-1', 'resumed'],
    ]);
  });

  it('pauses in the minute in which its metrics say so', async () => {
    const world = aWorld(sleeper(office));
    world.advance(20 * hour);

    const [, , pausing] = await told(world);
    const capacity = steps(await world.metric('ServerlessDatabaseCapacity', { from: 600 }));

    expect(capacity.at(-1)).toEqual([(pausing?.[0] ?? 0) / 60, 0]);
  });

  it('reports its serverless instances alone, as EventBridge delivers it', async () => {
    const instances = '[db.serverless, db.r6g.large, db.serverless]';
    const world = aWorld(`{ id: a, instances: ${instances}, serverless: { min: 0, max: 8 } }`);
    world.cluster('a').setUse('always');
    world.advance(hour);

    expect(await told(world)).toEqual([
      [0, 'a-1', 'resuming'],
      [0, 'a-3', 'resuming'],
      [15, 'a-1', 'resumed'],
      [15, 'a-3', 'resumed'],
    ]);
    expect(world.simulator.events[0]).toMatchObject({
      'detail-type': 'RDS DB Instance Event',
      detail: {
        EventID: 'RDS-EVENT-0373',
        EventCategories: ['notification', 'serverless'],
        SourceArn: 'arn:aws:rds:eu-central-1:111122223333:db:a-1',
      },
    });
  });

  it('takes longer to resume after more than a day', async () => {
    const world = aWorld(sleeper(''));
    world.advance(day + minute);
    world.cluster('a').setUse('always');
    world.advance(minute);

    const [first, second] = await told(world);

    expect((second?.[0] ?? 0) - (first?.[0] ?? 0)).toBe(30);
  });

  it('gives up to pause when clients come in between', async () => {
    const world = aWorld(sleeper('use: always'));
    world.cluster('a').setUse('none');
    world.advance(5 * minute + 10 * second);
    world.cluster('a').setUse('always');
    world.advance(hour);

    expect(await told(world)).toEqual([
      [300, 'a-1', 'pausing'],
      [310, 'a-1', 'canceled'],
    ]);
  });

  it('wakes up when its capacity is changed, and stays awake for 20 minutes', async () => {
    const world = aWorld(sleeper(''));
    await world.modify(0, 4);
    world.advance(hour);

    expect(await told(world)).toEqual([
      [0, 'a-1', 'resuming'],
      [15, 'a-1', 'resumed'],
      [1_200, 'a-1', 'pausing'],
      [1_215, 'a-1', 'paused'],
    ]);
  });

  it('wakes up for good when its min is no longer 0, and sleeps again when it is', async () => {
    const world = aWorld(sleeper(''));
    await world.modify(1, 4);
    world.advance(hour);
    world.cluster('a').setCapacity(0, 4, 30 * minute);
    world.advance(hour);

    expect((await told(world)).slice(1)).toEqual([
      [15, 'a-1', 'resumed'],
      [5_400, 'a-1', 'pausing'],
      [5_415, 'a-1', 'paused'],
    ]);
  });

  it('is awake after a start, and pauses again', async () => {
    const world = aWorld(sleeper(''));
    await world.rds.send(new StopDBClusterCommand({ DBClusterIdentifier: 'a' }));
    world.advance(hour);
    await world.rds.send(new StartDBClusterCommand({ DBClusterIdentifier: 'a' }));
    world.advance(hour);

    expect(await told(world)).toEqual([
      [75 * 60, 'a-1', 'pausing'],
      [75 * 60 + 15, 'a-1', 'paused'],
    ]);
  });

  it('says nothing more once it is deleted', async () => {
    const world = aWorld(sleeper(office));
    world.cluster('a').delete();
    world.advance(day);

    expect(await told(world)).toEqual([]);
  });
});

describe('a cluster that never pauses', () => {
  const zero = 'serverless: { min: 0, max: 8 }';

  it.each([
    ['a member of a global database', `{ id: a, global: g, ${zero} }`],
    ['the source of a replication', `{ id: a, ${zero} }, { id: b, readReplicaOf: a }`],
    ['a replica', `{ id: a, readReplicaOf: b, ${zero} }, { id: b }`],
    ['one with a provisioned writer', `{ id: a, instances: [db.r6g.large, db.serverless], ${zero} }`],
    ['one with a min above 0', '{ id: a, serverless: { min: 0.5, max: 8 } }'],
    ['one that clients never leave', `{ id: a, use: always, ${zero} }`],
  ])('is %s', async (_, clusters) => {
    const world = aWorld(clusters);
    world.advance(2 * day);

    const capacity = await world.metric('ServerlessDatabaseCapacity');

    expect(await told(world)).toEqual([]);
    expect(capacity.filter(([, value]) => value === 0)).toEqual([]);
    expect(capacity.length).toBeGreaterThan(0);
  });
});
