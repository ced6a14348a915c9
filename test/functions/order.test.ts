import { expect, test } from 'vitest';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: databases
    match: { tags: { tier: [db] } }
    power: { hours: mon-fri 08:00-18:00, stop: atOnce, minUptime: 0m }
  - name: applications
    match: { tags: { tier: [app] } }
    power: { hours: mon-fri 08:00-18:00, stop: atOnce, minUptime: 0m, after: { tags: { tier: db } } }
`;

const fleet = `
clusters:
  - { id: app, tags: { tier: app }, status: stopped, since: 10h }
  - { id: db, tags: { tier: db }, status: stopped, since: 10h }
`;

test('starts in order, and stops in the reverse order, without a call more', async () => {
  const { simulator, startAt, stopAt } = await play({ fleet, policy, at: '2026-11-20T06:00:00Z' });

  expect(await startAt('2026-11-20T08:00:00Z')).toMatchObject({
    reasons: { db: 'in-hours', app: 'waits-for' },
  });
  expect(simulator.calls.count()).toMatchObject({ DescribeDBClusters: 1, StartDBCluster: 1 });
  expect(await startAt('2026-11-20T08:05:00Z')).toMatchObject({ reasons: { app: 'waits-for' } });
  expect(await startAt('2026-11-20T08:20:00Z')).toMatchObject({
    statuses: { app: 'done' },
    reasons: { db: 'already-running', app: 'in-hours' },
  });

  expect(await stopAt('2026-11-20T18:00:00Z')).toMatchObject({
    statuses: { app: 'done' },
    reasons: { app: 'outside-hours', db: 'waits-for' },
  });
  expect(await stopAt('2026-11-20T18:30:00Z')).toMatchObject({
    statuses: { db: 'done' },
    reasons: { app: 'already-stopped', db: 'outside-hours' },
  });
});
