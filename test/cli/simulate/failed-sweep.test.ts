import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ServiceError } from '../../../simulator/core/service.ts';
import { dormouse } from '../run-cli.ts';

/** KMS answers nothing but that there are too many calls. */
vi.mock('../../../simulator/fleet-backend.ts', async (original) => {
  const { createFleetBackend } = await original<typeof import('../../../simulator/fleet-backend.ts')>();
  const throttled = () => {
    throw new ServiceError('ThrottlingException', 'Rate exceeded');
  };
  return {
    createFleetBackend(parts: Parameters<typeof createFleetBackend>[0]) {
      const backend = createFleetBackend(parts);
      const services = backend.services.map((service) =>
        service.name === 'kms' ? { ...service, operations: { DescribeKey: throttled } } : service,
      );
      return { ...backend, services };
    },
  };
});

let folder: string;
const span = ['--days', '1', '--from', '2026-11-23T00:00Z'];
const policyOf = (aspect: string) =>
  `{ version: 1, mode: enforce, timezone: UTC, rules: [{ name: all, match: {}, ${aspect} }] }`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dormouse-failed-'));
  const files = {
    'audited.yml': policyOf('activityStream: { mode: async, kmsKey: alias/audit, restart: anytime }'),
    'day.yml': policyOf('power: { hours: daily 08:00-18:00 }'),
    'fleet.yml': 'clusters: [{ id: db }]\nkeys: [{ alias: alias/audit }]',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

const file = (name: string) => join(folder, `${name}.yml`);
const simulated = (...more: string[]) =>
  dormouse(['simulate', '--policy', file('audited'), '--fleet', file('fleet'), ...span, ...more]);
const compared = (old: string, now: string, ...more: string[]) =>
  dormouse(['compare', file(old), file(now), '--fleet', file('fleet'), ...span, ...more]);

const NOTE = /A sweep of toggle-activity-streams: .*Rate exceeded/;

test('simulate names a sweep that fails, with the answer of AWS, exit code 1', async () => {
  const [text, json] = [await simulated(), await simulated('--json')];

  expect([text.exitCode, json.exitCode]).toEqual([1, 1]);
  expect(text.stdout).toMatch(NOTE);
  expect(text.stdout).toContain('Of 24 h of clusters');
  expect(JSON.parse(json.stdout)).toMatchObject({ hasFailed: true });
});

test.each([
  ['Old', 'audited', 'day'],
  ['New', 'day', 'audited'],
] as const)('compare names a sweep that fails with the %s policy as its own', async (which, old, now) => {
  const [text, json, markdown] = [
    await compared(old, now),
    await compared(old, now, '--json'),
    await compared(old, now, '--format', 'markdown'),
  ];

  expect([text.exitCode, json.exitCode, markdown.exitCode]).toEqual([1, 1, 1]);
  expect(text.stdout).toMatch(new RegExp(`^${which} policy: ${NOTE.source}`, 'm'));
  expect(text.stdout).toMatch(/^The functions run on their schedules only/m);
  expect(markdown.stdout).toMatch(
    new RegExp(`^> ${which} policy: A sweep of toggle-activity-streams: `, 'm'),
  );
  const { old: before, new: after } = JSON.parse(json.stdout);
  expect([before.hasFailed ?? false, after.hasFailed ?? false]).toEqual([which === 'Old', which === 'New']);
});

test('compare names a sweep that fails with both policies once', async () => {
  const { exitCode, stdout } = await compared('audited', 'audited');

  expect(exitCode).toBe(1);
  expect(stdout.match(new RegExp(NOTE, 'g'))).toHaveLength(1);
  expect(stdout).not.toContain('policy: A sweep');
});
