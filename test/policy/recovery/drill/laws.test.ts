import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RestoreClusterCommand } from '../../../../shared/policy/model/command.ts';
import type { Decision } from '../../../../shared/policy/model/decision.ts';
import { decideDrills } from '../../../../shared/policy/recovery/drill/decide.ts';
import { combinationsOf, drillTurn } from '../../../../shared/policy/recovery/drill/turn.ts';
import type { DrillFacts, DrillWorld } from '../../../../shared/policy/recovery/drill/world.ts';
import {
  aDrillPolicy,
  aDrillWorld,
  aRecoveryRule,
  aSnapshotOf,
  aSource,
  drillFacts,
} from '../../../support/builders/drills.ts';
import { runs } from '../../../support/runs.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../../builders.ts';

const unread = { unread: 'AccessDenied' };

function recordsOf(decisions: readonly Decision<RestoreClusterCommand>[]) {
  return decisions.flatMap((one) => (one.verdict === 'act' ? [one.command.record] : []));
}

/** Each takes away something that has to be known. */
const holes: readonly ((world: DrillWorld) => DrillWorld)[] = [
  ({ facts: _, ...world }) => world,
  ({ snapshots: _, ...world }) => world,
  (world) => ({ ...world, hasBucket: false }),
  (world) => ({ ...world, hasBucket: 'unknown' }),
  (world) => ({
    ...world,
    snapshots: world.snapshots?.map((one) => ({ ...one, resourceId: 'cluster-X' })) ?? [],
  }),
  (world) => ({ ...world, snapshots: world.snapshots?.map((one) => ({ ...one, status: 'copying' })) ?? [] }),
  ...(['room', 'denied'] as const).map((key) => withFacts({ [key]: unread })),
  ...(['keys', 'versions', 'classes', 'subnetGroups'] as const).flatMap((key) => [
    withFacts({ [key]: {} }),
    (world: DrillWorld) =>
      withFacts({
        [key]: Object.fromEntries(Object.keys(world.facts?.[key] ?? {}).map((name) => [name, unread])),
      })(world),
  ]),
  withFacts({ denied: { known: ['rds:DeleteDBInstance'] } }),
  withFacts({ subnetGroups: { drills: { known: 'missing' } } }),
  withFacts({ subnetGroups: { drills: { known: { vpc: 'vpc-1', isDefaultVpc: true, zones: ['a', 'b'] } } } }),
];

function withFacts(some: Partial<DrillFacts>): (world: DrillWorld) => DrillWorld {
  return (world) => (world.facts === undefined ? world : { ...world, facts: { ...world.facts, ...some } });
}

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });

