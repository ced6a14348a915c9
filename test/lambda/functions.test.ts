import { expect, test } from 'vitest';
import type { SnapshotState } from '../../simulator/rds/snapshots/snapshot-state.ts';
import { packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { atHome, policyText, spoke, work } from './fleet.ts';
import { run, serve } from './stage.ts';

const names = packagedFunctions(packages.file.folder).map(({ name }) => name);
const writes = /^(AddTags|Copy|Create|Delete|Modify|Start|Stop)/;

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: how long the init phase may take. */
const INIT_MS = 10_000;

test.each(names)('%s boots by itself, and well within the time that Lambda gives it', async (name) => {
  const { url } = await serve();
  const begun = performance.now();

  await run(name, { endpoint: url });

  expect(performance.now() - begun).toBeLessThan(INIT_MS);
});

test.each(Object.keys(work))('%s plans in observe mode and writes nothing', async (name) => {
  const { url, calls, bus } = await serve();
  const { invoke } = await run(name, { endpoint: url, policy: policyText('observe') });
  const { atHome: made = 0, warned = 0 } = work[name] ?? {};

  const invocation = await invoke(atHome);

  expect(invocation).toMatchObject({
    ok: true,
    payload: { mode: 'observe', summary: { status: { planned: made + warned } } },
  });
  expect(Object.keys(calls.count()).filter((action) => writes.test(action))).toEqual([]);
  expect(bus.map(({ source }) => source)).toContain('dormouse');
});

test.each([
  ['stopIdleClusters', ['dev-idle', 'dev-far'], 'stopped'],
  ['startClusters', ['day-orders', 'day-far'], 'available'],
])('%s changes what it should, %o, and nothing else', async (name, ids, status) => {
  const { url, clock, backend } = await serve();
  const before = backend.state().clusters;
  const { invoke } = await run(name, { endpoint: url, policy: policyText('enforce') });

  const invocation = await invoke(atHome);
  clock.advanceTo(clock.now() + 30 * 60_000);

  const after = backend.state().clusters;
  const changed = after.filter((cluster, index) => cluster.status !== before[index]?.status);
  expect(invocation).toMatchObject({
    ok: true,
    payload: { summary: { status: { done: work[name]?.atHome } } },
  });
  expect(changed.map((cluster) => [cluster.id, cluster.status])).toEqual(ids.map((id) => [id, status]));
  for (const { tags } of changed)
    expect(tags['dormouse:power']).toMatch(/^(stop|start) 2026-11-20T19:05:\d\dZ by /);
});

test.each([
  ['stopIdleClusters', { made: ['eu-central-1 careful-idle'], gone: [] }],
  ['startClusters', { made: [], gone: [] }],
  ['createSnapshots', { made: ['eu-central-1 due-near', 'us-east-1 due-far'], gone: [] }],
  ['copySnapshots', { made: ['eu-central-1 copied-far', 'us-east-1 copied-near'], gone: [] }],
  ['pruneSnapshots', { made: [], gone: ['eu-central-1 pruned-near', 'us-east-1 pruned-far'] }],
  ['toggleActivityStreams', { made: [], gone: [] }],
  ['scaleCapacity', { made: [], gone: [] }],
])('%s makes and deletes the snapshots %o, and no others', async (name, { made, gone }) => {
  const { url, backend } = await serve();
  const before = backend.snapshots();
  const { invoke } = await run(name, { endpoint: url, policy: policyText('enforce') });

  await invoke(atHome);

  const after = backend.snapshots();
  expect(without(after, before)).toEqual(made);
  expect(without(before, after)).toEqual(gone);
});

test('toggleActivityStreams starts and stops the activity streams that it should, and no others', async () => {
  const { url, backend } = await serve();
  const { invoke } = await run('toggleActivityStreams', { endpoint: url, policy: policyText('enforce') });

  await invoke(atHome);

  const changed = backend.state().clusters.filter(({ restarts }) => restarts.length > 0);
  expect(changed.map(({ id, activityStream }) => [id, activityStream?.status])).toEqual([
    ['streamed-near', 'starting'],
    ['silent-near', 'stopping'],
    ['streamed-far', 'starting'],
    ['silent-far', 'stopping'],
  ]);
});

test('scaleCapacity changes the capacity of the clusters that it should, and of no others', async () => {
  const { url, calls } = await serve();
  const { invoke } = await run('scaleCapacity', { endpoint: url, policy: policyText('enforce') });

  await invoke(atHome);

  const changed = calls.list({ action: 'ModifyDBCluster', outcome: 'ok' });
  expect(changed.map(({ input }) => input.DBClusterIdentifier).toSorted()).toEqual([
    'scaled-far',
    'scaled-near',
  ]);
});

test.each(names)('%s fails for a payload that it cannot read, and does nothing', async (name) => {
  const { url, calls } = await serve();
  const { invoke } = await run(name, { endpoint: url, policy: policyText('enforce') });

  const invocation = await invoke({ cluster: 'dev-idle' });

  expect(invocation).toMatchObject({ ok: false, error: { errorType: 'PayloadError' } });
  expect(calls.list()).toEqual([]);
});

test.each(['rules: [', 'version: 1\nmode: perhaps\nrules: []\n', ''])(
  'a policy that cannot be used, %o, fails closed',
  async (policy) => {
    const { url, calls } = await serve();
    const { invoke } = await run('stopIdleClusters', { endpoint: url, policy });

    const invocation = await invoke({});

    expect(invocation).toMatchObject({ ok: false, error: { errorType: 'PolicyError' } });
    expect(calls.list()).toEqual([]);
  },
);

test('a Region that cannot be read fails the invocation, after the other was handled', async () => {
  const { url, clock, faults, backend } = await serve();
  faults.setRules([{ kind: 'denied', action: 'DescribeDBClusters', region: spoke.region }]);
  const { invoke } = await run('stopIdleClusters', { endpoint: url, policy: policyText('enforce') });

  const invocation = await invoke(atHome);
  clock.advanceTo(clock.now() + 30 * 60_000);

  expect(invocation).toMatchObject({ ok: false, error: { errorType: 'SweepFailed' } });
  expect(backend.state().clusters.filter(({ id }) => id === 'dev-idle' || id === 'dev-far')).toMatchObject([
    { id: 'dev-idle', status: 'stopped' },
    { id: 'dev-far', status: 'available' },
  ]);
});

test('a stack trace tells the TypeScript file, by the source map', async () => {
  const { url, faults } = await serve();
  faults.setRules([{ kind: 'denied', service: 'sts' }]);
  const policy = policyText('observe').replace(/^targets: .*$/m, '');
  const { invoke } = await run('startClusters', { endpoint: url, policy, functionArn: 'none' });

  const invocation = await invoke({});

  const trace = invocation.ok ? [] : invocation.error.trace;
  expect(trace.join('\n')).toMatch(/shared\/aws\/client\/[a-z-]+\.ts:\d+/);
});

test('a warm function answers again', async () => {
  const { url } = await serve();
  const { invoke } = await run('startClusters', { endpoint: url, policy: policyText('observe') });

  const answers = [await invoke(atHome), await invoke({ mode: 'observe', clusters: ['day-*'] })];

  expect(answers).toMatchObject([{ ok: true }, { ok: true, payload: { outcomes: [{}, {}] } }]);
});

/** Region and cluster of those snapshots that are not among others. */
function without(snapshots: readonly SnapshotState[], others: readonly SnapshotState[]): string[] {
  const known = new Set(others.map(({ arn }) => arn));
  return snapshots
    .filter(({ arn }) => !known.has(arn))
    .map(({ region, cluster }) => `${region} ${cluster}`)
    .sort();
}
