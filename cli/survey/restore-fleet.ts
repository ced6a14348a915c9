import pMap from 'p-map';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { listMembers } from '../../shared/aws/read/members.ts';
import { listSnapshots } from '../../shared/aws/read/snapshots.ts';
import type { Cluster, Member } from '../../shared/policy/model/cluster.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import { type Fleet, placeKey } from '../../shared/policy/recovery/readiness/restore-points.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { explainError } from '../errors/explain-error.ts';
import type { Progress } from '../terminal/progress.ts';
import { asPerson } from './find-cluster.ts';
import { readerSession } from './reader.ts';

/** Something of an account and Region that could not be read. */
export interface Unread {
  readonly account: string;
  readonly region: string;
  readonly what: string;
  readonly why: string;
}

export interface ReadFleet {
  readonly fleet: Fleet;
  readonly scopes: ReadonlyMap<string, AwsScope>;
  /** AWS's clock. */
  readonly now: EpochMs;
  readonly unread: readonly Unread[];
}

/** A target of the policy, or a Region that only gets copies. */
export interface ReadPlaceOf {
  readonly place: TargetLocation;
  readonly isTarget: boolean;
}

/**
 * The clusters and instances of the targets, and the snapshots of all places. A lost Region is asked for its clusters
 * alone: they may not be known otherwise, and if it does not answer, the snapshots elsewhere name them.
 */
export async function readFleet(
  places: readonly ReadPlaceOf[],
  caller: { readonly account: string },
  lost: string | undefined,
  { warn, waitFor }: Progress,
): Promise<ReadFleet> {
  const unread: Unread[] = [];
  const clusters: Cluster[] = [];
  const snapshots: Snapshot[] = [];
  const members: Record<string, readonly Member[]> = {};
  const scopes = new Map<string, AwsScope>();
  let now: EpochMs = 0;
  await pMap(
    places,
    async ({ place, isTarget }) => {
      const { account, region } = place;
      const isLost = region === lost;
      waitFor(`${account} ${region}`);
      const scope = createScope(asPerson(place, caller), undefined, { warn, session: readerSession });
      scopes.set(placeKey(place), scope);
      const tryTo = async (what: string, read: () => Promise<void>): Promise<void> => {
        try {
          await read();
        } catch (error) {
          unread.push({ account, region, what, why: explainError(error) });
        }
      };
      await Promise.all([
        isTarget &&
          tryTo('clusters', async () => {
            const listed = await listClusters(scope);
            clusters.push(...listed.clusters);
            now = Math.max(now, listed.observedAt);
          }),
        isTarget &&
          !isLost &&
          tryTo('instances', async () => {
            members[placeKey(place)] = await listMembers(scope);
          }),
        !isLost &&
          tryTo('snapshots', async () => {
            const listed = await listSnapshots(scope);
            snapshots.push(...listed.snapshots);
            now = Math.max(now, listed.observedAt);
          }),
      ]);
    },
    { concurrency: 4 },
  );
  return { fleet: { clusters, snapshots, members }, scopes, now, unread };
}
