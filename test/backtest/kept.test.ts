import { expect, test } from 'vitest';
import type { Change } from '../../backtest/wake/concerns.ts';
import { createKept } from '../../backtest/wake/kept.ts';
import type { Look } from '../../backtest/wake/next-look.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import { aCluster } from '../policy/builders.ts';
import { aSnapshot, aSnapshotPolicy, copying } from '../policy/snapshots/builders.ts';
import { aControlPlane } from '../simulator/control-plane.ts';

const [cluster] = aControlPlane('clusters: [{ id: a }]').backend.store.all();
if (cluster === undefined) throw new Error('the fleet has no cluster');
const subject = cluster;
const clusters = new Set([cluster]);
const all = [1, 2].map((takenAt) => ({ arn: `arn-${takenAt}`, origin: { takenAt } }));
const home = { account: '111122223333', region: 'eu-central-1' };
const away = { ...home, region: 'us-west-2' };
const now = Date.parse('2026-11-23T12:00:00Z');

function snapshotIn(place: typeof home, status = 'available', isGone = false, arn = 'arn'): Change {
  return { kind: 'snapshot', arn, ...place, type: 'manual', status, isGone };
}
const tags: Change = { kind: 'tags', of: 'cluster', keys: ['env'] };
const tagged = (key: string): Change => ({ kind: 'tags', of: 'snapshot', keys: [key] });

function lookOf(recipe: string, outcomes: readonly Outcome[], some: Partial<Look> = {}): Look {
  return {
    ...{ policy: aSnapshotPolicy(copying({ keep: { daily: 7 } })), recipe, outcomes, cluster: subject, now },
    ...{ described: aCluster(), snapshots: [], isInLine: true, calendarTurnsAt: Number.POSITIVE_INFINITY },
    nextSweepAt: now + 900_000,
    ...some,
  };
}

const ofPrunes = (reason: Reason): Outcome => {
  const about = { ...home, resourceArn: 'arn', cluster: 'a', snapshot: 's', detail: '', reason };
  const command = { kind: 'delete-snapshot', ...home, cluster: 'a', arn: 'arn', snapshot: 's' } as const;
  const action = { aspect: 'snapshots', action: 'deleteSnapshot' } as const;
  return reason === 'expired'
    ? { decision: { ...about, ...action, verdict: 'act', command }, status: 'done' }
    : { decision: { ...about, ...action, verdict: 'skip' }, status: 'skipped' };
};

test.each<[string, Reason[], Change[], boolean]>([
  ['keep holds all', ['kept', 'not-ours'], [], false],
  ['there is none', [], [], false],
  ['one is an orphan', ['kept', 'orphan'], [], true],
  ['one was promised more', ['keep-promised'], [], true],
  ['keep holds all and a copy is complete elsewhere', ['kept'], [snapshotIn(away)], false],
  ['keep holds all but a new one', ['kept'], [snapshotIn(home)], true],
  ['keep holds all and the tags change', ['kept'], [tags], true],
  ['keep holds all and one is being made', ['kept', 'in-transition'], [snapshotIn(home, 'copying')], false],
  ['keep holds all and one has failed', ['kept', 'in-transition'], [snapshotIn(home, 'failed')], true],
  ['keep holds all that are left', ['kept', 'expired'], [snapshotIn(home, 'available', true)], false],
  ['one could not be deleted yet', ['kept', 'limit-cap'], [], true],
  ['keep holds all and one is tagged', ['kept'], [tagged('dormouse:unkept')], true],
  ['keep holds all and one is copied', ['kept'], [tagged('dormouse:copy-us-west-2')], false],
])('where %s, nothing more is deleted: %$', (_, reasons, changes, isLookedAt) => {
  const kept = createKept();

  kept.note(lookOf('prune-snapshots', reasons.map(ofPrunes)), home, all);
  for (const change of changes) kept.change(cluster, change, now + 1);

  expect(kept.others('prune-snapshots', clusters, home, now + 2).has(cluster)).toBe(isLookedAt);
});

