import { stringify } from 'yaml';
import type { ForecastCluster } from '../../forecast/course.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { readToForecast } from '../../shared/runtime/read/forecast.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { sweepWith } from '../laws/let-loose.ts';
import { FROM, fleetOf, type GeneratedCluster } from './generated-fleet.ts';

const MINUTE = 60_000;
/** How often the functions run. */
export const TICK = 15 * MINUTE;

/** The state of a cluster after the functions have run. */
export interface Sample {
  readonly status: string;
  readonly stream: string;
  readonly min?: number;
  readonly max?: number;
}

/** A simulated fleet without surprises. */
export function simulated(clusters: readonly GeneratedCluster[], policy: Policy, seed: number) {
  const simulator = createSimulator({ fleet: stringify(fleetOf(clusters)), now: FROM, seed });
  const place = { account: '111122223333', region: 'eu-central-1' };

  return {
    /** The part of it that a forecast reads. */
    async facts(): Promise<readonly ForecastCluster[]> {
      const scope = createScope(place, { requestHandler: inProcess(simulator) }, { warn: () => {} });
      return (await readToForecast(scope)).clusters;
    },
    /** Lets the functions run until then: each cluster's state at each tick, by its id. */
    async run(until: number): Promise<Map<string, Sample[]>> {
      const samples = new Map<string, Sample[]>();
      for (let at = FROM; at < until; at += TICK) {
        simulator.clock.advanceTo(at);
        for (const recipe of [stop, start, toggle, scale, create]) await sweepWith(simulator, policy, recipe);
        for (const { id, status, activityStream, serverless } of simulator.backend.state().clusters) {
          const { min, max } = serverless ?? {};
          const limits = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
          const sample = { status, stream: activityStream?.status ?? 'stopped', ...limits };
          samples.set(id, [...(samples.get(id) ?? []), sample]);
        }
      }
      return samples;
    },
    /** When Dormouse took snapshots of a cluster. */
    snapshotsOf: (id: string): number[] =>
      simulator.backend
        .snapshots()
        .filter((one) => one.cluster === id && one.type === 'manual')
        .map(({ createdAt }) => Date.parse(createdAt)),
    /** Every status that a cluster has had. */
    historyOf: (id: string) =>
      (simulator.backend.state().clusters.find((one) => one.id === id)?.history ?? []).map(
        ({ at, status }) => ({
          at: Date.parse(at),
          status,
        }),
      ),
  };
}
