/**
 * `scale-capacity` against moto, and the capacity as boto3 sees it. Where moto is not AWS
 * (https://github.com/getmoto/moto/blob/5.2.5/moto/rds/models.py):
 * - It takes any capacity for any cluster, so what AWS refuses is the simulator's part; a change takes no time.
 * - It has no DocumentDB clusters and tells no ServerlessV2PlatformVersion.
 * - No cluster has metrics of its own: those here are put by PutMetricData, as if a cluster had sent them.
 * - AWS's clock, the `Date` of every answer, is that of a Wednesday which `front.ts` says.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ModifyDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askBoto3 } from './boto3.ts';
import { createCluster, putMetrics } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';

/** A cluster as boto3 sees it. */
interface SeenCluster {
  readonly capacity: Readonly<Record<string, number>> | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly others: Readonly<Record<string, unknown>>;
}

const home = 'eu-central-1';
const other = 'us-east-1';
const noon = nextWednesday(12);
const night = nextWednesday(22);
const listing = ['DescribeDBClusters', 'DescribeDBClusters'];
let moto: MotoServer;
let front: Front;
let lambda: Lambda;

/** Metrics and all that is decided here are of a time that is not over. */
function nextWednesday(hour: number): Date {
  const day = new Date();
  day.setUTCDate(day.getUTCDate() + ((10 - day.getUTCDay()) % 7 || 7));
  return new Date(day.setUTCHours(hour, 0, 0, 0));
}

const rule = (name: string, night: string) => `
  - name: ${name}
    match: { tags: { env: [${name}] } }
    capacity:
      - { hours: mon-fri 07:00-19:00, min: 2, max: 16 }
      - ${night}`;

const policy = (mode: string) => `
version: 1
mode: ${mode}
targets: [{ account: "123456789012", regions: [${home}, ${other}] }]
rules:${rule('dev', '{ min: 1, max: 4 }')}${rule('apply', '{ min: 1, max: 4, whenBusy: apply }')}
  - name: pausing
    match: { tags: { env: [pausing] } }
    capacity: [{ min: 0, max: 8, autoPauseAfter: 10m }]
`;

const serverless = { min: 1, max: 8 };
const postgres = { engine: 'aurora-postgresql', version: '16.4' };
const fleet = [
  { id: 'quiet', ...postgres, tags: { env: 'dev' }, serverless },
  { id: 'busy', ...postgres, tags: { env: 'dev' }, serverless },
  { id: 'silent', ...postgres, tags: { env: 'dev' }, serverless },
  { id: 'graph', engine: 'neptune', tags: { env: 'dev' }, serverless },
  { id: 'pushed', engine: 'neptune', tags: { env: 'apply' }, serverless },
  {
    id: 'pausing',
    engine: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.08.0',
    tags: { env: 'pausing' },
    serverless,
  },
  { id: 'held', ...postgres, tags: { env: 'dev', 'dormouse:hold': 'forever' }, serverless },
  { id: 'prod', ...postgres, tags: { env: 'prod' }, serverless },
  { id: 'old', tags: { env: 'dev' }, serverless },
  { id: 'provisioned', ...postgres, tags: { env: 'dev' } },
  { id: 'prepared', ...postgres, tags: { env: 'dev' }, serverless, memberClass: 'db.r6g.large' },
  { id: 'down', ...postgres, tags: { env: 'dev' }, serverless, stopped: true },
] as const;

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, noon);
  lambda = await stubLambda(front.url, home);
  for (const region of [home, other]) {
    for (const spec of fleet) await createCluster({ ...spec, region });
    const cloudwatch = new CloudWatchClient({ region });
    const used = [
      ['quiet', postgres.engine, { ServerlessDatabaseCapacity: 1.5, ACUUtilization: 10 }],
      ['busy', postgres.engine, { ServerlessDatabaseCapacity: 3.5, ACUUtilization: 50 }],
      ['graph', 'neptune', { ServerlessDatabaseCapacity: 3, NCUUtilization: 20 }],
    ] as const;
    for (const [id, engine, values] of used) {
      const of = { DBInstanceIdentifier: `${id}-1` };
      await putMetrics(cloudwatch, { of, engine, values, until: night });
    }
  }
});

afterAll(() => {
  lambda?.close();
  front?.close();
  moto?.close();
});

/** Runs the function, tells what it asked of RDS, and what boto3 sees afterwards in both Regions. */
async function run(mode: 'observe' | 'enforce' = 'enforce') {
  lambda.givePolicy(policy(mode));
  front.asked.length = 0;
  const { ok, summary } = await lambda.invoke('scale-capacity');
  const actions = front.asked.map((asked) => asked.get('Action') ?? '');
  const changes = front.asked.filter((asked) => asked.get('Action') === 'ModifyDBCluster');
  return { ok, summary, actions, changes, seen: await look() };
}

