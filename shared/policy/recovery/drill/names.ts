import { createHash } from 'node:crypto';
import { DRILL_ID, DRILL_PREFIX } from '../../model/drill-record.ts';
import type { Location } from '../../model/location.ts';
import { CREATED_BY_TAG, DEPLOYMENT_TAG, DRILL_TAG, tagText } from '../../model/tags.ts';
import type { EpochMs } from '../../time/units.ts';

/**
 * Identifiers of clusters and instances have 1 to 63 letters, digits and hyphens, begin with a letter, and neither end
 * with a hyphen nor have two in a row. Prefix, id and the end of the instance's name leave this much for the source's.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
const NAME_LENGTH = 24;

const WHOLE_ID = new RegExp(`^${DRILL_ID.source}$`);

/** All that makes a drill another one. */
export interface DrillIdentity {
  /** The deployment, by its stage. */
  readonly deployment: string;
  readonly source: { readonly arn: string; readonly resourceId: string };
  readonly place: Location;
  /** When its period began. */
  readonly period: EpochMs;
}

/**
 * The id of a drill: the same in every run, so that no drill begins twice.
 *
 * @example drillId({ deployment: 'prod', source, place, period }) // '202611280200-1f2e3d4c'
 */
export function drillId({ deployment, source, place, period }: DrillIdentity): string {
  const minute = new Date(period).toISOString().replace(/\D/g, '').slice(0, 12);
  const identity = [deployment, source.arn, source.resourceId, place.account, place.region, minute];
  return `${minute}-${createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 8)}`;
}

/** Whether a text has the form of a drill's id. */
export function isDrillId(text: string): boolean {
  return WHOLE_ID.test(text);
}

/**
 * The names of what a drill makes.
 *
 * @param source DBClusterIdentifier.
 * @param id Id of the drill.
 * @example drillNames('orders', '202611280200-1f2e3d4c').cluster // 'dormouse-drill-orders-202611280200-1f2e3d4c'
 */
export function drillNames(
  source: string,
  id: string,
): { readonly cluster: string; readonly instance: string } {
  const name = source
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_LENGTH)
    .replace(/^-|-$/g, '');
  const cluster = `${DRILL_PREFIX}${name || 'cluster'}-${id}`;
  return { cluster, instance: `${cluster}-1` };
}

/** The tags without which the role may neither change nor delete anything: of a drill, and of one of this deployment. */
export function drillTags(deployment: string, id: string): Readonly<Record<string, string>> {
  return {
    [CREATED_BY_TAG]: 'drill-restores',
    [DEPLOYMENT_TAG]: tagText(deployment),
    [DRILL_TAG]: id,
  };
}
