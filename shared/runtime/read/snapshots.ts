import pMap from 'p-map';
import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { readKey, readKeys } from '../../aws/read/keys.ts';
import { readSnapshotQuota } from '../../aws/read/quotas.ts';
import { defined } from '../../defined.ts';
import { parseArn } from '../../policy/model/arn.ts';
import type { Cluster, Member } from '../../policy/model/cluster.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { snapshotsDue } from '../../policy/snapshots/decide-create.ts';
import { deploymentOf } from '../../policy/snapshots/deployment.ts';
import { originOfOwn } from '../../policy/snapshots/identity.ts';
import { copiesDue, keysNeeded, regionsToDescribe } from '../../policy/snapshots/keys-needed.ts';
import { destinationRegions, sourceRegions } from '../../policy/snapshots/locations.ts';
import { ownSnapshots } from '../../policy/snapshots/own.ts';
import { pruneKeysNeeded } from '../../policy/snapshots/prune-keys-needed.ts';
import type { CopyWorld, CreateWorld, PruneWorld } from '../../policy/snapshots/worlds.ts';
import { toFault } from '../sweep/fault.ts';
import type { Fault } from '../sweep/outcome.ts';
import { decidedAt, type ReadWorld, type RunContext } from '../sweep/recipe.ts';
import { readClusters } from './power.ts';

/**
 * Clusters and manual snapshots of an account and Region, and when one is due the quota of snapshots and the instances
 * that its recipe names. Where no rule creates any, only the clusters. Instances that can't be listed keep no snapshot
 * from being taken. Throws when any other listing fails or is incomplete.
 */
export async function readToCreate(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
): Promise<ReadWorld<CreateWorld>> {
  const world = await readClusters(scope, run.listings);
  const someRule = policy.rules.some(({ snapshots }) => snapshots?.create !== undefined);
  if (!someRule) return { ...world, snapshots: [] };
  const { snapshots } = await run.listings.manualSnapshots(scope);
  const seen = { ...world, snapshots };
  if (!snapshotsDue(policy, decidedAt(seen, run))) return seen;
  const [quota, instances] = await Promise.all([readSnapshotQuota(scope), membersOrFault(run, scope)]);
  return { ...seen, quota, ...instances };
}

/**
 * Everything that could be copied to a Region and what is there: clusters and snapshots of the source Regions, the
 * snapshots of the destination, the state of each key that a copy needs, and the quota when there is something to
 * copy. A source Region of which a listing fails is left out, and a key that KMS can't describe now, because no other's copies
 * depend on them. Throws when anything else fails or is incomplete.
 */
export async function readToCopy(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
): Promise<ReadWorld<CopyWorld>> {
  const { account, region } = scope;
  const sourceScopes = sourceRegions(policy, account, region, run.targets).map(scope.inRegion);
  const [source, { snapshots, observedAt }] = await Promise.all([
    readSources(run, sourceScopes),
    run.listings.snapshots(scope),
  ]);
  const copies = snapshots.filter(({ type }) => type !== 'automated');
  const seen = { account, region, observedAt, ...source, copies };
  if (!copiesDue(policy, decidedAt(seen, run))) return { ...seen, keys: {} };
  const [{ keys, unread }, quota, instances] = await Promise.all([
    readKeys(scope, keysNeeded(policy, decidedAt(seen, run))),
    readSnapshotQuota(scope),
    pMap(regionsToDescribe(policy, decidedAt(seen, run)), async (source) => {
      return { source, ...(await membersOrFault(run, scope.inRegion(source))) };
    }),
  ]);
  const members = Object.fromEntries(
    instances.flatMap(({ source, members: own }) => (own ? [[source, own]] : [])),
  );
  const faults = [source.unread, unread, ...instances.map((one) => one.unread)];
  return { ...seen, keys, quota, members, ...defined({ unread: faults.reduce(together, undefined) }) };
}

/**
 * Manual snapshots of a Region, with the clusters that ours are of, as far as their Regions are targets, and the manual
 * snapshots of the Regions that they are copied to, and the keys of copies whose sources are about to be deleted. Throws
 * when a listing fails or is incomplete.
 */
export async function readToPrune(scope: AwsScope, policy: Policy, run: RunContext): Promise<PruneWorld> {
  const { account, region } = scope;
  const { snapshots, observedAt } = await run.listings.manualSnapshots(scope);
  const regions = new Set(
    ownSnapshots(snapshots, deploymentOf(policy)).map((one) => originOfOwn(one).region),
  );
  const listed = [
    region,
    ...run.targets.flatMap((own) => (own.account === account ? [own.region] : [])),
  ].filter((own, index, all) => regions.has(own) && all.indexOf(own) === index);
  const [clusters, otherRegions] = await Promise.all([
    clustersOf(run, listed.map(scope.inRegion)),
    pMap(destinationRegions(policy, account, region), async (other) => {
      return (await run.listings.manualSnapshots(scope.inRegion(other))).snapshots;
    }),
  ]);
  const seen = {
    account,
    region,
    observedAt,
    clusters,
    listed,
    snapshots,
    otherRegions: otherRegions.flat(),
  };
  const keys = await pMap(pruneKeysNeeded(policy, decidedAt(seen, run)), async (key) => {
    const where = parseArn(key)?.region ?? region;
    return [key, await readKey(scope.inRegion(where), key)] as const;
  });
  return { ...seen, keys: Object.fromEntries(keys) };
}

/** Clusters and snapshots of each Region in which both can be listed, and why others can't. */
async function readSources({ listings }: RunContext, scopes: readonly AwsScope[]) {
  const read = await pMap(scopes, async (source) => {
    try {
      const [{ clusters }, { snapshots }] = await Promise.all([
        listings.clusters(source),
        listings.snapshots(source),
      ]);
      return { clusters, snapshots };
    } catch (error) {
      const { name, message } = toFault(error);
      return { clusters: [], snapshots: [], fault: { name, message: `${source.region}: ${message}` } };
    }
  });
  const faults = read.flatMap(({ fault }) => fault ?? []);
  const [first] = faults;
  const message = faults.map((fault) => fault.message).join('; ');
  return {
    clusters: read.flatMap(({ clusters }) => clusters.map((cluster) => ({ cluster }))),
    sources: read.flatMap(({ snapshots }) => snapshots),
    ...(first && { unread: { ...first, message } }),
  };
}

async function clustersOf(
  { listings }: RunContext,
  scopes: readonly AwsScope[],
): Promise<{ cluster: Cluster }[]> {
  const lists = await pMap(scopes, async (scope) => (await listings.clusters(scope)).clusters);
  return lists.flat().map((cluster) => ({ cluster }));
}

/** A snapshot that does not describe its cluster whole is better than none. */
async function membersOrFault(
  { listings }: RunContext,
  scope: AwsScope,
): Promise<{ readonly members?: readonly Member[]; readonly unread?: Fault }> {
  try {
    return { members: await listings.members(scope) };
  } catch (error) {
    if (scope.signal?.aborted) throw error;
    const { name, message } = toFault(error);
    return {
      unread: { name, message: `instances of ${scope.region}, for recipes in snapshots: ${message}` },
    };
  }
}

/** Both faults as one, by the name of the first. */
function together(one: Fault | undefined, other: Fault | undefined): Fault | undefined {
  return one && other ? { name: one.name, message: `${one.message}; ${other.message}` } : (one ?? other);
}
