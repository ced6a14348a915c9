import type { Cluster } from '../model/cluster.ts';
import { communityVersion, reaches } from '../model/engine-version.ts';
import { type Bounds, capacityEngine, type EngineCapacity } from '../model/engines.ts';

/** The serverless capacity that AWS allows, with its unit. */
export interface CapacityRange extends Bounds {
  readonly unit: EngineCapacity['unit'];
}

/**
 * The range of a cluster; undefined where its engine has no serverless capacity, or has none in its version. A version
 * that cannot be read, or is newer than what is known, has the widest range of its engine.
 */
export function capacityRange({
  engine,
  engineVersion,
  serverlessPlatform = '',
}: Pick<Cluster, 'engine' | 'engineVersion' | 'serverlessPlatform'>): CapacityRange | undefined {
  const known = capacityEngine(engine);
  const version = communityVersion(engineVersion);
  const row = known?.rows.findLast(({ from }) => version === '' || reaches(version, from));
  if (known === undefined || row === undefined) return undefined;
  const platform: Bounds | undefined = new Map(Object.entries(known.platforms ?? {})).get(serverlessPlatform);
  return {
    min: Math.max(row.min, platform?.min ?? row.min),
    max: Math.min(row.max, platform?.max ?? row.max),
    unit: known.unit,
  };
}

/** The range of an engine in its newest version; undefined where it has no serverless capacity. */
export function widestRange(engine: string): CapacityRange | undefined {
  return capacityRange({ engine, engineVersion: '' });
}

/**
 * Whether AWS takes these values: half steps within the range, and a max of 1 at least.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
 */
export function isWithin(range: Bounds, { min, max }: Bounds): boolean {
  return (
    min >= range.min &&
    max <= range.max &&
    max >= Math.max(1, min) &&
    [min, max].every((value) => Number.isInteger(value * 2))
  );
}
