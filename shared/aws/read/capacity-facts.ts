import { defined } from '../../defined.ts';
import type { CapacityFacts, CapacityWorld } from '../../policy/capacity/capacity.ts';
import type { CapacityFactsNeeded } from '../../policy/capacity/facts-needed.ts';
import { capacityMetrics, capacityUseOf, scalingInstances, useWindow } from '../../policy/capacity/use.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { checkSeries } from './cluster-series.ts';
import { type FactSources, factSources } from './fact-sources.ts';
import type { MetricsOutage } from './metrics.ts';

/**
 * The world with what is still needed to decide about its capacity: the members are listed once for the whole account
 * and Region, and show whose metrics to ask for. The reads in `given` take the place of those that ask AWS. Throws when the
 * listing fails; metrics that fail make the use `unknown`, and are an outage if they fail for all.
 */
export async function withCapacityFacts(
  scope: AwsScope,
  world: CapacityWorld,
  needed: CapacityFactsNeeded,
  given?: Partial<FactSources>,
): Promise<{ world: CapacityWorld; outage?: MetricsOutage }> {
  const sources = factSources(given);
  const watched = needed.use.map((cluster) => ({ cluster, window: useWindow(cluster, world.observedAt) }));
  const members = Map.groupBy(await sources.members(scope), ({ clusterId }) => clusterId);
  const membersOf = ({ id }: Cluster) => members.get(id) ?? [];
  const { results: uses, outage } = await checkSeries(
    scope,
    watched,
    (cluster) => capacityMetrics(cluster, scalingInstances(membersOf(cluster))),
    (cluster, ...told) => capacityUseOf(cluster, scalingInstances(membersOf(cluster)), ...told),
    sources.series,
  );
  const wanted = new Set(needed.clusters.map(({ arn }) => arn));
  const clusters = world.clusters.map((observed) => {
    const { arn } = observed.cluster;
    const use = uses.get(arn);
    const capacityFacts: CapacityFacts = { members: membersOf(observed.cluster), ...defined({ use }) };
    return wanted.has(arn) ? { ...observed, capacityFacts } : observed;
  });
  return { world: { ...world, clusters }, ...defined({ outage }) };
}
