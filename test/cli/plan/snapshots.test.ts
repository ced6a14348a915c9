import { expect, test } from 'vitest';
import { countSnapshots, isSnapshotRefusal, planSnapshots } from '../../../cli/plan/snapshots.ts';
import { decision, KEY_ARN, plannedSnapshot, snapshotDecision } from '../builders.ts';

test('a copy says from where to where, and with which key', () => {
  expect(planSnapshots([snapshotDecision('copySnapshot', 'act', 'to-copy')])).toEqual([
    {
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-23-01-00',
      account: '111122223333',
      region: 'us-west-2',
      cluster: 'a',
      snapshot: 'rds:a-2026-11-23-01-00',
      action: 'copy',
      change: 'copy',
      sourceRegion: 'eu-central-1',
      kmsKey: KEY_ARN,
      rule: 'production',
      reason: 'to-copy',
      detail: 'to-copy it is',
    },
  ]);
});

test.each([
  ['createSnapshot', 'due', 'create'],
  ['deleteSnapshot', 'expired', 'delete'],
] as const)('%s that is %s is a change, %s', (action, reason, change) => {
  expect(planSnapshots([snapshotDecision(action, 'act', reason)])).toMatchObject([
    { action: change, change, reason },
  ]);
});

test('what is left has no change, and what no rule covers is not told of', () => {
  const decisions = [
    snapshotDecision('deleteSnapshot', 'leave', 'kept'),
    snapshotDecision('createSnapshot', 'leave', 'no-rule'),
    decision('a', 'stop', 'act', 'idle'),
  ];

  const planned = planSnapshots(decisions);

  expect(planned.map(({ reason, change }) => [reason, change])).toEqual([['kept', undefined]]);
});

test('a snapshot before a stop is one to be taken', () => {
  const first = { ...snapshotDecision('createSnapshot', 'act', 'snapshot-first'), aspect: 'power' } as const;

  expect(planSnapshots([first])).toMatchObject([{ change: 'create', reason: 'snapshot-first' }]);
});

test('they come by place and cluster, then taken, copied, deleted, and otherwise as they were', () => {
  const decisions = [
    snapshotDecision('deleteSnapshot', 'act', 'expired', 'z'),
    snapshotDecision('deleteSnapshot', 'act', 'expired', 'a'),
    snapshotDecision('copySnapshot', 'act', 'to-copy'),
    snapshotDecision('createSnapshot', 'act', 'due', 'new'),
  ];

  expect(planSnapshots(decisions).map(({ action, snapshot }) => `${action} ${snapshot}`)).toEqual([
    'create new',
    'copy rds:a-2026-11-23-01-00',
    'delete z',
    'delete a',
  ]);
});

test.each([
  ['key-missing', true],
  ['key-unusable', true],
  ['copy-failed', true],
  ['quota-full', true],
  ['orphan', true],
  ['already-copied', false],
  ['copy-slots-full', false],
  ['not-ours', false],
] as const)('%s calls for attention: %s', (reason, isRefusal) => {
  expect(isSnapshotRefusal(plannedSnapshot({ reason }))).toBe(isRefusal);
});

test('they are counted by what would happen', () => {
  const snapshots = [
    plannedSnapshot({ change: 'copy' }),
    plannedSnapshot({ action: 'delete', change: 'delete' }),
    plannedSnapshot({ action: 'delete', change: 'delete' }),
    plannedSnapshot({}),
  ];

  expect(countSnapshots(snapshots)).toEqual({ create: 0, copy: 1, delete: 2, left: 1 });
});
