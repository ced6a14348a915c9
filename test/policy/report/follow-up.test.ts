import { expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Command } from '../../../shared/policy/model/command.ts';
import {
  type FollowUp,
  followUpOf,
  type Progress,
  progressOf,
} from '../../../shared/policy/report/follow-up.ts';
import { anAct } from '../../support/builders/power.ts';
import { aCluster, MINUTE, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot } from '../snapshots/builders.ts';

const { arn, account, region, id: cluster } = aCluster();
const asked = { account, region, cluster, arn, requestedAt: SATURDAY };
const soon = SATURDAY + MINUTE;
const later = SATURDAY + 11 * MINUTE;

/** [what was asked, the status that is seen, what follows a minute later, what follows eleven minutes later]. */
const clusterCases: readonly [FollowUp['kind'], Partial<Cluster>, Progress['state'], Progress['state']][] = [
  ['stop-cluster', { status: 'stopped' }, 'confirmed', 'confirmed'],
  ['stop-cluster', { status: 'stopping' }, 'waiting', 'waiting'],
  ['stop-cluster', { status: 'available' }, 'waiting', 'not-confirmed'],
  ['stop-cluster', { status: 'backing-up' }, 'waiting', 'waiting'],
  ['stop-cluster', { status: 'a status of tomorrow' }, 'waiting', 'waiting'],
  ['start-cluster', { status: 'available' }, 'confirmed', 'confirmed'],
  ['start-cluster', { status: 'starting' }, 'waiting', 'waiting'],
  ['start-cluster', { status: 'stopped' }, 'waiting', 'not-confirmed'],
  ['start-cluster', { status: 'maintenance' }, 'waiting', 'waiting'],
  [
    'start-cluster',
    { status: 'inaccessible-encryption-credentials-recoverable' },
    'waiting',
    'not-confirmed',
  ],
  ['start-cluster', { status: 'inaccessible-encryption-credentials' }, 'waiting', 'not-confirmed'],
  ['start-cluster', { status: 'failed' }, 'waiting', 'not-confirmed'],
  ['start-cluster', { status: 'incompatible-parameters' }, 'waiting', 'not-confirmed'],
  ['stop-cluster', { status: 'inaccessible-encryption-credentials-recoverable' }, 'waiting', 'not-confirmed'],
  ['stop-cluster', { status: 'incompatible-parameters' }, 'waiting', 'not-confirmed'],
  ['start-activity-stream', { activityStream: { status: 'started' } }, 'confirmed', 'confirmed'],
  ['start-activity-stream', { activityStream: { status: 'starting' } }, 'waiting', 'waiting'],
  ['start-activity-stream', { activityStream: { status: 'stopped' } }, 'waiting', 'not-confirmed'],
  ['start-activity-stream', {}, 'waiting', 'not-confirmed'],
  ['stop-activity-stream', { activityStream: { status: 'stopped' } }, 'confirmed', 'confirmed'],
  ['stop-activity-stream', {}, 'confirmed', 'confirmed'],
  ['stop-activity-stream', { activityStream: { status: 'stopping' } }, 'waiting', 'waiting'],
  ['stop-activity-stream', { activityStream: { status: 'started' } }, 'waiting', 'not-confirmed'],
];

test.each(clusterCases)('%s with %j is %s, and later %s', (kind, seen, first, then) => {
  const observed = { cluster: aCluster(seen) };

  expect(progressOf({ ...asked, kind }, observed, soon).state).toBe(first);
  expect(progressOf({ ...asked, kind }, observed, later).state).toBe(then);
});