const ofCopies = (reason: Reason): Outcome => ({
  decision: {
    ...{ ...away, resourceArn: reason, cluster: 'a', snapshot: 's', detail: '', reason },
    ...({ aspect: 'snapshots', action: 'copySnapshot', verdict: 'skip' } as const),
  },
  status: 'skipped',
});
const gone = (place: typeof home, arn: string) => snapshotIn(place, 'available', true, arn);

test.each<[string, Reason[], Change[], boolean]>([
  ['all are copied', ['already-copied', 'copy-not-wanted'], [], false],
  ['a copy is complete', ['copy-in-flight'], [snapshotIn(away)], false],
  ['a copy has failed', ['copy-in-flight'], [snapshotIn(away, 'failed')], true],
  ['a copy is deleted', ['already-copied'], [gone(away, 'copy')], false],
  ['a failed copy is deleted', ['already-copied'], [snapshotIn(away, 'failed', true)], true],
  ['there is a new source', ['already-copied'], [snapshotIn(home)], true],
  ['a new source is being taken', ['already-copied'], [snapshotIn(home, 'creating')], false],
  ['a source is gone that is copied', ['already-copied'], [gone(home, 'already-copied')], false],
  ['a source is gone that waits', ['already-copied', 'copy-waits'], [gone(home, 'copy-waits')], true],
  ['another is gone than waits', ['already-copied', 'copy-waits'], [gone(home, 'already-copied')], false],
  ['one waits for a slot', ['already-copied', 'copy-slots-full'], [], true],
  ['the tags change', ['already-copied'], [tags], true],
])('where %s, nothing more is copied: %$', (_, reasons, changes, isLookedAt) => {
  const kept = createKept();

  kept.note(lookOf('copy-snapshots', reasons.map(ofCopies)), away, all);
  for (const change of changes) kept.change(cluster, change, now + 1);

  expect(kept.others('copy-snapshots', clusters, away, now + 2).has(cluster)).toBe(isLookedAt);
});

const inPercent: Partial<Policy> = { limits: { copySnapshot: { cap: { percent: 30 } } } };
const foreign: Snapshot = aSnapshot({ ...away });

test.each<[string, Partial<Look>, typeof all]>([
  ['limits are in percent of the sources', { policy: aSnapshotPolicy(copying(), inPercent) }, all],
  ['somebody else has made a copy', { snapshots: [foreign] }, all],
  ['two sources are of the same time', {}, all.flatMap((one) => [one, { ...one, arn: `${one.arn}-2` }])],
])('where %s, every change is looked at', (_, some, snapshots) => {
  const kept = createKept();

  kept.note(lookOf('copy-snapshots', [ofCopies('already-copied')], some), away, snapshots);

  expect(kept.others('copy-snapshots', clusters, away, now + 1).has(cluster)).toBe(true);
});

test('a copy that waits for the end of a day is looked at then', () => {
  const kept = createKept();

  kept.note(lookOf('copy-snapshots', [ofCopies('copy-waits')]), away, all);
  const isLookedAt = (time: string) =>
    kept.others('copy-snapshots', clusters, away, Date.parse(time)).has(cluster);

  expect(['2026-11-23T22:55:00Z', '2026-11-23T23:00:00Z'].map(isLookedAt)).toEqual([false, true]);
});

test.each([
  ['before reads show a change', now + 4, true],
  ['once reads show the change', now + 5, false],
])('a look %s proves as much', (_, at, isLookedAt) => {
  const kept = createKept();

  kept.change(cluster, snapshotIn(home), now + 5);
  kept.note(lookOf('prune-snapshots', [ofPrunes('kept')], { now: at }), home, all);

  expect(kept.others('prune-snapshots', clusters, home, at).has(cluster)).toBe(isLookedAt);
});
