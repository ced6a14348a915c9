import { expect, test, vi } from 'vitest';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: disaster recovery
    match: {}
    snapshots:
      copy: { sources: [automated], to: [{ region: us-west-2, kmsKey: alias/dr, keep: { daily: 14 } }] }
`;
const fleet = `
clusters:
  - { id: "db-{n}", count: 2, size: 20, backupWindow: "02:00-02:30" }
keys: [{ alias: alias/dr, regions: [us-west-2] }]
timings: { lag: 0s, snapshot: 5m, copyPerGiB: 1m }
`;
const at = (time: string) => `2026-11-20T${time}Z`;
const action = 'CopyDBClusterSnapshot';

const spell = { action, from: at('03:20:00'), until: at('03:22:30') };

test.each([
  { name: 'throttled', rule: { kind: 'throttle' as const, ...spell } },
  { name: 'unavailable', rule: { kind: 'unavailable' as const, ...spell } },
  { name: 'out of reach', rule: { kind: 'timeout' as const, ...spell } },
])('AWS that is $name for two minutes uses up no attempt', { timeout: 60_000 }, async ({ rule }) => {
  const { simulator, copyAt, snapshotsIn } = await play({ fleet, policy, at: at('03:20:00') });
  simulator.faults.setRules([rule]);
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');

  for (const time of ['03:20:00', '03:20:40', '03:21:20', '03:22:00']) {
    await copyAt(at(time)).catch(() => undefined);
  }
  const refused = simulator.calls.list().filter((call) => call.action === action).length;
  const well = await copyAt(at('03:30:00'));

  expect(refused).toBeLessThan(3 * 2);
  expect(well).toMatchObject({ counts: { 'to-copy': 2 }, done: 2 });
  expect(snapshotsIn('us-west-2')).toHaveLength(2);
});

test('a key that KMS is too busy to describe keeps no copy with another key from being made', async () => {
  const ruleOf = (id: string) =>
    `  - { name: ${id}, match: { clusters: [${id}] }, snapshots: { copy: { sources: [automated], to: [{ region: us-west-2, kmsKey: alias/${id} }] } } }`;
  const { simulator, copyAt, snapshotsIn, told } = await play({
    fleet: `
clusters: [{ id: a, size: 20, encrypted: alias/own }, { id: b, size: 20, encrypted: alias/own }]
keys: [{ alias: alias/own }, { alias: alias/a, regions: [us-west-2] }, { alias: alias/b, regions: [us-west-2] }]
`,
    policy: ['version: 1', 'mode: enforce', 'rules:', ruleOf('a'), ruleOf('b')].join('\n'),
    at: at('03:20:00'),
  });
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  simulator.faults.setRules([{ kind: 'throttle', action: 'DescribeKey', nth: 1 }]);

  await expect(copyAt(at('12:00:00'))).rejects.toThrow(/us-west-2: Throttling.*alias\/a in us-west-2: /);

  expect(new Set(snapshotsIn('us-west-2').map(({ cluster }) => cluster))).toEqual(new Set(['b']));
  expect(told()).toContain('Sweep Failed');
  await copyAt(at('12:05:00'));
  expect(new Set(snapshotsIn('us-west-2').map(({ cluster }) => cluster))).toEqual(new Set(['a', 'b']));
});

test('slots that others take up use up no attempt, however long they do', async () => {
  const { simulator, copyAt } = await play({ fleet, policy, at: at('03:20:00') });
  const message = 'Cannot copy more than 5 snapshots across regions';
  simulator.faults.setRules([{ kind: 'refused', action, code: 'SnapshotQuotaExceeded', message }]);

  const heard: boolean[] = [];
  for (const time of ['03:20:00', '03:50:00', '04:20:00', '04:50:00', '05:20:00']) {
    const { ok } = await copyAt(at(time)).then(
      () => ({ ok: true }),
      () => ({ ok: false }),
    );
    heard.push(!ok);
  }
  simulator.faults.clear();

  // After an hour it is a failure.
  expect(heard).toEqual([false, false, true, true, true]);

  expect(await copyAt(at('05:50:00'))).toMatchObject({ counts: { 'to-copy': 2 }, done: 2 });
});

test('a copy that AWS refuses for good is tried three times, half an hour apart', async () => {
  const { simulator, copyAt } = await play({ fleet, policy, at: at('03:20:00') });
  simulator.faults.setRules([{ kind: 'refused', action, code: 'KMSKeyNotAccessibleFault', message: 'no' }]);
  const calls = () => simulator.calls.list().filter((call) => call.action === action).length;
  const sweep = async (time: string) => {
    const before = calls();
    await copyAt(at(time)).catch(() => undefined);
    return calls() - before;
  };

  const made = [];
  for (const time of ['03:20:00', '03:21:00', '03:49:00', '03:50:00', '04:21:00', '04:52:00', '12:00:00']) {
    made.push(await sweep(time));
  }

  expect(made).toEqual([2, 0, 0, 2, 2, 0, 0]);
});

test.each(['denied', 'refused', 'throttle'] as const)(
  'a tag on the source that AWS answers with %s keeps nothing from being copied, once each',
  async (kind) => {
    const { simulator, copyAt, snapshotsIn } = await play({ fleet, policy, at: at('03:20:00') });
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
    simulator.faults.setRules([{ kind, action: 'AddTagsToResource' }]);

    const first = await copyAt(at('03:20:00'));
    await copyAt(at('03:20:30'));
    await copyAt(at('04:30:00'));

    expect(first).toMatchObject({ done: 2 });
    expect(snapshotsIn('us-west-2')).toHaveLength(2);
  },
);

test.each([
  { lag: 5, gap: 3 },
  { lag: 60, gap: 20 },
])('reads that lag by $lag s, and looks $gap s apart, make one copy', async ({ lag, gap }) => {
  const { simulator, copyAt, snapshotsIn } = await play({ fleet, policy, at: at('03:20:00') });
  simulator.faults.delivery = { ...simulator.faults.delivery, lagMs: lag * 1000 };

  for (let look = 0; look < 4; look++) {
    await copyAt(new Date(Date.parse(at('03:20:00')) + look * gap * 1000).toISOString());
  }
  await copyAt(at('05:00:00'));

  expect(snapshotsIn('us-west-2')).toHaveLength(2);
  const copies = simulator.calls.list().filter((call) => call.action === action);
  expect(copies).toHaveLength(2);
});

test('two runs at once make one copy of each', async () => {
  const { copyAt, snapshotsIn } = await play({ fleet, policy, at: at('03:20:00') });

  await Promise.all([copyAt(at('03:20:00')), copyAt(at('03:20:00'))]);

  expect(snapshotsIn('us-west-2')).toHaveLength(2);
});

test('an answer that is lost makes no second copy', async () => {
  const { simulator, copyAt, snapshotsIn } = await play({ fleet, policy, at: at('03:20:00') });
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  simulator.faults.setRules([{ kind: 'answer-lost', action }]);
  simulator.faults.delivery = { ...simulator.faults.delivery, lagMs: 600_000 };

  for (const time of ['03:20:00', '03:26:00', '03:31:00', '05:00:00']) {
    await copyAt(at(time)).catch(() => undefined);
  }

  expect(snapshotsIn('us-west-2')).toHaveLength(2);
});
