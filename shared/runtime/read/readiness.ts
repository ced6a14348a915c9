import type { AwsScope } from '../../aws/client/aws-scope.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { restoredIn } from '../../policy/recovery/drill/unready.ts';
import type { ReadinessWorld } from '../../policy/recovery/readiness/decide.ts';
import { questionsOf } from '../../policy/recovery/readiness/needs.ts';
import { placeKey, restorables } from '../../policy/recovery/readiness/restore-points.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { Listings } from '../sweep/listings.ts';
import { answer } from './answers.ts';
import { readRestorePlace } from './restore-place.ts';

/**
 * The facts that decide whether the clusters that drills restore in an account and Region could be restored there. No
 * call is made where there are none. A fact that can't be read is part of the world: it throws nothing.
 */
export async function readReadiness(
  scope: AwsScope,
  policy: Policy,
  { clusters, now }: { readonly clusters: readonly Cluster[]; readonly now: EpochMs },
  listings: Listings,
): Promise<ReadinessWorld> {
  const { account, region } = scope;
  const wanted = new Set(restoredIn(policy, scope, clusters).map(keyOf));
  if (wanted.size === 0) return { restorables: [], places: [], now, unlisted: [] };
  const listed = await answer(() => Promise.all([listings.snapshots(scope), listings.members(scope)]));
  const [{ snapshots }, members] = 'known' in listed ? listed.known : [{ snapshots: [] }, []];
  const all = restorables({ clusters, snapshots, members: { [placeKey(scope)]: members } });
  const own = all.filter(({ account, region, cluster }) =>
    wanted.has(keyOf({ account, region, id: cluster })),
  );
  const [questions] = questionsOf(own);
  return {
    ...{ restorables: own, now, unlisted: 'known' in listed ? [] : [{ account, region }] },
    places: questions === undefined ? [] : [await readRestorePlace(scope, questions, { withNotes: false })],
  };
}

function keyOf({ account, region, id }: Pick<Cluster, 'account' | 'region' | 'id'>): string {
  return `${account} ${region} ${id}`;
}
