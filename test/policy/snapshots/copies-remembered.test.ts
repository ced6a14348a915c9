import { expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { isoSeconds } from '../../../shared/policy/model/tags.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { aCluster, HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { AWAY, aCopyWorld, aSnapshot, aSnapshotPolicy, copying, copyOf } from './builders.ts';

const policy = aSnapshotPolicy(copying({ keep: { daily: 5 } }));
const source = aSnapshot({ id: 'late', createdAt: SATURDAY - HOUR });
const earlier = aSnapshot({ id: 'early', createdAt: SATURDAY - 3 * HOUR });
const tried = {
  ...source,
  tags: { [`dormouse:copy-${AWAY}`]: `attempt 1 at ${isoSeconds(SATURDAY - MINUTE)}` },
};
const held = aCluster({ tags: { 'dormouse:hold': isoSeconds(SATURDAY + 20 * MINUTE) } });

test.each<[string, { cluster?: Cluster; sources: Snapshot[]; copies?: Snapshot[] }, number, string[]]>([
  ['an attempt is over', { sources: [tried] }, 35 * MINUTE, ['copy-in-flight', 'to-copy']],
  ['a hold is over', { cluster: held, sources: [source] }, 25 * MINUTE, ['backup-held', 'to-copy']],
  [
    'a day is over',
    { sources: [source, earlier], copies: [copyOf(earlier)] },
    20 * HOUR,
    ['copy-waits', 'to-copy'],
  ],
])(
  'once %s, a copy is decided on again though nothing has changed',
  (_, { cluster, ...seen }, later, both) => {
    const world = aCopyWorld({ clusters: [{ cluster: cluster ?? aCluster() }], ...seen });

    const looks = [SATURDAY, SATURDAY + MINUTE, SATURDAY + later].map((observedAt) =>
      decideCopies(policy, { ...world, observedAt }),
    );

    const reasons = looks.map((decisions) => decisions.find(({ snapshot }) => snapshot === 'late')?.reason);
    expect(reasons).toEqual([both[0], ...both]);
  },
);
