import { createHash } from 'node:crypto';
import type { Cluster } from '../../model/cluster.ts';
import type { Location } from '../../model/location.ts';
import type { DrillPoint, DrillRule } from '../../model/recovery-rule.ts';
import { type EpochMs, MINUTE_MS } from '../../time/units.ts';
import { drillId } from './names.ts';

/** The drill of a cluster in a period: which recovery point it restores, and where. */
export interface DrillTurn {
  readonly id: string;
  /** When the period began, and when the next one does. */
  readonly period: EpochMs;
  readonly next: EpochMs;
  readonly from: DrillPoint;
  readonly place: Location;
}

/** A recovery point and the Region in which it is restored. */
export interface Combination {
  readonly from: DrillPoint;
  readonly region: string;
}

/** The clusters that have an identity: AWS gives every cluster a resource id. */
export type Identified = Pick<Cluster, 'account' | 'region' | 'arn'> & { readonly resourceId: string };

/**
 * The drill whose turn it is at `now`. Periods are whole multiples of `every` since 1970, moved by a time that follows
 * from the ARN, so that the drills of a fleet are spread. Each period takes the next combination.
 *
 * @param deployment The deployment, by its stage.
 * @returns Undefined where `from` and `where` have no combination.
 */
export function drillTurn(
  { everyMs, ...rule }: Pick<DrillRule, 'everyMs' | 'from' | 'where'>,
  cluster: Identified,
  deployment: string,
  now: EpochMs,
): DrillTurn | undefined {
  const phase = phaseOf(cluster.arn, everyMs);
  const number = Math.floor((now - phase) / everyMs);
  const period = phase + number * everyMs;
  const combinations = combinationsOf(rule, cluster.region);
  const combination = combinations[modulo(number, combinations.length)];
  if (combination === undefined) return undefined;
  const { from, region } = combination;
  const place = { account: cluster.account, region };
  const id = drillId({ deployment, source: cluster, place, period });
  return { id, period, next: period + everyMs, from, place };
}

/**
 * Every pair of a recovery point and a Region, in the order of turns. A point in time can be restored only in the Region
 * of the cluster. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-pitr.html
 */
export function combinationsOf(
  { from, where }: Pick<DrillRule, 'from' | 'where'>,
  home: string,
): Combination[] {
  const regions = [...new Set(where.map((one) => (one === 'source' ? home : one)))];
  return from.flatMap((point) =>
    regions
      .filter((region) => point !== 'pitr' || region === home)
      .map((region) => ({ from: point, region })),
  );
}

/** Whole minutes below `everyMs` (ms). */
function phaseOf(arn: string, everyMs: number): number {
  const share = createHash('sha256').update(arn).digest().readUInt32BE() / 2 ** 32;
  return Math.floor((share * everyMs) / MINUTE_MS) * MINUTE_MS;
}

function modulo(number: number, by: number): number {
  return ((number % by) + by) % by;
}