test.each([
  ['create-snapshot', 'available', 'confirmed', 'confirmed'],
  ['create-snapshot', 'creating', 'waiting', 'waiting'],
  ['create-snapshot', 'failed', 'waiting', 'not-confirmed'],
  ['copy-snapshot', 'available', 'confirmed', 'confirmed'],
  ['copy-snapshot', 'copying', 'waiting', 'waiting'],
  ['copy-snapshot', 'failed', 'waiting', 'not-confirmed'],
] as const)('%s of which the snapshot is %s is %s, and later %s', (kind, status, first, then) => {
  const followUp = { ...asked, kind, snapshot: 'dormouse-a' };
  const seen = { cluster: aCluster(), snapshot: aSnapshot({ id: 'dormouse-a', status }) };

  expect(progressOf(followUp, seen, soon).state).toBe(first);
  expect(progressOf(followUp, seen, later)).toEqual({ state: then, detail: `dormouse-a is ${status}` });
});

test.each([
  [{ ...asked, kind: 'stop-cluster' }, 'it is not there'],
  [{ ...asked, kind: 'stop-activity-stream' }, 'its activity stream is not there'],
  [{ ...asked, kind: 'copy-snapshot', snapshot: 'dormouse-a' }, 'dormouse-a is not there'],
] as const)('what is gone may only not be listed yet, and is not confirmed later: %j', (followUp, detail) => {
  expect(progressOf(followUp, {}, soon)).toEqual({ state: 'waiting', detail });
  expect(progressOf(followUp, {}, later)).toEqual({ state: 'not-confirmed', detail });
});

test.each([
  [
    'stop-cluster',
    'available',
    'dormouse:power',
    'start 2026-11-21T12:05:00Z by x',
    'it was, and has been started again since',
  ],
  [
    'start-cluster',
    'stopped',
    'dormouse:power',
    'stop 2026-11-21T12:05:00Z by x',
    'it was, and has been stopped again since',
  ],
  [
    'stop-activity-stream',
    'available',
    'dormouse:activity-stream',
    'start 2026-11-21T12:05:00Z attempt 1 by x',
    'its activity stream was, and has been started again since',
  ],
] as const)(
  '%s is confirmed when Dormouse has asked for the opposite since, for which it must have been seen',
  (kind, status, tag, value, detail) => {
    const seen = {
      cluster: aCluster({ status, activityStream: { status: 'started' }, tags: { [tag]: value } }),
    };

    expect(progressOf({ ...asked, kind }, seen, later)).toEqual({ state: 'confirmed', detail });
  },
);

test.each([
  ['of before', 'start 2026-11-21T11:59:00Z by x'],
  ['of the same', 'stop 2026-11-21T12:05:00Z by x'],
  ['of nobody', 'start some day'],
])('a note %s proves nothing', (_, value) => {
  const seen = { cluster: aCluster({ tags: { 'dormouse:power': value } }) };

  expect(progressOf({ ...asked, kind: 'stop-cluster' }, seen, later).state).toBe('not-confirmed');
});

function followed(command: Partial<Command>, some: Parameters<typeof anAct>[0] = {}) {
  const act = anAct({ ...some, command: { ...anAct().command, ...command } as Command });
  return followUpOf(act, SATURDAY);
}

test('follows what AWS takes its time with, and nothing else', () => {
  const kinds = [
    'stop-cluster',
    'start-cluster',
    'create-snapshot',
    'copy-snapshot',
    'delete-snapshot',
    'start-activity-stream',
    'stop-activity-stream',
    'tag-activity-stream',
    'change-capacity',
  ] as const;

  expect(kinds.filter((kind) => followed({ kind }, { aspect: 'snapshots' }) === undefined)).toEqual([
    'delete-snapshot',
    'tag-activity-stream',
    'change-capacity',
  ]);
});

test('does not follow a snapshot before a stop, which is followed by the stop', () => {
  expect(followed({ kind: 'create-snapshot', snapshot: 'a' }, { aspect: 'power' })).toBeUndefined();
});

test('looks for a copy where it goes, by its own identifier', () => {
  const source = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a';
  const copy = followed(
    { kind: 'copy-snapshot', region: AWAY, snapshot: 'dormouse-a', arn: source },
    { aspect: 'snapshots', resourceArn: source },
  );

  expect(copy).toEqual({
    ...asked,
    kind: 'copy-snapshot',
    region: AWAY,
    arn: source,
    snapshot: 'dormouse-a',
    rule: 'developers',
  });
});
