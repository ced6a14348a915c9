/**
 * The handlers against moto, an emulator that others wrote. What it can't show: a change takes no time (a cluster is
 * stopped at once, never `stopping`), there are no RDS events, no seven-day restart and no throttling, nothing keeps
 * an ineligible cluster from being stopped, and it makes no metrics of its own. All that is the simulator's part.
 * All clusters are made now, and nothing is known of a cluster before it was made: AWS's clock, the `Date` of every
 * answer, is an hour ahead (`front.ts`).
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCluster, readCluster } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';

const home = 'eu-central-1';
const other = 'us-east-1';
const account = '123456789012';
const spoke = {
  account: '222233334444',
  region: 'eu-west-1',
  role: 'arn:aws:iam::222233334444:role/dormouse',
};
const until = new Date(Date.now() + 60 * 60_000);
let moto: MotoServer;
let front: Front;
let lambda: Lambda;

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, until);
  lambda = await stubLambda(front.url, home);
  const tags = { env: 'dev' };
  for (const region of [home, other]) {
    await createCluster({ id: 'dev-idle', region, tags, until, connections: 0 });
    await createCluster({ id: 'dev-busy', region, tags, until, connections: 3 });
    await createCluster({ id: 'dev-silent', region, tags });
    await createCluster({
      id: 'dev-held',
      region,
      tags: { ...tags, 'dormouse:hold': 'forever' },
      until,
      connections: 0,
    });
    await createCluster({ id: 'prod-idle', region, tags: { env: 'prod' }, until, connections: 0 });
    await createCluster({ id: 'dev-graph', region, engine: 'neptune', tags, until, connections: 0 });
    await createCluster({ id: 'day-orders', region, tags: { env: 'day' }, stopped: true });
  }
  await createCluster({
    id: 'dev-theirs',
    region: spoke.region,
    role: spoke.role,
    tags,
    until,
    connections: 0,
  });
});

afterAll(() => {
  moto?.close();
  front?.close();
  lambda?.close();
});

const rules = `
  - name: developers
    match: { tags: { env: [dev] } }
    power: { stop: whenIdle, idleFor: 30m, minUptime: 0m }
  - name: day
    match: { tags: { env: [day] } }
    power: { hours: always }`;

function givePolicy(mode: 'observe' | 'enforce'): void {
  const policy = `
version: 1
mode: ${mode}
targets:
  - { account: "${account}", regions: [${home}, ${other}] }
  - { account: "${spoke.account}", role: "${spoke.role}", regions: [${spoke.region}] }
rules:${rules}
`;
  lambda.givePolicy(policy);
}

async function statuses(id: string): Promise<(string | undefined)[]> {
  return Promise.all([home, other].map(async (region) => (await readCluster(region, id)).Status));
}

test('observing plans the stop of what is idle, in all Regions and accounts, and writes nothing', async () => {
  givePolicy('observe');

  const result = await lambda.invoke('stop-idle-clusters');

  expect(result.summary).toMatchObject({
    status: { planned: 5 },
    reason: { idle: 5, busy: 2, 'idle-unknown': 2, held: 2, 'no-rule': 2, 'already-stopped': 2 },
  });
  expect(await statuses('dev-idle')).toEqual(['available', 'available']);
  expect((await readCluster(home, 'dev-idle')).TagList).toEqual([{ Key: 'env', Value: 'dev' }]);
});

test('enforcing stops what is idle and says on it why', async () => {
  givePolicy('enforce');

  const result = await lambda.invoke('stop-idle-clusters');

  expect(result).toMatchObject({ ok: true, summary: { status: { done: 5 } } });
  expect(await statuses('dev-idle')).toEqual(['stopped', 'stopped']);
  expect(await statuses('dev-graph')).toEqual(['stopped', 'stopped']);
  expect((await readCluster(spoke.region, 'dev-theirs', spoke.role)).Status).toBe('stopped');
  expect((await readCluster(other, 'dev-idle')).TagList).toContainEqual({
    Key: 'dormouse:power',
    Value: expect.stringMatching(/^stop \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ by developers @[0-9a-f]{8} v[\d.]+$/),
  });
});

test.each(['dev-busy', 'dev-silent', 'dev-held', 'prod-idle'])('%s stays up', async (id) => {
  expect(await statuses(id)).toEqual(['available', 'available']);
});

test('a second sweep finds nothing more to stop', async () => {
  givePolicy('enforce');

  const result = await lambda.invoke('stop-idle-clusters');

  expect(result.summary.status.done).toBeUndefined();
  expect(result.summary.reason).toMatchObject({ 'already-stopped': 7 });
});

test('a cluster that is stopped in its hours is started', async () => {
  givePolicy('enforce');

  const result = await lambda.invoke('start-clusters');

  expect(result).toMatchObject({ ok: true, summary: { status: { done: 2 } } });
  expect(await statuses('day-orders')).toEqual(['available', 'available']);
  expect(await statuses('dev-idle')).toEqual(['stopped', 'stopped']);
});
