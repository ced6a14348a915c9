import { expect, test } from 'vitest';
import { restoredIn, unreadyIn } from '../../../../shared/policy/recovery/drill/unready.ts';
import type { Place } from '../../../../shared/policy/recovery/readiness/place.ts';
import { restorables } from '../../../../shared/policy/recovery/readiness/restore-points.ts';
import { aRecoveryRule, aSnapshotOf, aSource } from '../../../support/builders/drills.ts';
import { aPolicy, aRule, SATURDAY } from '../../builders.ts';

const source = aSource();
const { account, region } = source;
const here = { account, region };
const away = { account, region: 'us-west-2' };
type Drill = Parameters<typeof aRecoveryRule>[0];

const isRestored = (place: typeof here, drill: NonNullable<Drill>['drill'] = {}) => {
  const policy = aPolicy({ rules: [aRule({ recovery: aRecoveryRule({ drill }) })] });
  return restoredIn(policy, place, [source]).length === 1;
};

test('a cluster is restored where its drills restore snapshots of it', () => {
  expect([isRestored(here), isRestored(away)]).toEqual([true, false]);
  expect([isRestored(here, { where: ['us-west-2'] }), isRestored(away, { where: ['us-west-2'] })]).toEqual([
    ...[false, true],
  ]);
  expect(isRestored({ ...here, account: '444455556666' })).toBe(false);
});

test('drills to a point in time need no snapshot, and no rule wants drills of other clusters', () => {
  expect(isRestored(here, { from: ['pitr'] })).toBe(false);
  expect(isRestored(here, { from: ['pitr', 'newest'] })).toBe(true);
  expect(restoredIn(aPolicy({ rules: [aRule()] }), here, [source])).toEqual([]);
});

const unread = { unread: 'AccessDenied' };
const nothingRead: Place = {
  ...here,
  ...{ subnetGroups: unread, clusterParameterGroups: unread, parameterGroups: unread, room: unread },
  ...{ majors: unread, versions: {}, classes: {}, keys: {} },
};
const worldOf = (snapshots: ReturnType<typeof aSnapshotOf>[], unlisted: (typeof here)[] = []) => ({
  restorables: restorables({ clusters: [source], snapshots, members: {} }),
  places: [nothingRead],
  now: SATURDAY,
  unlisted,
});

test('names each code once, and counts as not ready what is not known', () => {
  const codesOf = (world: ReturnType<typeof worldOf>) => unreadyIn(here, world).map(({ codes }) => codes);

  expect(unreadyIn(here, worldOf([aSnapshotOf(source)]))).toEqual([
    { ...here, cluster: source.id, in: region, codes: ['not-read'] },
  ]);
  expect(codesOf(worldOf([]))).toEqual([['no-snapshot']]);
  expect(codesOf(worldOf([], [here]))).toEqual([['not-read']]);
});
