/**
 * `toggle-activity-streams` against moto, which has no activity streams
 * (https://github.com/getmoto/moto/blob/5.2.5/moto/rds/responses.py): no cluster tells a status of one, and
 * StartActivityStream and StopActivityStream are answered with a page that says 500. So this shows what surrounds them:
 * that clusters which need nothing cost the listing alone, that what AWS offers is read from a list which others took
 * from AWS (moto tells that of all classes, whichever is asked for), and what becomes of a start that is refused. Streams
 * that run are the simulator's part.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCluster, readCluster } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';
import { createKey } from './snapshots.ts';

const home = 'eu-central-1';
const MINUTE_MS = 60_000;
/** Not in the maintenance window that moto gives every cluster, Wednesday from 02:40. */
const noon = new Date(new Date().setUTCHours(12, 0, 0, 0) + 1440 * MINUTE_MS);
let moto: MotoServer;
let front: Front;
let lambda: Lambda;

const policy = (mode: string) => `
version: 1
mode: ${mode}
targets: [{ account: "123456789012", regions: [${home}] }]
rules:
  - name: audited
    match: { tags: { env: [audited] } }
    activityStream: { mode: async, kmsKey: alias/das, restart: anytime }
  - name: unusable
    match: { tags: { env: [unusable] } }
    activityStream: { mode: sync, kmsKey: alias/disabled, restart: anytime }
  - name: waiting
    match: { tags: { env: [waiting] } }
    activityStream: { mode: async, kmsKey: alias/das, restart: maintenanceWindow }
  - name: "off"
    match: { tags: { env: ["off"] } }
    activityStream: { mode: "off" }
`;

/** A version for which moto knows what AWS offers, and that Dormouse does not rule out by itself. */
const postgres = { engine: 'aurora-postgresql', version: '15.2', region: home };

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, noon);
  lambda = await stubLambda(front.url, home);
  vi.stubEnv('AWS_MAX_ATTEMPTS', '2');
  await createKey(home, 'alias/das');
  await createKey(home, 'alias/disabled', { disabled: true });
  await createCluster({ id: 'off', ...postgres, tags: { env: 'off' } });
  await createCluster({ id: 'none', ...postgres, tags: {} });
  await createCluster({ id: 'graph', region: home, engine: 'neptune', tags: { env: 'audited' } });
  await createCluster({ id: 'down', ...postgres, tags: { env: 'audited' }, stopped: true });
});

afterAll(() => {
  lambda?.close();
  front?.close();
  moto?.close();
});

/** Runs the function the given number of minutes after noon; returns how it ended and its requests to RDS. */
async function run(minutes: number, mode: 'observe' | 'enforce' = 'enforce') {
  lambda.givePolicy(policy(mode));
  front.now = new Date(noon.getTime() + minutes * MINUTE_MS);
  for (const list of [front.asked, front.refused, front.told]) list.length = 0;
  const ended = await lambda.invoke('toggle-activity-streams').catch((error: Error) => error);
  return { ended, actions: front.asked.map((asked) => asked.get('Action')) };
}

/** The tags that the cluster has besides `env`. */
async function notesOn(id: string) {
  const { TagList = [] } = await readCluster(home, id);
  return TagList.filter(({ Key }) => Key !== 'env');
}

/** The calls that failed, without the question for what is paused: nothing is, so there is no such parameter. */
const failed = () => front.refused.filter((call) => call !== '400 AmazonSSM.GetParameter');

/** The note of a start with its number in a series of starts, each within an hour of the one before. */
const note = (minutes: number, attempt: number) => ({
  Key: 'dormouse:activity-stream',
  Value: expect.stringMatching(
    new RegExp(
      `^start ${new Date(noon.getTime() + minutes * MINUTE_MS).toISOString().slice(0, 19)}Z attempt ${attempt}${attempt > 1 ? ` change ${attempt}` : ''} by audited @[0-9a-f]{8} v[\\d.]+$`,
    ),
  ),
});

test('clusters that need nothing cost one listing, and no call fails', async () => {
  const { ended, actions } = await run(0);

  expect(ended).toMatchObject({
    ok: true,
    summary: {
      status: { left: 4 },
      reason: { 'stream-as-declared': 1, 'no-rule': 1, ineligible: 1, 'cluster-stopped': 1 },
    },
  });
  expect(actions).toEqual(['DescribeDBClusters']);
  expect(failed()).toEqual([]);
});

test('observing plans a start by what AWS offers, and writes nothing', async () => {
  await createCluster({ id: 'shop', ...postgres, tags: { env: 'audited' } });
  await createCluster({ id: 'locked', ...postgres, tags: { env: 'unusable' } });
  await createCluster({ id: 'later', ...postgres, tags: { env: 'waiting' } });
  await createCluster({ id: 'held', ...postgres, tags: { env: 'audited', 'dormouse:hold': 'forever' } });

  const { ended, actions } = await run(0, 'observe');

  expect(ended).toMatchObject({
    ok: true,
    summary: {
      status: { planned: 1, left: 7 },
      reason: { 'stream-due': 1, 'key-unusable': 1, 'restart-waits': 1, held: 1 },
    },
  });
  expect(actions.toSorted()).toEqual([
    'DescribeDBClusters',
    'DescribeDBInstances',
    ...Array.from({ length: 4 }, () => 'DescribeEvents'),
    'DescribeOrderableDBInstanceOptions',
  ]);
  expect(failed()).toEqual([]);
  expect(await notesOn('shop')).toEqual([]);
});

test('a start that moto refuses fails the run after it, and is told as what became of that cluster alone, and its gap', async () => {
  const { ended, actions } = await run(1);

  expect(ended).toBeInstanceOf(Error);
  expect(String(ended)).toContain(
    'toggle-activity-streams: 1 of 8 clusters failed: 123456789012/eu-central-1/shop: HTTP 500',
  );
  expect(new Set(failed())).toEqual(new Set(['500 StartActivityStream']));
  expect(front.told.filter(({ cluster }) => cluster === 'shop')).toMatchObject([
    { command: 'start-activity-stream', status: 'retry', fault: { name: 'HTTP 500' } },
    { reason: 'stream-due', gapMs: expect.any(Number) },
  ]);
  expect(actions.filter((action) => action === 'AddTagsToResource')).toHaveLength(1);
  expect(await notesOn('shop')).toEqual([note(1, 1)]);
});

test('a change that may have been accepted all the same is not requested again within half an hour', async () => {
  const { ended, actions } = await run(15);

  expect(ended).toMatchObject({ ok: true, summary: { reason: { 'stream-in-transition': 1 } } });
  expect(actions).not.toContain('StartActivityStream');
});

test('after three starts that did not last there is no fourth on that day', async () => {
  const failures = [await run(40), await run(80)];
  const { ended, actions } = await run(120);

  expect(failures.every((run) => run.ended instanceof Error)).toBe(true);
  expect(ended).toMatchObject({ ok: true, summary: { reason: { 'stream-lost': 1 } } });
  expect(actions).not.toContain('StartActivityStream');
  expect(await notesOn('shop')).toEqual([note(80, 3)]);
});
