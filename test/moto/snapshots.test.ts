/**
 * The functions of snapshots against moto, and what they leave behind as boto3 sees it. Where moto is not AWS
 * (https://github.com/getmoto/moto/blob/5.2.5/moto/rds/models.py):
 * - There is no DescribeAccountAttributes: `front.ts` answers just that, by the count of moto's own listing.
 * - A snapshot is complete at once (`available`, 100 %), so nothing is ever `creating` or `copying`, nothing fails, and
 *   the copies in flight are never full. All that is the simulator's part.
 * - All that is made is made now. So AWS's clock, the `Date` of every answer, is that of tomorrow noon (`front.ts`
 *   again), or no cluster would be old enough for a snapshot to be due; what is older in a test is so by its tags.
 * - A copy needs neither a key nor one that is enabled, and does not tell its source (SourceDBClusterSnapshotArn); the
 *   tag does. For a copy without KmsKeyId, moto reports the key of the source.
 * - DescribeKey leaves out a KeyUsage that CreateKey was not given.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { identifierOf } from '../../shared/policy/snapshots/own.ts';
import { provenanceTags } from '../../shared/policy/snapshots/provenance.ts';
import { createCluster, readCluster } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';
import {
  automatedSnapshot,
  copyAutomated,
  createKey,
  type SeenSnapshot,
  seenByBoto3,
  takeSnapshot,
} from './snapshots.ts';

const home = 'eu-central-1';
const abroad = 'us-east-1';
const account = '123456789012';
const DAY_MS = 86_400_000;
const tomorrow = new Date(new Date().setUTCHours(12, 0, 0, 0) + DAY_MS);
const ordersArn = `arn:aws:rds:${home}:${account}:cluster:orders`;
const writes = ['CreateDBClusterSnapshot', 'CopyDBClusterSnapshot', 'DeleteDBClusterSnapshot'];
let moto: MotoServer;
let front: Front;
let lambda: Lambda;
let key: string;
let older: ReturnType<typeof olderCopy>[];
/** Has a name of ours, and no tags. */
let renamed: ReturnType<typeof olderCopy>;

const rule = (name: string, kmsKey: string) => `
  - name: ${name}
    match: { tags: { env: [${name}] } }
    snapshots:
      create: { cron: "0 3 * * *", keep: { last: 1 } }
      copy: { to: [{ region: ${abroad}, kmsKey: ${kmsKey}, keep: { last: 2 } }] }`;

const policy = (mode: 'observe' | 'enforce') => `
version: 1
mode: ${mode}
targets:
  - { account: "${account}", regions: [${home}] }
rules:${rule('prod', 'alias/dormouse')}${rule('locked', 'alias/disabled')}${rule('lost', 'alias/none')}
`;

/**
 * A copy of ours that is older than the cluster in moto, and of it by its resource id; moto's automated snapshot of the
 * cluster is the source of all of them.
 */
function olderCopy(year: number, source: string, resourceId: string) {
  const provenance = {
    by: 'copy-snapshots',
    deployment: 'prod',
    rule: 'prod',
    cluster: ordersArn,
    resourceId,
    source,
    sourceTime: Date.UTC(year, 0, 1),
  } as const;
  const id = identifierOf('orders', provenance, { destination: abroad, attempt: 1 });
  return { id, tags: provenanceTags(provenance) };
}

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, tomorrow);
  lambda = await stubLambda(front.url, home);
  const kmsKey = await createKey(home, 'alias/home');
  key = await createKey(abroad, 'alias/dormouse');
  await createKey(abroad, 'alias/disabled', { disabled: true });
  await createCluster({ id: 'orders', region: home, tags: { env: 'prod' }, kmsKey });
  await createCluster({ id: 'plain', region: home, tags: { env: 'prod' } });
  await createCluster({ id: 'locked', region: home, tags: { env: 'locked' }, kmsKey });
  await createCluster({ id: 'lost', region: home, tags: { env: 'lost' }, kmsKey });
  await createCluster({ id: 'dev', region: home, tags: { env: 'dev' }, kmsKey });
  await takeSnapshot(home, 'orders', 'before-release', { team: 'payments' });
  const source = await automatedSnapshot(home, 'orders');
  const { DbClusterResourceId: resourceId = '' } = await readCluster(home, 'orders');
  older = [olderCopy(2020, source, resourceId), olderCopy(2021, source, resourceId)];
  renamed = olderCopy(2018, source, resourceId);
  for (const { id, tags } of older) {
    await copyAutomated('orders', home, { region: abroad, id, key }, tags);
  }
  // Tags alone, or a name alone, make none ours.
  await copyAutomated(
    'orders',
    home,
    { region: abroad, id: 'tagged-like-ours', key },
    olderCopy(2019, source, resourceId).tags,
  );
  await copyAutomated('orders', home, { region: abroad, id: renamed.id, key }, {});
});

afterAll(() => {
  lambda?.close();
  front?.close();
  moto?.close();
});

/** Runs a function and tells what it sent that changes snapshots, besides its result. */
async function run(name: string, mode: 'observe' | 'enforce' = 'enforce') {
  lambda.givePolicy(policy(mode));
  front.asked.length = 0;
  const result = await lambda.invoke(name);
  return { result, sent: front.asked.filter((asked) => writes.includes(asked.get('Action') ?? '')) };
}

async function seen(): Promise<{ here: SeenSnapshot[]; there: SeenSnapshot[] }> {
  const { [home]: here = [], [abroad]: there = [] } = await seenByBoto3(moto.url, [home, abroad]);
  return { here, there };
}

