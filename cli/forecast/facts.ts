import { withFleetAccounts } from '../../backtest/fleet-accounts.ts';
import type { ForecastCluster } from '../../forecast/course.ts';
import { recipe as stopIdleClusters } from '../../functions/recipes/stop-idle-clusters.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { readToForecast } from '../../shared/runtime/read/forecast.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { Fleet } from '../../simulator/fleet/fleet.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { unreadScopes } from '../survey/scopes.ts';
import { survey } from '../survey/survey.ts';
import type { Progress } from '../terminal/progress.ts';

/** The clusters of a forecast, and sentences about those that could not be read. */
export interface Facts {
  readonly clusters: readonly ForecastCluster[];
  /** By AWS's clock, or the one of the fleet. Absent: nothing could be read. */
  readonly observedAt?: EpochMs;
  readonly unread: readonly string[];
}

const recipe = { ...stopIdleClusters, read: readToForecast, decide: () => [] };

/** Reads the targets of the policy, as a plan does, but for the use of their clusters. */
export async function factsOfAws(
  policy: Policy,
  where: Pick<SweepRequest, 'accounts' | 'regions'>,
  progress: Progress,
): Promise<Facts> {
  const found = await survey(policy, where, progress, { functions: [recipe] });
  const [first] = found.worlds;
  return {
    clusters: found.worlds.flatMap(({ clusters }) => clusters),
    ...(first && { observedAt: first.observedAt }),
    unread: unreadScopes(found.results).map(
      ({ account, region, fault }) =>
        `${account} ${region} could not be read: ${fault.name}: ${fault.message}`,
    ),
  };
}

/** Reads the clusters of a fleet as if they were in AWS at `now`: those of the policy's targets, or all. */
export async function factsOfFleet(policy: Policy, fleet: Fleet, now: EpochMs): Promise<Facts> {
  const simulator = createSimulator({ fleet, now });
  const options = {
    requestHandler: inProcess(simulator),
    credentials: { accessKeyId: 'fleet', secretAccessKey: 'fleet' },
  };
  const clusters: ForecastCluster[] = [];
  for (const place of locations(withFleetAccounts(policy, fleet, now), fleet)) {
    const scope = createScope(place, options, { warn: () => undefined });
    clusters.push(...(await readToForecast(scope)).clusters);
  }
  return { clusters, observedAt: now, unread: [] };
}

function locations({ targets }: Policy, { accounts, clusters }: Fleet): TargetLocation[] {
  const all = new Map(clusters.map(({ account, region }) => [`${account} ${region}`, { account, region }]));
  const wanted = targets.flatMap(({ account, regions }) => regions.map((region) => `${account} ${region}`));
  return [...all].flatMap(([key, place]) => {
    if (wanted.length > 0 && !wanted.includes(key)) return [];
    const own = accounts.find(({ id }) => id === place.account);
    const role = `arn:aws:iam::${place.account}:role/${own?.role}`;
    return [{ ...place, role, ...(own?.externalId !== undefined && { externalId: own.externalId }) }];
  });
}
