import { defined } from '../../../defined.ts';
import type { Location } from '../../model/location.ts';
import type { EpochMs } from '../../time/units.ts';
import type { Proof } from '../evidence/proven-tag.ts';
import { checks } from './checks.ts';
import { blocker, type ReadinessFinding } from './finding.ts';
import type { Place } from './place.ts';
import { placeKey, type Restorable, type RestorePoint } from './restore-points.ts';

/** Whether a cluster could be restored in one place, and what is in the way. */
export interface PlaceReadiness {
  readonly account: string;
  readonly region: string;
  readonly snapshot: string;
  readonly arn: string;
  /** When the data was as it is in the snapshot. */
  readonly at: EpochMs;
  readonly ageMs: number;
  readonly findings: readonly ReadinessFinding[];
}

/** Whether a cluster could be restored, place by place, the newest snapshot first. */
export interface ClusterReadiness {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly places: readonly PlaceReadiness[];
  /** Findings about the cluster as a whole: that there is nothing to restore. */
  readonly findings: readonly ReadinessFinding[];
  /** Its last restore drill that passed, by its tag. Absent: none is known. */
  readonly proof?: Proof;
}

export interface ReadinessWorld {
  readonly restorables: readonly Restorable[];
  readonly places: readonly Place[];
  readonly now: EpochMs;
  /** The Region that counts as lost: then all its clusters are restored, and share the quotas. */
  readonly lost?: string;
  /** Where snapshots could not be listed: of clusters of these accounts there may be more. */
  readonly unlisted: readonly Location[];
}

/** The readiness of each cluster, in the order of the world. */
export function decideReadiness({
  restorables,
  places,
  now,
  lost,
  unlisted,
}: ReadinessWorld): ClusterReadiness[] {
  const known = new Map(places.map((place) => [placeKey(place), place]));
  const taken = new Map<string, { clusters: number; instances: number }>();
  return restorables.map(({ account, region, cluster, points, proof }) => ({
    ...{ account, region, cluster, ...defined({ proof }) },
    places: points.map((point, at) => {
      const place = known.get(placeKey(point));
      const used = taken.get(placeKey(point)) ?? { clusters: 0, instances: 0 };
      const needed = { clusters: 1, instances: Math.max(1, point.recipe?.instances?.length ?? 1) };
      const together = {
        clusters: used.clusters + needed.clusters,
        instances: used.instances + needed.instances,
      };
      // Of a lost Region, each cluster is restored once, where its newest snapshot is.
      if (lost !== undefined && at === 0) taken.set(placeKey(point), together);
      const findings =
        place === undefined
          ? [blocker('not-read', 'the place could not be read', 'see above, and ask again')]
          : [...checks.flatMap((check) => check(point, place, now)), ...checkRoom(point, place, together)];
      return toReadiness(point, findings, now);
    }),
    findings:
      points.length > 0
        ? []
        : [
            nothingLeft(
              lost,
              unlisted.filter((one) => one.account === account),
            ),
          ],
  }));
}

/** An error is not an empty list. */
function nothingLeft(lost: string | undefined, unlisted: readonly Location[]): ReadinessFinding {
  if (unlisted.length > 0) {
    const where = unlisted.map(({ region }) => region).join(', ');
    return blocker(
      'not-read',
      `snapshots of ${where} could not be listed, and there are none elsewhere`,
      'see above, and ask again',
    );
  }
  return lost === undefined
    ? blocker('no-snapshot', 'there is no snapshot of it anywhere', 'give its rule snapshots: { create: … }')
    : blocker(
        'no-snapshot',
        `nothing of it is left outside of ${lost}`,
        'give its rule snapshots: { copy: … } to another Region',
      );
}

function checkRoom(
  { region }: RestorePoint,
  { room }: Place,
  needed: { readonly clusters: number; readonly instances: number },
): ReadinessFinding[] {
  if (!('known' in room)) {
    const remedy = 'allow rds:DescribeAccountAttributes and ask again';
    return [blocker('not-read', `quotas of ${region} could not be read: ${room.unread}`, remedy)];
  }
  return (['clusters', 'instances'] as const)
    .filter((what) => needed[what] > room.known[what])
    .map((what) => {
      const detail = `the quota of ${region} has room for ${Math.max(0, room.known[what])} more ${what}, and ${needed[what]} are needed`;
      return blocker(
        'quota-full',
        detail,
        `ask for a higher quota of DB ${what} in ${region}, or delete some`,
      );
    });
}

function toReadiness(
  { account, region, snapshot: { id, arn }, at }: RestorePoint,
  findings: readonly ReadinessFinding[],
  now: EpochMs,
): PlaceReadiness {
  return { account, region, snapshot: id, arn, at, ageMs: Math.max(0, now - at), findings };
}

export function isBlocked({ findings }: { readonly findings: readonly ReadinessFinding[] }): boolean {
  return findings.some(({ severity }) => severity === 'blocker');
}
