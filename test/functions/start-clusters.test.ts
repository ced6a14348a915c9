import { expect, test } from 'vitest';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:30-19:00 }
`;

const fleet = `
clusters:
  - { id: dev, tags: { env: dev }, status: stopped, since: 10h }
  - { id: held, tags: { env: dev, "dormouse:hold": forever }, status: stopped, since: 10h }
  - { id: prod, tags: { env: prod }, status: stopped, since: 10h }
`;

test('starts a cluster when its hours begin, once, and leaves what is held', async () => {
  const { startAt, statusOf } = await play({ fleet, policy, at: '2026-11-20T06:00:00Z' });

  expect(await startAt('2026-11-20T07:29:00Z')).toMatchObject({ reasons: { dev: 'outside-hours' } });
  expect(await startAt('2026-11-20T07:30:00Z')).toMatchObject({
    statuses: { dev: 'done', held: 'left', prod: 'left' },
    reasons: { dev: 'in-hours', held: 'held', prod: 'no-rule' },
  });
  expect(statusOf('dev')).toBe('starting');
  expect(await startAt('2026-11-20T09:00:00Z')).toMatchObject({ reasons: { dev: 'already-running' } });
  expect(statusOf('dev')).toBe('available');
  expect(statusOf('held')).toBe('stopped');
});

test('a start that AWS refuses twice for the state of the cluster is a failure that is heard', async () => {
  const { simulator, startAt, told } = await play({ fleet, policy, at: '2026-11-20T06:00:00Z' });
  simulator.faults.setRules([{ kind: 'refused', action: 'StartDBCluster' }]);

  expect(await startAt('2026-11-20T08:00:00Z')).toMatchObject({ statuses: { dev: 'conflict' } });
  await expect(startAt('2026-11-20T08:05:00Z')).rejects.toThrow('dev: InvalidDBClusterStateFault');
  await expect(startAt('2026-11-20T08:10:00Z')).rejects.toThrow('dev: InvalidDBClusterStateFault');
  expect(told()).toEqual(['Cluster Start Conflict', 'Cluster Start Failed']);

  simulator.faults.setRules([]);
  expect(await startAt('2026-11-20T08:15:00Z')).toMatchObject({ statuses: { dev: 'done' } });
});

test('has requested a start whose answer was lost, by what the cluster does then', async () => {
  const prompt = `${fleet}timings: { lag: 0s }`;
  const { simulator, startAt, told } = await play({ fleet: prompt, policy, at: '2026-11-20T06:00:00Z' });
  simulator.faults.setRules([{ kind: 'answer-lost', action: 'StartDBCluster', nth: 1 }]);

  expect(await startAt('2026-11-20T08:00:00Z')).toMatchObject({ statuses: { dev: 'already' } });

  expect(simulator.calls.count()).toMatchObject({ DescribeDBClusters: 2, StartDBCluster: 2 });
  expect(told()).toEqual(['Cluster Start Requested']);
});

test('needs the listing and two calls for each cluster that it starts', async () => {
  const { simulator, startAt, told } = await play({ fleet, policy, at: '2026-11-20T06:00:00Z' });

  await startAt('2026-11-20T08:00:00Z');

  expect(simulator.calls.count()).toEqual({
    GetParameter: 1,
    DescribeDBClusters: 1,
    AddTagsToResource: 1,
    StartDBCluster: 1,
    PutEvents: 1,
  });
  expect(told()).toEqual(['Cluster Start Requested']);
});