describe('restore drills', () => {
  test('begin only where everything that a drill needs is known, and right', () => {
    fc.assert(
      fc.property(
        ids,
        fc.array(fc.constantFrom(...holes), { maxLength: 3 }),
        fc.constantFrom('db.r6g.large', 'smallest'),
        (names, taken, instanceClass) => {
          const policy = aDrillPolicy(
            aRecoveryRule({ instance: { class: instanceClass }, drill: { atMost: 10 } }),
          );
          const whole = aDrillWorld(
            {},
            names.map((id) => aSource({ id })),
          );

          const begun = recordsOf(
            decideDrills(
              policy,
              taken.reduce((world, take) => take(world), whole),
            ),
          );

          expect(begun).toHaveLength(taken.length === 0 ? names.length : 0);
        },
      ),
      runs(2000, 200),
    );
  });

  test('begin once in each period, wherever its turn is and however often it is looked at', () => {
    fc.assert(
      fc.property(
        ids,
        fc.uniqueArray(fc.constantFrom('source', 'us-west-2', 'us-east-1'), { minLength: 1 }),
        fc.uniqueArray(fc.constantFrom('newest' as const, 'oldest' as const, 'pitr' as const), {
          minLength: 1,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 30 }),
        (names, where, from, days, hours) => {
          const drill = { everyMs: days * DAY, where, from, atMost: 10 };
          const policy = aDrillPolicy(aRecoveryRule({ drill }));
          const sources = names.map((id) => aSource({ id }));
          const done = new Map<string, Set<string>>();
          const began = new Map<string, number>();
          let now = SATURDAY;
          for (const later of hours) {
            now += later * HOUR;
            for (const region of ['eu-central-1', 'us-west-2', 'us-east-1']) {
              const over = done.get(region) ?? new Set();
              done.set(region, over);
              const world = placeAt(region, now, over, sources);
              for (const { source, drill: id } of recordsOf(decideDrills(policy, world))) {
                over.add(id);
                const turn = drillTurn(policy.rules[0]?.recovery?.drill ?? drill, source, 'prod', now);
                const key = `${source.arn} ${turn?.period}`;
                began.set(key, (began.get(key) ?? 0) + 1);
              }
            }
          }
          expect([...began.values()].filter((times) => times > 1)).toEqual([]);
          expect(began.size > 0).toBe(combinationsOf({ from, where }, 'eu-central-1').length > 0);
        },
      ),
      runs(500, 50),
    );
  });

  test('are never more at once than atMost, whoever made the others, and leave room in the quotas', () => {
    fc.assert(
      fc.property(
        ids,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        (names, atMost, listed, unlisted, clusters, instances) => {
          const policy = aDrillPolicy(aRecoveryRule({ drill: { atMost } }));
          const foreign = Array.from({ length: listed }, (_, n) => ({
            cluster: aCluster({ id: `dormouse-drill-x${n}`, tags: {} }),
          }));
          const others = aDrillWorld(
            {},
            Array.from({ length: unlisted }, (_, n) => aSource({ id: `other-${n}` })),
          );
          const open = recordsOf(
            decideDrills(aDrillPolicy(aRecoveryRule({ drill: { atMost: 10 } })), others),
          );
          const world = aDrillWorld(
            {},
            names.map((id) => aSource({ id })),
          );

          const begun = recordsOf(
            decideDrills(policy, {
              ...world,
              clusters: [...world.clusters, ...foreign],
              open: open.map((record) => ({ record, etag: '1' })),
              facts: drillFacts({ room: { known: { clusters, instances } } }),
            }),
          );

          const room = Math.min(clusters, instances) - unlisted - 1;
          expect(begun.length).toBe(Math.max(0, Math.min(names.length, atMost - listed - unlisted, room)));
        },
      ),
      runs(2000, 200),
    );
  });

  test('take every combination in turn, and none twice before all had their turn', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('newest' as const, 'oldest' as const, 'pitr' as const), {
          minLength: 1,
        }),
        fc.uniqueArray(fc.constantFrom('source', 'us-west-2', 'us-east-1', 'eu-central-1'), { minLength: 1 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom('a', 'b', 'c'),
        (from, where, days, start, id) => {
          const source = { ...aSource({ id }), resourceId: `cluster-${id}` };
          const all = combinationsOf({ from, where }, source.region);
          const turns = all.map((_, n) =>
            drillTurn({ everyMs: days * DAY, from, where }, source, 'prod', start * DAY + n * days * DAY),
          );

          expect(turns.map((turn) => `${turn?.from} ${turn?.place.region}`).toSorted()).toEqual(
            all.map((one) => `${one.from} ${one.region}`).toSorted(),
          );
          expect(new Set(turns.map((turn) => turn?.id)).size).toBe(all.length);
        },
      ),
      runs(1000, 100),
    );
  });
});

/** A place with snapshots of all sources in it, complete ones, and all facts. */
function placeAt(
  region: string,
  observedAt: number,
  done: ReadonlySet<string>,
  sources: readonly ReturnType<typeof aSource>[],
): DrillWorld {
  const snapshots = sources.map((source) =>
    aSnapshotOf(source, {
      region,
      ...(region !== source.region && { sourceArn: aSnapshotOf(source).arn, type: 'manual' }),
    }),
  );
  return aDrillWorld({ region, observedAt, done, snapshots }, sources);
}