/** Due at 03:00 UTC, the given number of days after tomorrow. */
function due(days: number): string {
  const at = new Date(tomorrow.getTime() + days * DAY_MS).setUTCHours(3);
  return new Date(at).toISOString().replace('.000', '');
}

const dues = (list: SeenSnapshot[], cluster: string) =>
  list.filter((each) => each.cluster === cluster).flatMap(({ tags }) => tags['dormouse:due'] ?? []);

test('observing plans the snapshots that are due and sends nothing', async () => {
  const { result, sent } = await run('create-snapshots', 'observe');

  expect(result).toMatchObject({ ok: true, summary: { status: { planned: 4 }, reason: { 'no-rule': 1 } } });
  expect(sent).toEqual([]);
});

test('with the quota used up nothing is sent', async () => {
  front.max = 1;

  const { result, sent } = await run('create-snapshots').finally(() => (front.max = 100));

  expect(result.summary.reason).toMatchObject({ 'quota-full': 4 });
  expect(sent).toEqual([]);
});

test('a due snapshot is taken only once, with the tags that say what it is for', async () => {
  const first = await run('create-snapshots');
  const second = await run('create-snapshots');

  expect(first.result).toMatchObject({ ok: true, summary: { status: { done: 4 } } });
  expect(second.sent).toEqual([]);
  const { here } = await seen();
  expect(here.find(({ cluster, id }) => cluster === 'orders' && id.startsWith('dormouse-'))).toMatchObject({
    id: expect.stringMatching(/^dormouse-orders-\d{8}0300-[0-9a-f]{8}$/),
    type: 'manual',
    encrypted: true,
    tags: {
      'dormouse:created-by': 'create-snapshots',
      'dormouse:rule': 'prod',
      'dormouse:cluster': ordersArn,
      'dormouse:due': due(0),
    },
  });
  expect(['plain', 'locked', 'lost', 'dev'].map((id) => dues(here, id).length)).toEqual([1, 1, 1, 0]);
});

test('the newest are copied, the encrypted with the key of the destination; without a usable key nothing is sent', async () => {
  const { result, sent } = await run('copy-snapshots');

  expect(result).toMatchObject({ ok: true, summary: { status: { done: 4 }, reason: { 'key-unusable': 4 } } });
  const keys = sent.map((each) => [
    each.get('TargetDBClusterSnapshotIdentifier')?.split('-')[1],
    each.get('KmsKeyId'),
  ]);
  expect(keys.toSorted()).toEqual([
    ['orders', key],
    ['orders', key],
    ['plain', null],
    ['plain', null],
  ]);
  const { here, there } = await seen();
  const locked = here.filter(({ cluster }) => cluster === 'locked' || cluster === 'lost');
  expect(locked.filter(({ tags }) => `dormouse:copy-${abroad}` in tags)).toEqual([]);
  const source = `arn:aws:rds:${home}:${account}:cluster-snapshot:before-release`;
  expect(there.find(({ tags }) => tags['dormouse:source'] === source)).toMatchObject({
    encrypted: true,
    key,
    tags: { team: 'payments', 'dormouse:created-by': 'copy-snapshots', 'dormouse:cluster': ordersArn },
  });
});

test('nothing is copied twice', async () => {
  const { result, sent } = await run('copy-snapshots');

  expect(result.summary.reason).toMatchObject({ 'already-copied': 4 });
  expect(sent).toEqual([]);
});

test('our copies that the destination does not keep are deleted, and no others', async () => {
  const { result, sent } = await run('prune-snapshots');

  expect(result).toMatchObject({ ok: true, summary: { status: { done: 2 } } });
  const deleted = sent.map((each) => each.get('DBClusterSnapshotIdentifier'));
  expect(deleted.toSorted()).toEqual(older.map(({ id }) => id));
});

test('a day later the next are taken and copied, and the ones before go, unless they wait for a copy', async () => {
  front.now = new Date(tomorrow.getTime() + DAY_MS);

  const created = await run('create-snapshots');
  const copied = await run('copy-snapshots');
  const pruned = await run('prune-snapshots');
  const after = await run('prune-snapshots');

  expect(created.result.summary.status).toMatchObject({ done: 4 });
  expect(copied.result.summary.status).toMatchObject({ done: 2 });
  expect(pruned.result.summary).toMatchObject({ status: { done: 4 }, reason: { 'copy-pending': 2 } });
  expect(after.sent).toEqual([]);
});

test('from outside, what nobody asked Dormouse to delete is all there, and of ours what the policy keeps', async () => {
  const { here, there } = await seen();

  const automated = here.filter(({ type }) => type === 'automated').map(({ cluster }) => cluster);
  expect(automated).toEqual(['dev', 'locked', 'lost', 'orders', 'plain']);
  expect(here.map(({ id }) => id)).toContain('before-release');
  expect(dues(here, 'orders')).toEqual([due(1)]);
  expect(dues(here, 'plain')).toEqual([due(1)]);
  expect(dues(here, 'locked')).toEqual([due(0), due(1)]);
  const ids = there.map(({ id }) => id);
  expect(ids).toContain('tagged-like-ours');
  expect(ids).toContain(renamed.id);
  const copies = there.filter(({ id, tags }) => id !== 'tagged-like-ours' && 'dormouse:source' in tags);
  expect(copies.map(({ cluster }) => cluster)).toEqual(['orders', 'orders', 'plain', 'plain']);
  expect(copies.filter(({ cluster }) => cluster === 'orders').map((copy) => copy.key)).toEqual([key, key]);
});
