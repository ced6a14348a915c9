import fc from 'fast-check';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Keep, Policy, SnapshotsRule } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import type { PruneWorld } from '../../../shared/policy/snapshots/worlds.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aPruneWorld, aSnapshot, aSnapshotPolicy, copyOf, created, HOME } from './builders.ts';

/** A world to prune, and which of its snapshots Dormouse made, known from how they came about. */
export interface PruneStage {
  readonly policy: Policy;
  readonly world: PruneWorld;
  readonly made: ReadonlySet<string>;
}

interface Made {
  readonly snapshot: Snapshot;
  readonly ours: boolean;
}

export const present = ['dev-a', 'dev-b'].map((id) => aCluster({ id }));
const gone = aCluster({ id: 'dev-gone' });

const count = fc.integer({ min: 1, max: 5 });
const keep: fc.Arbitrary<Keep> = fc
  .record({ last: count, hourly: count, daily: count, weekly: count, monthly: count }, { requiredKeys: [] })
  .filter((each) => Object.keys(each).length > 0);
const maybeKeep = fc.option(keep, { nil: undefined, freq: 6 });

export const aSnapshotsRule: fc.Arbitrary<SnapshotsRule> = fc
  .record({
    create: fc.option(maybeKeep, { nil: null, freq: 6 }),
    away: fc.option(maybeKeep, { nil: null, freq: 3 }),
    sources: fc.constantFrom(
      ['manual' as const],
      ['automated' as const],
      ['automated' as const, 'manual' as const],
    ),
  })
  .map(({ create, away, sources }) => ({
    ...(create !== null && { create: { cron: '0 * * * *', ...defined({ keep: create }) } }),
    ...(away !== null && { copy: { sources, to: [{ region: AWAY, ...defined({ keep: away }) }] } }),
  }));

const policy: fc.Arbitrary<Policy> = fc
  .record({
    rule: aSnapshotsRule,
    orphans: fc.constantFrom<Policy['orphans']>(
      'keep',
      { expireAfterMs: 3 * DAY },
      { expireAfterMs: 30 * DAY },
    ),
    protect: fc.subarray([{ clusters: ['dev-b'] }, { from: ['copySnapshot' as const] }], { maxLength: 1 }),
    protects: fc.nat(5),
  })
  .map(({ rule: snapshots, orphans, protect, protects }) =>
    aSnapshotPolicy(snapshots, { orphans, protect: protects === 0 ? protect : [] }),
  );

const time = fc
  .oneof(fc.integer({ min: 0, max: 5 * 48 }), fc.integer({ min: 0, max: 120 * 48 }))
  .map((halves) => SATURDAY - (halves * HOUR) / 2);
const status = fc.oneof(
  { weight: 12, arbitrary: fc.constant('available') },
  fc.constantFrom('creating', 'copying', 'failed', 'new-status'),
);
const cluster = fc.constantFrom(...present, gone);

/** How a snapshot can come about, at a time and of a cluster: first what Dormouse makes, then what it does not. */
const makers: readonly ((at: number, of: Cluster, status: string) => Made)[] = [
  (at, of, state) => ({ ours: true, snapshot: created(at, { status: state }, of) }),
  (at, of, state) => ({ ours: true, snapshot: created(at, { status: state }, of) }),
  (at, of, state) => ({ ours: true, snapshot: created(at, { status: state }, of, 'stop-idle-clusters') }),
  (at, of, state) => {
    const tags = { env: 'dev', 'dormouse:hold': 'forever' };
    const snapshot = created(at, { status: state }, of);
    return { ours: true, snapshot: { ...snapshot, tags: { ...snapshot.tags, ...tags } } };
  },
  (at, of) => foreign(`mine-${of.id}-${at}`, at, of),
  (at, of) => foreign(`rds:${of.id}-${at}`, at, of),
  (at, of) => ({ ...foreign(`awsbackup:job-${at}-${of.id}`, at, of, { type: 'awsbackup' }) }),
  (at, of) => foreign(`shared-${at}-${of.id}`, at, of, { type: 'shared' }),
  // A name of our form, and none of our tags.
  (at, of) => foreign(`dormouse-${of.id}-202601010000-${hex(at)}`, at, of),
  // Our tags, which AWS copies from a restored cluster, and a name that is not of our form.
  (at, of) => foreign(`before-migration-${of.id}-${at}`, at, of, { tags: created(at, {}, of).tags }),
  // Our tags and a name of our form, of another cluster, account or type.
  (at, of) =>
    foreign(`dormouse-x-202601010000-${hex(at)}`, at, of, {
      tags: created(at, {}, aCluster({ id: 'x' })).tags,
    }),
  (at, of) =>
    foreign(`dormouse-y-202601010000-${hex(at)}`, at, of, {
      tags: created(at, {}, { ...of, arn: of.arn.replace('111122223333', '999999999999') }).tags,
    }),
  (at, of) =>
    foreign(`dormouse-z-202601010000-${hex(at)}`, at, of, {
      tags: created(at, {}, of).tags,
      type: 'automated',
    }),
  // A copy by somebody else.
  (at, of) =>
    foreign(`copy-${of.id}-${at}`, at, of, {
      sourceArn: `arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:${at}`,
    }),
];

