import { expect, test } from 'vitest';
import { recoveryPoints } from '../../../shared/policy/snapshots/recovery-point.ts';
import { aCluster, DAY, SATURDAY } from '../builders.ts';
import { AWAY, aCopyWorld, aSnapshot, aSnapshotPolicy, copying, copyOf, HOME } from './builders.ts';

const policy = aSnapshotPolicy(copying());
const point = { cluster: 'dev-orders', account: '111122223333', from: HOME, to: AWAY };

function takenAt(createdAt: number) {
  return aSnapshot({ id: `rds:dev-orders-${createdAt}`, createdAt });
}

test('is the time of the source of the newest complete copy, not the time of the copy', () => {
  const [older, newer, newest] = [SATURDAY - 3 * DAY, SATURDAY - 2 * DAY, SATURDAY - DAY].map(takenAt);
  const copies = [older, newer].map((source) => copyOf(source ?? aSnapshot()));
  const underWay = copyOf(newest ?? aSnapshot(), { status: 'copying' });

  const found = recoveryPoints(policy, aCopyWorld({ copies: [...copies, underWay].toReversed() }));

  expect(found).toEqual([{ ...point, at: SATURDAY - 2 * DAY, ageMs: 2 * DAY }]);
});

test.each([
  { name: 'no older than at the stop while it is stopped', ageMs: 2 * DAY },
  { name: 'as old as it is when the cluster is up', some: { status: 'available' }, ageMs: 4 * DAY },
  { name: 'as old as it is when it has run since', sources: [takenAt(SATURDAY - DAY)], ageMs: 4 * DAY },
  {
    name: 'as old as it is when the stop was refused',
    some: { tags: { 'dormouse:power': 'stop 2026-11-19T12:00:00Z refused by developers' } },
    ageMs: 4 * DAY,
  },
])('is $name', ({ some, sources = [], ageMs }) => {
  const tags = { 'dormouse:power': 'stop 2026-11-19T12:00:00Z by developers' };
  const cluster = aCluster({ status: 'stopped', tags, ...some });
  const copied = takenAt(SATURDAY - 4 * DAY);
  const world = aCopyWorld({
    clusters: [{ cluster }],
    copies: [copyOf(copied)],
    sources: [copied, ...sources],
  });

  expect(recoveryPoints(policy, world)).toEqual([{ ...point, at: SATURDAY - 4 * DAY, ageMs }]);
});

test('has the maximum age that its destination has in the policy', () => {
  const weekly = aSnapshotPolicy(copying({ recoveryPointMaxAgeMs: 8 * DAY }));

  expect(recoveryPoints(weekly, aCopyWorld())).toEqual([{ ...point, maxAgeMs: 8 * DAY }]);
});

test('has no time where there is no copy yet', () => {
  expect(recoveryPoints(policy, aCopyWorld())).toEqual([point]);
});

test("does not take another's snapshot for a copy, whatever its tags say", () => {
  const copies = [{ ...copyOf(aSnapshot()), id: 'by-hand' }];

  expect(recoveryPoints(policy, aCopyWorld({ copies }))).toEqual([point]);
});

test.each([
  { name: 'that no rule copies here', cluster: aCluster(), to: 'eu-west-1' },
  { name: 'of the destination itself', cluster: aCluster({ region: AWAY }), to: AWAY },
  { name: 'that AWS cannot copy', cluster: aCluster({ engine: 'postgres' }), to: AWAY },
])('there is none for a cluster $name', ({ cluster, to }) => {
  const world = aCopyWorld({ clusters: [{ cluster }] });

  expect(recoveryPoints(aSnapshotPolicy(copying({ region: to })), world)).toEqual([]);
});
