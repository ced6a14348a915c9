import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { isoSeconds } from '../../../shared/policy/model/tags.ts';
import { decideCopies } from '../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../shared/policy/snapshots/decide-create.ts';
import { runs } from '../../support/runs.ts';
import { DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { aSnapshotsRule, present, someSnapshots } from './arbitrary-snapshots.ts';
import {
  AWAY,
  aCopyWorld,
  aCreateWorld,
  aSnapshot,
  aSnapshotPolicy,
  copyOf,
  HOME,
  ownAmong,
} from './builders.ts';
import { Model } from './model.ts';

const clusters = present.map((cluster) => ({ cluster }));
const home = someSnapshots.map((made) => made.map(({ snapshot }) => snapshot));
const underWay = fc
  .nat(7)
  .map((count) =>
    Array.from({ length: count }, (_, index) =>
      aSnapshot({ id: `theirs-${index}`, region: AWAY, status: 'copying' }),
    ),
  );
const quota = fc.nat(8).map((free) => ({ used: 100 - free, max: 100 }));

describe('taking snapshots', () => {
  test('has one decision for each cluster, acts within the quota, and is the same again', () => {
    fc.assert(
      fc.property(aSnapshotsRule, home, quota, (rule, snapshots, room) => {
        const world = aCreateWorld({ clusters, snapshots, quota: room });
        const decisions = decideCreateSnapshots(aSnapshotPolicy(rule), world);

        expect(decisions.map(({ resourceArn }) => resourceArn)).toEqual(present.map(({ arn }) => arn));
        expect(decisions.filter(({ verdict }) => verdict === 'act').length).toBeLessThanOrEqual(
          room.max - room.used,
        );
        expect(decideCreateSnapshots(aSnapshotPolicy(rule), structuredClone(world))).toEqual(decisions);
      }),
      runs(500),
    );
  });
});

describe('copying', () => {
  test('begins no more than slots and quota leave, the newest of each cluster first', () => {
    fc.assert(
      fc.property(aSnapshotsRule, home, underWay, quota, (rule, sources, copies, room) => {
        const world = aCopyWorld({ clusters, sources, copies, quota: room });
        const policy = aSnapshotPolicy(rule);
        const decisions = decideCopies(policy, world);
        const timeOf = new Map(sources.map(({ arn, createdAt }) => [arn, createdAt]));
        const ageOrder = (one: (typeof decisions)[number]) => -(timeOf.get(one.resourceArn) ?? 0);
        // Of two that are equally new, either may go first, and so the one that did.
        const due = decisions
          .filter(({ reason }) => ['to-copy', 'copy-slots-full', 'quota-full'].includes(reason))
          .toSorted(
            (a, b) =>
              ageOrder(a) - ageOrder(b) || Number(b.reason === 'to-copy') - Number(a.reason === 'to-copy'),
          );
        // The number of those of its cluster that go before it.
        const rankOf = (one: (typeof due)[number]) =>
          due.filter(({ cluster }) => cluster === one.cluster).indexOf(one);

        const begun = due.filter(({ reason }) => reason === 'to-copy').map(rankOf);
        const left = due.filter(({ reason }) => reason !== 'to-copy').map(rankOf);
        const free = Math.max(0, Math.min(5 - copies.length, room.max - room.used));
        expect(begun).toHaveLength(Math.min(free, begun.length + left.length));
        expect(Math.max(...begun, 0)).toBeLessThanOrEqual(Math.min(...left, due.length));
        expect(decisions.map(({ resourceArn }) => resourceArn).toSorted()).toEqual(
          [...timeOf.keys()].toSorted(),
        );
        for (const { reason, detail } of decisions) {
          expect(Object.keys(reasons)).toContain(reason);
          expect(detail).not.toMatch(/^$|undefined|NaN/);
        }
      }),
      runs(500),
    );
  });
});

/** Looks, the time before each, and what happens to one of the sources before it, if anything does. */
const looks = fc.array(
  fc.record({
    wait: fc.constantFrom(5 * MINUTE, 31 * MINUTE, HOUR, 7 * HOUR, DAY),
    source: fc.nat(60),
    copyStatus: fc.constantFrom(undefined, undefined, 'copying', 'available', 'failed'),
    attempt: fc.constantFrom('', ' refused', ' busy', undefined),
  }),
  { minLength: 5, maxLength: 20 },
);

const someHeld = present.map((cluster, index) => ({
  cluster:
    index > 0 ? cluster : { ...cluster, tags: { ...cluster.tags, 'dormouse:hold': '2026-11-21T18:00:00Z' } },
}));

test.each([
  ['one is held', someHeld],
  ['nobody is held', clusters],
])('copies are decided as by whoever remembers nothing of an earlier look: %s', (_, seen) => {
  fc.assert(
    fc.property(aSnapshotsRule, home, looks, (rule, all, course) => {
      const policy = aSnapshotPolicy(rule);
      let sources = all;
      let copies: Snapshot[] = [];
      let observedAt = SATURDAY;
      for (const { wait, source, copyStatus, attempt } of course) {
        observedAt += wait;
        const world = aCopyWorld({ clusters: seen, sources, copies, observedAt });

        expect(decideCopies(policy, world)).toEqual(decideCopies(policy, structuredClone(world)));

        const one = sources[source];
        if (one === undefined) continue;
        const copy = copyStatus && copyOf(one, { status: copyStatus });
        if (copy) copies = [...copies.filter(({ arn }) => arn !== copy.arn), copy];
        const tag = { [`dormouse:copy-${AWAY}`]: `attempt 1 at ${isoSeconds(observedAt)}${attempt}` };
        const tried = { ...one, tags: { ...one.tags, ...tag } };
        if (attempt !== undefined) sources = sources.with(source, tried);
      }
    }),
    runs(200),
  );
});

describe('taking, copying and pruning together', () => {
  const sound = home.map((all) => all.filter(({ status }) => status === 'available'));

  test('come to an end, with no name used twice, no slot too many and nothing lost', () => {
    fc.assert(
      fc.property(aSnapshotsRule, sound, (rule, snapshots) => {
        const model = new Model(aSnapshotPolicy(rule), present, SATURDAY, snapshots);
        const foreign = snapshots.filter((each) => ownAmong([each]).length === 0).map(({ arn }) => arn);

        let acts = Number.POSITIVE_INFINITY;
        for (let round = 0; acts > 0; round++) {
          expect(round).toBeLessThan(20);
          acts = model.create().length + model.copy().length;
          model.settle();
          acts += model.prune(HOME).length + model.prune(AWAY).length;
        }

        for (const arn of foreign) expect(model.snapshots.has(arn)).toBe(true);
        if (rule.create === undefined) return;
        for (const { arn } of present) {
          expect(ownAmong(model.in(HOME)).some(({ provenance }) => provenance.cluster === arn)).toBe(true);
        }
      }),
      runs(500),
    );
  });

  test('do the same whatever order they run in, once each day and month that has begun is over', () => {
    fc.assert(
      fc.property(aSnapshotsRule, sound, fc.infiniteStream(fc.nat(4)), (rule, snapshots, order) => {
        const straight = new Model(aSnapshotPolicy(rule), present, SATURDAY, snapshots);
        const shuffled = new Model(aSnapshotPolicy(rule), present, SATURDAY, snapshots);
        const steps = (model: Model) => [
          () => model.create(),
          () => model.copy(),
          () => model.settle(),
          () => model.prune(HOME),
          () => model.prune(AWAY),
        ];
        const settled = (model: Model): string[] => {
          for (const now of [SATURDAY, SATURDAY + 70 * DAY]) {
            model.now = now;
            for (let round = 0; round < 8; round++) for (const step of steps(model)) step();
          }
          return [...model.snapshots.keys()].toSorted();
        };

        for (const step of order.take(20)) steps(shuffled)[step]?.();

        expect(settled(shuffled)).toEqual(settled(straight));
      }),
      runs(200),
    );
  });
});
