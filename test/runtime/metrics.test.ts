import { afterEach, expect, test, vi } from 'vitest';
import { emitMetrics } from '../../shared/runtime/metrics.ts';
import type { SweepResult } from '../../shared/runtime/result.ts';
import { aCopy, anOutcome } from './builders.ts';

const point = { cluster: 'a', account: '111122223333', from: 'eu-central-1', to: 'us-west-2' };
const scope = { account: '111122223333', region: 'us-west-2', ok: true, clusters: 3 };

/** What a result writes, as CloudWatch reads it. */
function emitted(some: Partial<SweepResult>): Record<string, unknown> {
  const written: string[] = [];
  // Powertools has a console of its own otherwise.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.spyOn(console, 'log').mockImplementation((line: string) => void written.push(line));
  emitMetrics(
    {
      function: 'copy-snapshots',
      mode: 'enforce',
      at: '2026-11-21T12:00:00.000Z',
      ok: true,
      summary: { status: {}, reason: {} },
      scopes: [scope],
      outcomes: [],
      omitted: 0,
      unmatched: [],
      warnings: [],
      ...some,
    },
    12,
  );
  return JSON.parse(written.join(''));
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('tells the worst recovery point, and how many clusters have none', () => {
  const recoveryPoints = [
    point,
    { ...point, at: 1, ageMs: 3_600_000 },
    { ...point, at: 0, ageMs: 7_200_000 },
  ];

  expect(emitted({ recoveryPoints })).toMatchObject({ RecoveryPointAgeMax: 7200, RecoveryPointsMissing: 1 });
});

test('tells the fullest quota', () => {
  const scopes = [
    scope,
    { ...scope, quota: { used: 12, max: 100 } },
    { ...scope, quota: { used: 9, max: 10 } },
  ];

  expect(emitted({ scopes })).toMatchObject({ SnapshotQuotaUsedPercent: 90, ClustersObserved: 9 });
});

test('counts snapshots apart from clusters', () => {
  const outcomes = [anOutcome('done'), anOutcome('done', aCopy()), anOutcome('already', aCopy())];

  expect(emitted({ outcomes })).toMatchObject({ ClustersDone: 1, SnapshotsDone: 1, SnapshotsAlready: 1 });
});

test('says nothing of what was not measured', () => {
  const written = emitted({});

  for (const name of ['RecoveryPointAgeMax', 'RecoveryPointsMissing', 'SnapshotQuotaUsedPercent']) {
    expect(written).not.toHaveProperty(name);
  }
});
