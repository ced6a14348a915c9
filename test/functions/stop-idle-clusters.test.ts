import { expect, test, vi } from 'vitest';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:30-19:00, idleFor: 60m }
`;

/** Dev is used on weekdays until half past six, prod never. */
const fleet = `
useProfiles:
  work: [{ hours: mon-fri 08:00-18:30, connections: 5 }]
clusters:
  - { id: dev, tags: { env: dev }, use: work }
  - { id: prod, tags: { env: prod } }
`;

test('stops a cluster after its hours when nobody has used it for an hour, and keeps it stopped over AWS restarts', async () => {
  const { stopAt, statusOf } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  expect(await stopAt('2026-11-20T18:59:00Z')).toMatchObject({
    reasons: { dev: 'in-hours', prod: 'no-rule' },
  });
  expect(await stopAt('2026-11-20T19:05:00Z')).toMatchObject({ reasons: { dev: 'busy' } });
  expect(await stopAt('2026-11-20T19:45:00Z')).toMatchObject({
    reasons: { dev: 'idle' },
    statuses: { dev: 'done' },
  });
  expect(statusOf('dev')).toBe('stopping');
  expect(await stopAt('2026-11-20T20:00:00Z')).toMatchObject({ reasons: { dev: 'already-stopped' } });

  // AWS starts it on Friday evening: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
  expect(await stopAt('2026-11-28T02:00:00Z')).toMatchObject({
    reasons: { dev: 'idle' },
    statuses: { dev: 'done' },
  });
  expect(statusOf('prod')).toBe('available');
});

test('leaves up what is used by connections too short for a sample, and stops what only checks its own health', async () => {
  const engines = ['aurora-mysql', 'aurora-postgresql', 'docdb', 'neptune'];
  const clusters = engines.flatMap((engine) => [
    `  - { id: used-${engine}, engine: ${engine}, created: 1d, tags: { env: dev }, use: short }`,
    `  - { id: idle-${engine}, engine: ${engine}, tags: { env: dev } }`,
  ]);
  const short = 'useProfiles: { short: [{ hours: always, connections: 0, requests: 40, cpu: 12 }] }';
  const { stopAt } = await play({
    fleet: [short, 'clusters:', ...clusters].join('\n'),
    policy,
    at: '2026-11-20T12:00:00Z',
  });

  expect((await stopAt('2026-11-21T12:00:00Z')).reasons).toEqual(
    Object.fromEntries(
      engines.flatMap((engine) => [
        [`used-${engine}`, 'busy'],
        [`idle-${engine}`, 'idle'],
      ]),
    ),
  );
});

// RDS sends events on a best-effort basis.
test('what people start after its hours is up for minUptime, though the event of the start is lost', async () => {
  const { simulator, stopAt } = await play({
    fleet: 'clusters: [{ id: dev, tags: { env: dev } }]',
    policy: policy.replace('idleFor: 60m', 'stop: atOnce, minUptime: 2h'),
    at: '2026-11-20T12:00:00Z',
  });
  expect(await stopAt('2026-11-20T19:05:00Z')).toMatchObject({ statuses: { dev: 'done' } });
  expect(await stopAt('2026-11-20T21:00:00Z')).toMatchObject({ reasons: { dev: 'already-stopped' } });

  simulator.backend.cluster('dev').setStatus('available');
  simulator.calls.clear();
  expect(await stopAt('2026-11-20T21:10:00Z')).toMatchObject({ reasons: { dev: 'started-recently' } });
  expect(simulator.calls.count()).toMatchObject({ DescribeEvents: 1, GetMetricData: 1 });
  expect(await stopAt('2026-11-20T22:55:00Z')).toMatchObject({ reasons: { dev: 'started-recently' } });
  expect(await stopAt('2026-11-20T23:10:00Z')).toMatchObject({
    reasons: { dev: 'outside-hours' },
    statuses: { dev: 'done' },
  });
});

test('a sweep that finds nothing to do costs the listing alone, and is silent', async () => {
  const { simulator, stopAt, told } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  await stopAt('2026-11-20T12:00:00Z');

  expect(simulator.calls.count()).toEqual({ GetParameter: 1, DescribeDBClusters: 1 });
  expect(told()).toEqual([]);
});

test('notes its action on the cluster, and reports it', async () => {
  const { simulator, stopAt, told } = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });

  await stopAt('2026-11-20T20:00:00Z');

  expect(told()).toEqual(['Cluster Stop Requested']);
  expect(simulator.calls.count()).not.toHaveProperty('DescribeAccountAttributes');
  expect(simulator.backend.state().clusters.find(({ id }) => id === 'dev')?.tags['dormouse:power']).toMatch(
    /^stop 2026-11-20T20:00:\d\dZ by developers @[0-9a-f]{8} v[\d.]+$/,
  );
});

test('metrics that do not come are no proof that nobody uses it', async () => {
  const { stopAt, statusOf } = await play({
    fleet: 'clusters: [{ id: dev, tags: { env: dev }, use: missing }]',
    policy,
    at: '2026-11-20T12:00:00Z',
  });

  expect(await stopAt('2026-11-20T22:00:00Z')).toMatchObject({ reasons: { dev: 'idle-unknown' } });
  expect(statusOf('dev')).toBe('available');
});

const twoClusters = 'clusters: [{ id: dev, tags: { env: dev } }, { id: other, tags: { env: dev } }]';

test('metrics that it may not read fail the run at once, and are told once', async () => {
  const { simulator, stopAt, told, statusOf } = await play({
    fleet: twoClusters,
    policy,
    at: '2026-11-20T12:00:00Z',
  });
  simulator.faults.setRules([{ kind: 'denied', service: 'monitoring' }]);

  await expect(stopAt('2026-11-20T22:00:00Z')).rejects.toThrow(
    /AccessDenied: no metrics could be read, GetMetricData failed/,
  );
  await expect(stopAt('2026-11-20T22:05:00Z')).rejects.toThrow('AccessDenied');

  expect([statusOf('dev'), told()]).toEqual(['available', ['Sweep Failed', 'Account Failing']]);
});

test('metrics that AWS is too busy for fail the run when that has lasted for an hour', async () => {
  const { simulator, stopAt, told } = await play({ fleet: twoClusters, policy, at: '2026-11-20T12:00:00Z' });
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  simulator.faults.setRules([{ kind: 'throttle', service: 'monitoring' }]);

  for (const time of ['22:00', '22:30', '22:55']) {
    expect(await stopAt(`2026-11-20T${time}:00Z`)).toMatchObject({ reasons: { dev: 'idle-unknown' } });
  }
  expect(told()).toEqual([]);
  await expect(stopAt('2026-11-20T23:05:00Z')).rejects.toThrow(/no metrics could be read/);
  expect(told()).toEqual(['Sweep Failed']);

  simulator.faults.setRules([]);
  expect(await stopAt('2026-11-20T23:10:00Z')).toMatchObject({ reasons: { dev: 'idle' } });
});

test('a stop that AWS refuses twice for the state of the cluster is a failure that is heard', async () => {
  const { simulator, stopAt, told } = await play({ fleet: twoClusters, policy, at: '2026-11-20T12:00:00Z' });
  simulator.faults.setRules([{ kind: 'refused', action: 'StopDBCluster', resource: 'dev' }]);

  expect(await stopAt('2026-11-20T22:00:00Z')).toMatchObject({
    statuses: { dev: 'conflict', other: 'done' },
  });
  await expect(stopAt('2026-11-20T22:05:00Z')).rejects.toThrow('dev: InvalidDBClusterStateFault');

  expect(told()).toEqual(['Cluster Stop Conflict', 'Cluster Stop Requested', 'Cluster Stop Failed']);
  expect(simulator.backend.state().clusters.find(({ id }) => id === 'dev')?.tags['dormouse:power']).toMatch(
    /^stop 2026-11-20T22:05:\d\dZ attempt 2 refused by developers @[0-9a-f]{8} v[\d.]+$/,
  );
});

test('stops that do not last are asked for less and less often', async () => {
  const { simulator, stopAt } = await play({
    fleet: 'clusters: [{ id: dev, tags: { env: dev } }]',
    policy,
    at: '2026-11-20T12:00:00Z',
  });
  const start = Date.parse('2026-11-20T20:00:00Z');

  for (let minutes = 0; minutes < 12 * 60; minutes += 5) {
    simulator.backend.cluster('dev').failNextStop();
    await stopAt(new Date(start + minutes * 60_000).toISOString());
  }

  expect(simulator.calls.count().StopDBCluster).toBeLessThan(12);
});

test('takes a snapshot first where the rule says so, and stops when it is available', async () => {
  const { stopAt, statusOf, snapshotsIn, simulator, told } = await play({
    fleet: 'clusters: [{ id: dev, tags: { env: dev } }]\ntimings: { lag: 0s, snapshot: 10m }',
    policy: policy.replace('idleFor: 60m', 'idleFor: 60m, snapshotFirst: true'),
    at: '2026-11-20T12:00:00Z',
  });

  const first = await stopAt('2026-11-20T20:00:00Z');
  const waiting = await stopAt('2026-11-20T20:05:00Z');
  const stopped = await stopAt('2026-11-20T20:30:00Z');

  expect(first).toMatchObject({ reasons: { dev: 'snapshot-first' }, statuses: { dev: 'done' } });
  expect(waiting).toMatchObject({ statuses: { dev: 'left' } });
  expect(stopped).toMatchObject({ reasons: { dev: 'idle' }, statuses: { dev: 'done' } });
  expect(statusOf('dev')).toBe('stopping');
  expect(snapshotsIn('eu-central-1')).toMatchObject([
    { cluster: 'dev', tags: { 'dormouse:created-by': 'stop-idle-clusters' } },
  ]);
  // The quota is asked for only while a snapshot is due.
  expect(simulator.calls.count()).toMatchObject({
    CreateDBClusterSnapshot: 1,
    DescribeAccountAttributes: 1,
    StopDBCluster: 1,
  });
  expect(told()).toEqual(['Snapshot Create Requested', 'Cluster Stop Requested']);
});

test('a quota without room for the snapshot is told once, sends none, and the cluster goes on running', async () => {
  const { stopAt, statusOf, simulator, told } = await play({
    fleet: `
clusters:
  - { id: dev, tags: { env: dev }, snapshots: [{ id: "mine-{n}", count: 3 }] }
  - { id: mail, tags: { env: dev }, snapshots: [] }
quotas: { manualSnapshots: 4 }
timings: { lag: 0s, snapshot: 10m }`,
    policy: policy.replace('idleFor: 60m', 'idleFor: 60m, snapshotFirst: true'),
    at: '2026-11-20T12:00:00Z',
  });

  const first = await stopAt('2026-11-20T20:00:00Z');
  const second = await stopAt('2026-11-20T20:15:00Z');
  await stopAt('2026-11-20T20:30:00Z');

  expect(first.reasons).toEqual({ dev: 'snapshot-first', mail: 'quota-full' });
  expect(second.reasons).toEqual({ dev: 'idle', mail: 'quota-full' });
  expect([statusOf('dev'), statusOf('mail')]).toEqual(['stopped', 'available']);
  expect(simulator.calls.count()).toMatchObject({ CreateDBClusterSnapshot: 1, DescribeAccountAttributes: 3 });
  expect(told()).toEqual([
    'Snapshot Create Requested',
    'Snapshot Create Refused',
    'Snapshot Quota Near',
    'Cluster Stop Requested',
  ]);
});