const own = makers.slice(0, 4);

function unkept(text: string): Snapshot['tags'] {
  return { 'dormouse:unkept': text };
}

function foreign(id: string, at: number, of: Cluster, some: Partial<Snapshot> = {}): Made {
  return { ours: false, snapshot: aSnapshot({ id, clusterId: of.id, createdAt: at, ...some }) };
}

function hex(at: number): string {
  return (at % 0xffffffff).toString(16).padStart(8, '0').slice(-8);
}

/** The tags that an earlier sweep, or a person, may have written. */
const memories = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Snapshot['tags']>({}) },
  { weight: 6, arbitrary: fc.constant(unkept('orphan since 2026-08-01T00:00:00Z')) },
  fc
    .constantFrom(
      ...['no', 'since ever', 'orphan since 2026-11-18T00:00:00Z'],
      ...['expired since 2026-11-20T00:00:00Z', 'expired since 2026-11-10T00:00:00Z'],
    )
    .map(unkept),
);
/** How long ago the clusters' snapshots were taken: those of one that is gone may all be old. */
const made: fc.Arbitrary<Made> = fc
  .tuple(fc.constantFrom(...own, ...own, ...makers), time, cluster, status, memories)
  .map(([make, at, of, state, memory]) => {
    const { snapshot, ours } = make(of === gone ? at - 31 * DAY : at, of, state);
    return { ours, snapshot: ours ? { ...snapshot, tags: { ...snapshot.tags, ...memory } } : snapshot };
  });
export const someSnapshots = fc.uniqueArray(made, {
  selector: ({ snapshot }) => snapshot.arn,
  minLength: 10,
  maxLength: 40,
});

/**
 * The copy that the other Region may have of each snapshot at home: mostly none, or one of any status, ours or a
 * person's.
 */
const copies = fc.infiniteStream(
  fc.record({ what: fc.constantFrom('none', 'none', 'ours', 'ours', 'theirs'), state: status }),
);

function copiesOf(all: readonly Made[], choices: Iterator<{ what: string; state: string }>): Made[] {
  return all.flatMap(({ snapshot }): Made[] => {
    const { what = 'none', state = 'available' } = choices.next().value ?? {};
    if (what === 'none' || snapshot.status !== 'available') return [];
    if (what === 'ours') return [{ ours: true, snapshot: copyOf(snapshot, { status: state }) }];
    const { arn, id, createdAt } = snapshot;
    const name = `theirs-${id.replace(/:/g, '-')}`;
    return [
      foreign(name, createdAt, aCluster({ id: snapshot.clusterId }), {
        region: AWAY,
        sourceArn: arn,
        status: state,
      }),
    ].map((one) => ({
      ...one,
      snapshot: { ...one.snapshot, arn: `arn:aws:rds:${AWAY}:111122223333:cluster-snapshot:${name}` },
    }));
  });
}

/** A stage for pruning in the Region of the clusters, or the one that copies go to. */
export const aPruneStage: fc.Arbitrary<PruneStage> = fc
  .tuple(policy, someSnapshots, copies, fc.boolean(), fc.nat(9), fc.constantFrom(0, 0, 40 * DAY))
  .map(([some, home, choices, isAway, unlisted, later]) => {
    const otherRegions = copiesOf(home, choices);
    const here = isAway ? otherRegions : home;
    const listed = unlisted === 0 ? [] : [HOME];
    const world = aPruneWorld({
      region: isAway ? AWAY : HOME,
      observedAt: SATURDAY + later,
      listed,
      clusters: listed.length === 0 ? [] : present.map((each) => ({ cluster: each })),
      snapshots: here.map(({ snapshot }) => snapshot),
      otherRegions: isAway ? [] : otherRegions.map(({ snapshot }) => snapshot),
    });
    return {
      policy: some,
      world,
      made: new Set(here.filter(({ ours }) => ours).map(({ snapshot }) => snapshot.arn)),
    };
  });
