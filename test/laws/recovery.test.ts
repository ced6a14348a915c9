import { expect, test, vi } from 'vitest';
import { sized } from '../support/runs.ts';
import { snapshotStage } from './snapshot-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const CLUSTERS = sized(200, 40);
const destinations = ['us-west-2', 'eu-west-1'];

/** Nearly two hours a copy and five at a time: all 200 take over three days. */
const fleet = {
  clusters: [
    { id: 'db-{n}', count: CLUSTERS, size: 57, encrypted: 'alias/home', backupRetention: 2, since: '30d' },
  ],
  keys: [
    { alias: 'alias/home', regions: ['eu-central-1'] },
    { alias: 'alias/dr', regions: destinations },
  ],
  quotas: { manualSnapshots: 1000, copies: 5 },
  timings: { copyPerGiB: '2m', lag: '10s-40s' },
};
const rule = {
  copy: { to: destinations.map((region) => ({ region, kmsKey: 'alias/dr', keep: { weekly: 1 } })) },
};

test(`${CLUSTERS} clusters get their copies in two Regions through five slots each, and no call is refused`, async () => {
  const { simulator, copy, later } = snapshotStage(fleet, rule, '2026-11-23T06:00:00Z');

  let last = await copy();
  for (let hour = 0; hour < (5 * 24 * CLUSTERS) / 200; hour++) {
    later(1);
    last = await copy();
    expect(last.ok).toBe(true);
  }

  const refused = simulator.calls.list().filter(({ outcome }) => outcome !== 'ok');
  expect(refused).toEqual([]);
  const points = last.recoveryPoints ?? [];
  expect(points.length).toBe(CLUSTERS * destinations.length);
  const hours = points.map(({ ageMs }) => (ageMs ?? Number.POSITIVE_INFINITY) / 3_600_000);
  expect(Math.max(...hours)).toBeLessThan(7 * 24);
  for (const to of destinations) {
    const ages = points
      .filter((point) => point.to === to)
      .map(({ cluster, ageMs = 0 }) => `${cluster} ${Math.round(ageMs / 3_600_000)} h`);
    console.log(`recovery points in ${to}: ${ages.join(', ')}`);
  }
});
