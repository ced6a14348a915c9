import { expect, test, vi } from 'vitest';
import { outcomeEventSchema } from '../../shared/runtime/report/event-schema.ts';
import { etagOf } from '../../simulator/s3/checksums.ts';
import { play } from './stage.ts';

// Powertools looks when it is loaded.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

const EVENING = '2026-11-20T20:00:00Z';

const fleet = `
clusters:
  - { id: dev, tags: { env: dev } }
  - { id: asleep, status: stopped, since: 1d, tags: { env: night } }
`;

const policy = `version: 1
mode: enforce
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:00-19:00, stop: atOnce }
  - name: nights
    match: { tags: { env: [night] } }
    power: { hours: always }
`;

/** The policy is in S3, as these versions, oldest first. */
async function withVersions(...texts: string[]) {
  const staged = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });
  vi.stubEnv('DORMOUSE_POLICY', 's3://policies/policy.yml');
  const bucket = staged.simulator.buckets.create({ name: 'policies' });
  const put = (text: string) => {
    const body = Buffer.from(text);
    bucket.put('policy.yml', { body, etag: etagOf(body), type: 'text/yaml', checksums: {}, metadata: {} });
  };
  for (const text of texts) put(text);
  return { ...staged, put };
}

test('by the last good policy clusters are started and none is stopped, and that is said once', async () => {
  const { stopAt, startAt, told, simulator } = await withVersions(
    policy,
    policy.replace('always', 'allways'),
  );

  expect(await stopAt(EVENING)).toMatchObject({
    reasons: { dev: 'policy-outdated' },
    statuses: { dev: 'left' },
  });
  expect(await startAt(EVENING)).toMatchObject({ statuses: { asleep: 'done' } });
  await stopAt('2026-11-20T20:05:00Z');

  expect(told()).toEqual(['Policy Outdated', 'Policy Outdated', 'Cluster Start Requested']);
  const [event] = simulator.bus;
  expect(
    outcomeEventSchema.parse({
      ...{ source: event?.source, 'detail-type': event?.detailType, resources: event?.resources },
      detail: event?.detail,
    }).detail,
  ).toMatchObject({
    detail: expect.stringMatching(
      /^the newest policy can't be used, so version v\w+ decides: s3:\/\/policies\/policy\.yml:9:21 .*allways/,
    ),
  });
});

test('a policy that was never good stops the functions, as before', async () => {
  const { stopAt } = await withVersions(policy.replace('always', 'allways'));

  await expect(stopAt(EVENING)).rejects.toThrow(/policy\.yml:9:21 .*allways/);
});
