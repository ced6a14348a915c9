import type { Policy } from '../../model/policy.ts';
import { networkIn } from '../../model/recovery-rule.ts';
import { versionKey } from '../readiness/place.ts';
import { type DueWorld, dueDrills } from './candidate.ts';
import { choosePoint } from './point.ts';
import type { DrillQuestions, DrillWorld } from './world.ts';

/** Whether a drill is due in the place that restores a snapshot, so that its snapshots have to be listed. */
export function needsSnapshots(policy: Policy, world: DueWorld): boolean {
  return dueDrills(policy, world).some(({ turn }) => turn.from !== 'pitr');
}

/** ARNs of the clusters whose latest restorable time has to be read. */
export function needsRestorable(policy: Policy, world: DueWorld): string[] {
  return dueDrills(policy, world).flatMap(({ turn, cluster }) => (turn.from === 'pitr' ? [cluster.arn] : []));
}

/** The questions before drills begin, once snapshots and restorable times are read. Undefined: no drill could begin. */
export function drillQuestions(
  policy: Policy,
  world: DueWorld & Pick<DrillWorld, 'snapshots' | 'restorable'>,
): DrillQuestions | undefined {
  const found = dueDrills(policy, world).flatMap((candidate) => {
    const chosen = choosePoint(candidate, world);
    return 'point' in chosen ? [{ candidate, chosen }] : [];
  });
  if (found.length === 0) return undefined;
  const chosen = found.map((one) => one.chosen);
  return {
    engines: [...new Set(chosen.map(({ engine }) => engine))],
    versions: [
      ...new Map(
        chosen.map(({ engine, engineVersion: version }) => [
          versionKey(engine, version),
          { engine, version },
        ]),
      ).values(),
    ],
    keys: [...new Set(chosen.flatMap(({ kmsKey }) => kmsKey ?? []))],
    subnetGroups: [
      ...new Set(
        found.flatMap(({ candidate: { rule } }) => networkIn(rule.settings, world.region)?.subnetGroup ?? []),
      ),
    ],
  };
}
