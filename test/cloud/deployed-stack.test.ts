/**
 * The stack as CloudFormation of ministack deploys it, at work for some real minutes: the schedules, rules, buses, queues
 * and functions are ministack's, the clusters are the simulator's, and boto3 reads the result.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { home, parseTemplate } from '../support/cloudformation.ts';
import { packages } from '../support/packages.ts';
import { type Service, stageService } from '../support/service.ts';
import { aFleet, awayRegion, otherRole, policy } from './fleet.ts';
import { type Ministack, startMinistack } from './ministack.ts';
import { createWitness, type Witness } from './witness.ts';

/** An event on the bus of outcomes. */
interface OutcomeEvent {
  readonly 'detail-type': string;
  readonly detail: { readonly cluster?: string; readonly account: string };
}

/** Types of resources that CloudFormation of ministack does not have. Nothing that runs depends on one. */
const unknownToMinistack = [
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::Events::Archive',
  'AWS::Logs::QueryDefinition',
];

type Clusters = Readonly<Record<string, { readonly status: string; readonly tags: Record<string, string> }>>;

const working = ['stopIdleClusters', 'startClusters', 'createSnapshots', 'copySnapshots'];
const queueOf = (name: string) => `dormouse-dev-${name}`;
const confirmed = [
  'Cluster Stop Confirmed idle-home',
  'Cluster Stop Confirmed idle-other',
  'Cluster Start Confirmed office',
  'Snapshot Copy Confirmed archive',
];

const fleet = aFleet();
let served: Awaited<ReturnType<typeof fleet.listen>>;
let cloud: Ministack;
let service: Service;
let ask: Witness;
let reported: readonly OutcomeEvent[];

beforeAll(async () => {
  served = await fleet.listen();
  const { url } = served;
  cloud = await startMinistack(home, { RDS: url, CLOUDWATCH: url, KMS: url, STS: url });
  fleet.backend.onEvent(cloud.emit);
  ask = createWitness(cloud.url, url);
  vi.stubEnv('AWS_ENDPOINT_URL', cloud.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', home.account);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  await ask('put-policy', policy);
  service = stageService(home.region, 'ssm', unknownToMinistack);
  await service.deploy();
  await ask('listen');
  await ask('snapshot', 'archive');
  reported = await ask('await', '420', ...confirmed);
});

afterAll(async () => {
  service?.close();
  await cloud?.close();
  await served?.close();
});

test('all of the stack is there, but for the types that ministack lacks, and everything that makes it work is on', async () => {
  const file = join(packages.ssm.folder, 'cloudformation-template-update-stack.json');
  const { Resources } = parseTemplate(readFileSync(file, 'utf8'));
  const expected = Object.entries(Resources).filter(([, { Type }]) => !unknownToMinistack.includes(Type));
  const types = Object.values(Resources).map(({ Type }) => Type);
  const deployed = await ask<string[]>('resources', 'dormouse-dev');
  const { schedules, mappings } =
    await ask<Record<'schedules' | 'mappings', Record<string, string>>>('stack');

  expect(deployed.toSorted()).toEqual(expected.map(([id]) => id).sort());
  expect(types).toEqual(expect.arrayContaining(unknownToMinistack));
  expect(Object.keys(schedules)).toHaveLength(8);
  expect(new Set(Object.values(schedules))).toEqual(new Set(['ENABLED']));
  expect(Object.keys(mappings)).toHaveLength(8);
  expect(new Set(Object.values(mappings))).toEqual(new Set(['Enabled']));
});

test('the schedule splits a sweep of two accounts into messages', async () => {
  const split = await ask<string[]>('logs', '/aws/lambda/dormouse-dev-stopIdleClusters', 'sweep split');

  expect(split.map((line) => JSON.parse(line.slice(line.indexOf('{'))).messages)).toContain(2);
});

test('idle clusters of both accounts are stopped, one is started for its hours, and all others are left alone', async () => {
  const clusters = await ask<Clusters>('clusters', otherRole);

  const statuses = Object.entries(clusters).map(([id, { status }]) => [id, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    ...{ 'idle-home': 'stopped', 'idle-other': 'stopped' },
    ...{ office: 'available', busy: 'available', held: 'available', protected: 'available' },
    archive: 'available',
  });
  expect(clusters['idle-other']?.tags['dormouse:power']).toMatch(/^stop \S+ by dev @[0-9a-f]{8} v/);
});

test('each request is confirmed: a stop by a message that came back once, as the failure of a part of its batch', async () => {
  const found = reported.map(({ 'detail-type': type, detail }) => `${type} ${detail.cluster}`);
  const bad = found.filter((one) => /Failed|Refused|Not Confirmed|Conflict|Given Up/.test(one));

  expect(found).toEqual(expect.arrayContaining(confirmed));
  expect(bad).toEqual([]);
  expect(cloud.log()).toMatch(/ESM: Lambda dormouse-dev-stopIdleClusters .*\([12] partial failures\)/);
});

test('an RDS event has a snapshot copied, whose schedule comes once a day', async () => {
  expect(await ask('snapshots', awayRegion)).toEqual([{ cluster: 'archive', status: 'available' }]);
});

test('nothing is left in the queues, or undelivered', async () => {
  const counts = await ask<Record<string, number>>('drained', '120', ...working.map(queueOf));

  const left = Object.entries(counts).filter(([name, count]) => count > 0 && name !== 'witness');
  expect(left).toEqual([]);
  expect(Object.keys(counts)).toContain('dormouse-dev-undelivered-events');
});