const look = () => askBoto3<Record<string, SeenCluster>>('read_clusters.py', moto.url, [home, other]);

/** The capacity of a cluster in both Regions. */
const capacities = (seen: Awaited<ReturnType<typeof look>>, id: string) =>
  [home, other].map((region) => seen[region]?.[id]?.capacity);

const twice = <T>(value: T) => [value, value];
const day = twice({ MinCapacity: 2, MaxCapacity: 16 });
const small = twice({ MinCapacity: 1, MaxCapacity: 4 });
const first = twice({ MinCapacity: 1, MaxCapacity: 8 });

test('observing plans the changes and writes nothing', async () => {
  const before = await look();

  const { ok, summary, actions, seen } = await run('observe');

  expect({ ok, summary }).toEqual({
    ok: true,
    summary: {
      status: { planned: 12, left: 12 },
      reason: {
        'capacity-differs': 12,
        held: 2,
        'no-rule': 2,
        ineligible: 2,
        'not-serverless': 4,
        'cluster-stopped': 2,
      },
    },
  });
  expect(new Set(actions)).toEqual(new Set(['DescribeDBClusters', 'DescribeDBInstances']));
  expect(seen).toEqual(before);
});

test('enforcing sets what is declared for now, on Aurora and Neptune, and changes nothing else', async () => {
  const before = await look();

  const { ok, summary, changes, seen } = await run();

  expect({ ok, status: summary.status }).toEqual({ ok: true, status: { done: 12, left: 12 } });
  for (const id of ['quiet', 'busy', 'silent', 'graph', 'pushed']) expect(capacities(seen, id)).toEqual(day);
  expect(capacities(seen, 'pausing')).toEqual(
    twice({ MinCapacity: 0, MaxCapacity: 8, SecondsUntilAutoPause: 600 }),
  );
  for (const id of ['held', 'prod', 'old', 'provisioned', 'prepared', 'down']) {
    expect(seen[home]?.[id]).toEqual(before[home]?.[id]);
  }
  for (const { id } of fleet) expect(seen[other]?.[id]?.others).toEqual(before[other]?.[id]?.others);
  const sent = new Set(changes.flatMap((change) => [...change.keys()]));
  expect(sent).toEqual(
    new Set([
      ...['Action', 'Version', 'DBClusterIdentifier'],
      ...['MinCapacity', 'MaxCapacity', 'SecondsUntilAutoPause'].map(
        (name) => `ServerlessV2ScalingConfiguration.${name}`,
      ),
    ]),
  );
});

test('the cluster says what was set, when, and by which rule', async () => {
  const seen = await look();

  const at = noon.toISOString().replace('.000', '');
  const stamped = new RegExp(`^2-16 ${at} by dev @[0-9a-f]{8} v[\\d.]+$`);
  expect(seen[home]?.graph?.tags).toEqual({
    env: 'dev',
    'dormouse:capacity': expect.stringMatching(stamped),
  });
});

test('a second sweep writes nothing', async () => {
  const before = await look();

  const { ok, summary, actions, seen } = await run();

  expect({ ok, reason: summary.reason }).toMatchObject({ ok: true, reason: { 'capacity-as-declared': 12 } });
  // A cluster with a capacity but no serverless instance shows only among the instances.
  expect(actions.toSorted()).toEqual([...listing, 'DescribeDBInstances', 'DescribeDBInstances']);
  expect(seen).toEqual(before);
});

test('when the hours are over, a smaller max waits for the use to fall, unless the line says otherwise', async () => {
  front.now = night;

  const { ok, summary, seen } = await run();

  expect({ ok, summary }).toMatchObject({
    ok: true,
    summary: { status: { done: 6 }, reason: { 'capacity-in-use': 2, 'use-unknown': 2 } },
  });
  for (const id of ['quiet', 'graph', 'pushed']) expect(capacities(seen, id)).toEqual(small);
  for (const id of ['busy', 'silent']) expect(capacities(seen, id)).toEqual(day);
});

test('a capacity that somebody changes by hand is set back', async () => {
  // Before that, reads may still lag behind Dormouse's own change.
  front.now = new Date(night.getTime() + 5 * 60_000);
  await new RDSClient({ region: other }).send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: 'graph',
      ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 2.5 },
    }),
  );

  const { summary, changes, seen } = await run();

  expect(summary.status.done).toBe(1);
  expect(changes.map((change) => change.get('DBClusterIdentifier'))).toEqual(['graph']);
  expect(capacities(seen, 'graph')).toEqual(small);
  expect(capacities(seen, 'prod')).toEqual(first);
});
