import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { listClusters } from '../../aws/read/clusters.ts';
import type { FactSources } from '../../aws/read/fact-sources.ts';
import { listMembers } from '../../aws/read/members.ts';
import { listSnapshots } from '../../aws/read/snapshots.ts';

/**
 * Listings that several units of one run need: each account and Region is read once, whoever asks first. One that
 * failed has failed for the run.
 */
export interface Listings extends Partial<FactSources> {
  readonly clusters: typeof listClusters;
  readonly members: typeof listMembers;
  /** Manual and automated ones. */
  readonly snapshots: (scope: AwsScope) => ReturnType<typeof listSnapshots>;
  readonly manualSnapshots: (scope: AwsScope) => ReturnType<typeof listSnapshots>;
}

/** Listings of one run. */
export function createListings(): Listings {
  return {
    clusters: oncePerPlace(listClusters),
    members: oncePerPlace(listMembers),
    snapshots: oncePerPlace((scope) => listSnapshots(scope)),
    manualSnapshots: oncePerPlace((scope) => listSnapshots(scope, { type: 'manual' })),
  };
}

function oncePerPlace<T>(list: (scope: AwsScope) => Promise<T>): (scope: AwsScope) => Promise<T> {
  const lists = new Map<string, Promise<T>>();
  return (scope) => {
    const place = `${scope.account} ${scope.region}`;
    const listed = lists.get(place) ?? list(scope);
    lists.set(place, listed);
    return listed;
  };
}
