import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { readStopFacts, withFacts } from '../../aws/read/stop-facts.ts';
import type { StopWorld } from '../../policy/power/facts.ts';
import { STARTS_KNOWN_MS } from '../../policy/power/snapshot-first.ts';
import { createListings } from '../sweep/listings.ts';
import { readClusters } from './power.ts';

/**
 * The listing, and the facts about every cluster that a forecast needs, which are those that decide a stop but for use.
 * Throws when a listing fails or is incomplete.
 */
export async function readToForecast(scope: AwsScope): Promise<StopWorld> {
  const world = await readClusters(scope, createListings());
  const clusters = world.clusters.map(({ cluster }) => cluster);
  if (clusters.length === 0) return world;
  const needed = {
    clusters,
    eventsSince: world.observedAt - STARTS_KNOWN_MS,
    snapshots: false,
    idle: [],
    uptime: [],
  };
  const { facts } = await readStopFacts(scope, needed, world.observedAt);
  return withFacts(world, facts);
}
