import { StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWorld, type World } from '../../backtest/world.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { type FactSources, factSources } from '../../shared/aws/read/fact-sources.ts';
import { capacityMetrics, scalingInstances } from '../../shared/policy/capacity/use.ts';
import { metricWindow } from '../../shared/policy/metrics/window.ts';
import { idleMetrics } from '../../shared/policy/power/idle-metrics.ts';
import type { Listings } from '../../shared/runtime/sweep/listings.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { runs, sized } from '../support/runs.ts';
import { chooser, from, large } from './drawing.ts';
import { aFleet } from './generated-fleet.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

test('the facts of a simulation are those that AWS answers with', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
      const draw = chooser(seed);
      const fleet = loadFleet(aFleet(seed, sized(40, 20), large));
      const world = createWorld({ fleet, from, seed, onChange() {} });
      for (let at = from; at < from + sized(48, 24) * hourMs; at += draw.within(1, 300) * minuteMs) {
        world.clock.advanceTo(at);
        await stopOrStart(world, draw);
        world.focus(new Set(world.clusters.filter(() => draw.chance(0.9))));
        const byAws = { ...factSources(), clusters: listClusters };
        const simulated = { ...byAws, ...world.listings() };
        for (const place of placesOf(world))
          expect(await factsIn(world, simulated, place)).toEqual(await factsIn(world, byAws, place));
      }
    }),
    runs(20, 3),
  );
});

async function stopOrStart({ clusters, scopeFor }: World, draw: ReturnType<typeof chooser>): Promise<void> {
  for (const cluster of clusters.filter(() => draw.chance(0.2))) {
    const input = { DBClusterIdentifier: cluster.id };
    const Command = draw.chance(0.5) ? StopDBClusterCommand : StartDBClusterCommand;
    // Refused in most statuses.
    await scopeFor(cluster)
      .clients.rds.send(new Command(input))
      .catch(() => {});
  }
}

type Sources = FactSources & Pick<Listings, 'clusters'>;

interface Place {
  readonly account: string;
  readonly region: string;
}

function placesOf({ clusters }: World): Place[] {
  return [...new Map(clusters.map((one) => [`${one.account} ${one.region}`, one])).values()];
}

async function factsIn(
  world: World,
  { clusters: list, members, powerEvents, series }: Sources,
  place: Place,
) {
  const scope = world.scopeFor(place);
  const now = world.clock.now();
  const { clusters } = await list(scope);
  const listed = await members(scope);
  const requests = clusters.flatMap((cluster, index) => {
    const window = metricWindow(cluster, (1 + (index % 3)) * hourMs, now);
    const own = listed.filter(({ clusterId }) => clusterId === cluster.id);
    const metrics = [...idleMetrics(cluster), ...capacityMetrics(cluster, scalingInstances(own))];
    return metrics.map((metric) => ({ metric, window }));
  });
  const read = await series(scope, requests);
  return {
    clusters,
    members: Map.groupBy(listed, ({ clusterId }) => clusterId),
    events: await powerEvents(scope, now - 9 * hourMs, now),
    series: requests.map((request) => read.series.get(request)),
    outage: read.outage,
  };
}
