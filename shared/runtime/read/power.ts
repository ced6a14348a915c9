import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { defined } from '../../defined.ts';
import { once } from '../../once.ts';
import type { World } from '../../policy/model/cluster.ts';
import type { Policy } from '../../policy/model/policy.ts';
import type { StopWorld } from '../../policy/power/facts.ts';
import { factsNeeded, quotaNeeded } from '../../policy/power/facts-needed.ts';
import { neighboursOf } from '../../policy/power/order.ts';
import type { Listings } from '../sweep/listings.ts';
import { onlyNamed } from '../sweep/narrow.ts';
import { decidedAt, type ReadWorld, type RunContext } from '../sweep/recipe.ts';

/** The listing of the clusters. Throws when it fails or is incomplete. */
export async function readClusters(scope: AwsScope, listings: Pick<Listings, 'clusters'>): Promise<World> {
  const { clusters, observedAt } = await listings.clusters(scope);
  const { account, region } = scope;
  return { account, region, observedAt, clusters: clusters.map((cluster) => ({ cluster })) };
}

/** Loaded when something could be stopped, once: a simulation asks a hundred thousand times. */
const factReaders = once(() =>
  Promise.all([import('../../aws/read/stop-facts.ts'), import('../../aws/read/quotas.ts')]),
);

/** Starts are decided on the listing alone. Throws when it fails or is incomplete. */
export function readToStart(
  scope: AwsScope,
  _policy: Policy,
  { listings }: Pick<RunContext, 'listings'>,
): Promise<World> {
  return readClusters(scope, listings);
}

/**
 * The listing, the facts about those clusters that the policy would stop on the strength of them, and the quota of
 * snapshots when one comes first. A fleet in which nothing could be stopped costs only its listing. Throws when a
 * listing fails or is incomplete.
 */
export async function readToStop(
  scope: AwsScope,
  policy: Policy,
  run: Pick<RunContext, 'clusters' | 'at' | 'withNeighbours' | 'listings'>,
): Promise<ReadWorld<StopWorld>> {
  const world = await readClusters(scope, run.listings);
  const named = toKnow(policy, world, run);
  const needed = factsNeeded(policy, decidedAt(named, run), world.observedAt);
  if (needed === undefined) return world;
  const [{ readStopFacts, withFacts }, { readSnapshotQuota }] = await factReaders();
  const { facts, outage } = await readStopFacts(scope, needed, world.observedAt, run.listings);
  const known = { ...withFacts(world, facts), ...defined({ outage }) };
  return needed.snapshots && quotaNeeded(policy, decidedAt(known, run))
    ? { ...known, quota: await readSnapshotQuota(scope) }
    : known;
}

/** The clusters that the run is about, and those that wait for them. */
function toKnow(
  policy: Policy,
  world: World,
  { clusters, withNeighbours }: Pick<RunContext, 'clusters' | 'withNeighbours'>,
): World {
  const named = onlyNamed(world, clusters);
  if (clusters === undefined || !withNeighbours) return named;
  const ids = new Set(named.clusters.map(({ cluster }) => cluster.id));
  const all = new Set([...ids, ...neighboursOf(policy, world, ids, 'before')]);
  return { ...world, clusters: world.clusters.filter(({ cluster }) => all.has(cluster.id)) };
}
