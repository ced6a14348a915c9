import type { DBCluster } from '@aws-sdk/client-rds';
import type { Capacity, Load } from '../../fleet/fleet.ts';
import { createHistory, type History, type Timed } from './history.ts';

/** Limits of serverless capacity, and from when on they hold. */
export interface CapacityEntry extends Capacity, Timed {}

/** The limits that a cluster has had, oldest first; the first ones hold for the time before, too. */
export type Capacities = History<CapacityEntry>;

/** A cluster, if its instances can be serverless. */
interface Scalable {
  readonly capacities?: Capacities;
}

/** The limits that a fleet file gives a cluster have always held. */
export function buildCapacities({ min, max, autoPauseAfter }: Capacity): Capacities {
  const always = Number.NEGATIVE_INFINITY;
  return createHistory({ min, max, autoPauseAfter, at: always, visibleAt: always });
}

/** Whether an instance scales between the limits of its cluster; any other class is of one size. */
export function isServerless({ instanceClass }: { readonly instanceClass: string }): boolean {
  return instanceClass === 'db.serverless';
}

/** The least that runs, in units: below it there is only the pause. */
const leastUnits = 0.5;

/**
 * The units that a load makes an instance scale to within the limits of that time (ms), in half steps. CPU is percent
 * of the first max: the load of clients stays the same when the limits change.
 */
export function unitsAt({ capacities }: Scalable, load: Load, at: number): number | undefined {
  const [first] = capacities?.entries ?? [];
  if (capacities === undefined || first === undefined) return undefined;
  return withinLimits(capacities.at(at), Math.ceil((2 * first.max * load.cpu) / 100) / 2);
}

/** The units that an instance which is not paused has, where it would need `wanted`. */
export function withinLimits({ min, max }: Capacity, wanted: number): number {
  return Math.min(max, Math.max(min, leastUnits, wanted));
}

/** As reads show it at `now` (ms); the platform version is Aurora's alone. */
export function toCapacityShape(
  { capacities, engine, platform }: Scalable & { readonly engine: string; readonly platform: string },
  now: number,
): Pick<DBCluster, 'ServerlessV2ScalingConfiguration' | 'ServerlessV2PlatformVersion'> {
  if (capacities === undefined) return {};
  const { min, max, autoPauseAfter } = capacities.visible(now);
  return {
    ServerlessV2ScalingConfiguration: {
      MinCapacity: min,
      MaxCapacity: max,
      ...(min === 0 && { SecondsUntilAutoPause: autoPauseAfter / 1_000 }),
    },
    ...(engine.startsWith('aurora-') && { ServerlessV2PlatformVersion: platform }),
  };
}
