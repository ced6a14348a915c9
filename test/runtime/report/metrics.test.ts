import { afterEach, expect, test, vi } from 'vitest';
import { emitCount, emitMetrics, type Purpose } from '../../../shared/runtime/report/metrics.ts';
import type { SweepResult } from '../../../shared/runtime/sweep/result.ts';
import { anOutcome, aResult } from '../../support/builders/outcomes.ts';
import { aCopy } from '../../support/builders/snapshots.ts';
import { aGap } from '../../support/builders/streams.ts';
import { spyOnMetrics } from '../metrics-spy.ts';

const point = { cluster: 'a', account: '111122223333', from: 'eu-central-1', to: 'us-west-2' };
const scope = { account: '111122223333', region: 'us-west-2', ok: true, clusters: 3 };

/** The metrics that a result writes, as CloudWatch reads them. */
function emitted(some: Partial<SweepResult>, purpose: Purpose = 'targeted'): Record<string, unknown> {
  return written(() =>
    emitMetrics(aResult({ function: 'copy-snapshots', scopes: [scope], ...some }), purpose),
  );
}

function written(emit: () => void): Record<string, unknown> {
  const lines = spyOnMetrics();
  emit();
  return JSON.parse(lines.join('') || '{}');
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test('reports the worst recovery point, and how many clusters have none', () => {
  const recoveryPoints = [
    point,
    { ...point, at: 1, ageMs: 3_600_000 },
    { ...point, at: 0, ageMs: 7_200_000 },
  ];

  expect(emitted({ recoveryPoints })).toMatchObject({ RecoveryPointAgeMax: 7200, RecoveryPointsMissing: 1 });
});

// The policy says for such a destination how old is too old, and the stack for all others.
test('reports by how much recovery points exceed the maximum age of their destination, and their age to no other alarm', () => {
  const weekly = { ...point, at: 0, maxAgeMs: 8 * 86_400_000 };
  const late = [
    { ...weekly, ageMs: 9 * 86_400_000 },
    { ...weekly, ageMs: 7 * 86_400_000 },
  ];
  const daily = { ...point, at: 1, ageMs: 3_600_000 };

  expect(emitted({ recoveryPoints: [...late, daily] })).toMatchObject({
    RecoveryPointOverdueMax: 86_400,
    RecoveryPointAgeMax: 3600,
  });
  expect(emitted({ recoveryPoints: late.slice(1) })).toMatchObject({ RecoveryPointOverdueMax: 0 });
  expect(emitted({ recoveryPoints: late })).not.toHaveProperty('RecoveryPointAgeMax');
  expect(emitted({ recoveryPoints: [daily, weekly] })).not.toHaveProperty('RecoveryPointOverdueMax');
});

test('reports the longest gap in an activity stream, and how many streams are missing', () => {
  const streamGaps = [aGap({ gapMs: 60_400 }), aGap({ gapMs: 7_200_000 })];

  expect(emitted({ streamGaps })).toMatchObject({ StreamGapMax: 7200, StreamsMissing: 2 });
});

test('reports how many activity streams follow an override and not their rule', () => {
  const { arn, account, region, cluster, rule } = aGap();
  const overridden = { arn, account, region, cluster, rule, desired: 'off', until: 1 } as const;

  expect(emitted({ overriddenStreams: [overridden, overridden] })).toMatchObject({ StreamsOverridden: 2 });
  expect(emitted({ overriddenStreams: [] })).not.toHaveProperty('StreamsOverridden');
});

test('reports for how many hours the cluster that was proven longest ago was not', () => {
  const one = { account: '111122223333', region: 'eu-central-1', cluster: 'a' };
  const provenAges = [
    { ...one, at: 0, ageMs: 90 * 60_000 },
    { ...one, ageMs: 30 * 86_400_000 },
  ];

  expect(emitted({ provenAges })).toMatchObject({ ProvenAgeHours: 720 });
  expect(emitted({ provenAges: [] })).not.toHaveProperty('ProvenAgeHours');
});

test('reports how many clusters could not be restored, also that it is none, and nothing where nobody looked', () => {
  const one = { account: '111122223333', region: 'eu-central-1', cluster: 'a', in: 'eu-central-1' };
  const unready = { ...one, codes: ['not-read'] } as const;

  expect(emitted({ unreadyClusters: [unready, { ...unready, cluster: 'b' }] })).toMatchObject({
    ClustersNotReady: 2,
  });
  expect(emitted({ unreadyClusters: [] })).toMatchObject({ ClustersNotReady: 0 });
  expect(emitted({})).not.toHaveProperty('ClustersNotReady');
});

test('reports the fullest quota', () => {
  const scopes = [
    scope,
    { ...scope, quota: { used: 12, max: 100 } },
    { ...scope, quota: { used: 9, max: 10 } },
  ];

  expect(emitted({ scopes })).toMatchObject({ SnapshotQuotaUsedPercent: 90 });
});

test('counts snapshots apart from clusters', () => {
  const outcomes = [anOutcome('done'), anOutcome('done', aCopy()), anOutcome('already', aCopy())];

  expect(emitted({ outcomes })).toMatchObject({ ClustersDone: 1, SnapshotsDone: 1, SnapshotsAlready: 1 });
});

test.each([
  [
    'a quiet sweep says that it has swept, and no more',
    'sweep',
    ['ScopesSwept', '_aws', 'function', 'service'],
  ],
  ['a quiet look says nothing', 'targeted', []],
] as const)('%s', (_, purpose, expected) => {
  const quiet = emitted(
    { outcomes: [anOutcome('skipped'), anOutcome('skipped', aCopy())], streamGaps: [] },
    purpose,
  );

  expect(Object.keys(quiet).toSorted()).toEqual(expected);
});

test.each([
  ['those that it has seen', [scope, { ...scope, ok: false }, scope], { ScopesSwept: 2, ScopesFailed: 1 }],
  [
    'one that was seen in part',
    [{ ...scope, ok: false, observedAt: '2026-11-21T11:00:00Z' }],
    { ScopesSwept: 1 },
  ],
  ['none, where there is nowhere to look', [], { ScopesSwept: 0 }],
])('a sweep counts %s', (_, scopes, expected) => {
  expect(emitted({ scopes }, 'sweep')).toMatchObject(expected);
});

test.each(['sweep', 'targeted'] as const)(
  'a %s in which anything failed counts once, and no other',
  (purpose) => {
    const scopes = [
      { ...scope, ok: false },
      { ...scope, ok: false },
    ];

    expect(emitted({ ok: false, scopes }, purpose)).toMatchObject({ RunsFailed: 1, ScopesFailed: 2 });
    expect(emitted({ ok: true }, purpose)).not.toHaveProperty('RunsFailed');
  },
);

test('nothing is swept when nothing was seen, or when only something was looked at', () => {
  expect(emitted({ scopes: [{ ...scope, ok: false }] }, 'sweep')).not.toHaveProperty('ScopesSwept');
  expect(emitted({}, 'targeted')).not.toHaveProperty('ScopesSwept');
});

test('counts what happens once, with how long it took', () => {
  const confirmed = written(() =>
    emitCount('stop-idle-clusters', 'ActsConfirmed', { ConfirmedAfter: 360_000 }),
  );

  expect(confirmed).toMatchObject({
    function: 'stop-idle-clusters',
    ActsConfirmed: 1,
    ConfirmedAfter: 360_000,
  });
});
