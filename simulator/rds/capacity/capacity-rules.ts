/**
 * Serverless capacity that ModifyDBCluster refuses. The texts are the simulator's own: AWS documents none, nor which
 * of the two codes it uses.
 */

import type { ServiceError } from '../../core/service.ts';
import { autoPauseRange, type CapacityRange, capacityRange } from '../../fleet/capacity-ranges.ts';
import type { Capacity } from '../../fleet/fleet.ts';
import { invalidCombination, invalidParameter } from '../api/errors.ts';
import type { Cluster } from '../clusters/cluster.ts';

/** The limits that a call requests; those left out stay as they are. */
export interface WantedCapacity {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Seconds. */
  readonly pauseAfter?: number | undefined;
}

interface Limits {
  readonly min: number;
  readonly max: number;
}

/** The smallest max; 0.5 to 0.5 is no range. */
const leastMax = 1;

type Check = readonly [fails: (limits: Limits, range: CapacityRange) => boolean, refuse: Refusal];
type Refusal = (limits: Limits, range: CapacityRange) => ServiceError;

const outOfRange: Refusal = ({ min, max }, range) =>
  invalidParameter(
    `The capacity range ${min} to ${max} is not within ${range.min} to ${range.max}, which the engine version has.`,
  );

/** The first check that fails gives the error. */
const checks: readonly Check[] = [
  [
    (limits) => [limits.min, limits.max].some((value) => !Number.isInteger(2 * value)),
    ({ min, max }) => invalidParameter(`The capacity range ${min} to ${max} is not in steps of 0.5.`),
  ],
  [({ min }, range) => min < range.min || min > range.max, outOfRange],
  [({ max }, range) => max > range.max, outOfRange],
  [
    ({ max }) => max < leastMax,
    ({ max }) => invalidParameter(`MaxCapacity must be ${leastMax} or more, not ${max}.`),
  ],
  [
    ({ min, max }) => min > max,
    ({ min, max }) => invalidCombination(`MinCapacity ${min} is greater than MaxCapacity ${max}.`),
  ],
];

/**
 * The limits that a cluster gets.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
 * @throws ServiceError `InvalidParameterValue` or `InvalidParameterCombination`
 */
export function toCapacity(cluster: Cluster, wanted: WantedCapacity): Capacity {
  const range = rangeOf(cluster);
  const current = cluster.capacities?.current();
  const { min = current?.min, max = current?.max } = wanted;
  if (min === undefined || max === undefined) {
    throw invalidCombination('MinCapacity and MaxCapacity must be given for a cluster that has neither.');
  }
  const refusal = checks.find(([fails]) => fails({ min, max }, range))?.[1];
  if (refusal !== undefined) throw refusal({ min, max }, range);
  return { min, max, autoPauseAfter: toAutoPause(min, wanted, current) };
}

function rangeOf({ id, engine, engineVersion, mode, platform, isLimitless }: Cluster): CapacityRange {
  const range = capacityRange(engine, engineVersion, platform);
  if (range !== undefined && mode === 'provisioned' && !isLimitless) return range;
  const kind = isLimitless ? 'Aurora Limitless Database' : `${engine} ${engineVersion} in ${mode} mode`;
  throw invalidCombination(
    `ServerlessV2ScalingConfiguration is not supported for DbCluster ${id}: it is ${kind}.`,
  );
}

/** Milliseconds; what is not said stays while the min does, else the default counts again. */
function toAutoPause(min: number, { pauseAfter }: WantedCapacity, current: Capacity | undefined): number {
  if (pauseAfter === undefined) {
    return min === 0 && current?.min === 0 ? current.autoPauseAfter : autoPauseRange.min;
  }
  if (min > 0) throw invalidCombination('SecondsUntilAutoPause is for a MinCapacity of 0 alone.');
  const ms = pauseAfter * 1_000;
  if (Number.isInteger(pauseAfter) && ms >= autoPauseRange.min && ms <= autoPauseRange.max) return ms;
  throw invalidParameter(
    `SecondsUntilAutoPause must be a whole number from 300 to 86400, not ${pauseAfter}.`,
  );
}
