import { expect, test } from 'vitest';
import { outcomeEventSchema } from '../../shared/runtime/report/event-schema.ts';
import { play } from './stage.ts';

const policy = `
version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:30-19:00, stop: atOnce }
    snapshots:
      create: { cron: 0 3 * * *, keep: { daily: 1 } }
      copy: { sources: [manual], to: [{ region: us-east-1, kmsKey: alias/dr, keep: { daily: 1 } }] }
`;

const resourceId = 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ';

test('each event about a cluster has the id that no other cluster of its name ever has', async () => {
  const stage = await play({
    fleet: `keys: [{ alias: alias/dr, regions: [us-east-1] }]\nclusters: [{ id: dev, resourceId: ${resourceId}, tags: { env: dev } }]`,
    policy,
    at: '2026-11-20T02:00:00Z',
  });
  await stage.createAt('2026-11-20T03:00:00Z');
  await stage.copyAt('2026-11-20T03:30:00Z');
  await stage.stopAt('2026-11-20T19:05:00Z');

  const events = stage.simulator.bus.map(({ source, detailType, resources, detail }) =>
    outcomeEventSchema.parse({ source, 'detail-type': detailType, resources, detail }),
  );

  expect(events.map((event) => event['detail-type'])).toEqual([
    'Snapshot Create Requested',
    'Snapshot Copy Requested',
    'Cluster Stop Requested',
  ]);
  expect(events.map(({ detail }) => detail)).toEqual(
    events.map(() => expect.objectContaining({ cluster: 'dev', resourceId })),
  );
});
