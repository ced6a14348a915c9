import type { Cluster } from '../../model/cluster.ts';
import { isDrillName, type OpenDrill } from '../../model/drill-record.ts';
import { isSamePlace, type Location } from '../../model/location.ts';
import { CREATED_BY_TAG, DEPLOYMENT_TAG, DRILL_UNTIL_TAG, tagText } from '../../model/tags.ts';
import type { EpochMs } from '../../time/units.ts';
import { DELETING_MS } from './overdue.ts';

/** An account and Region as it was read. */
interface Place extends Location {
  readonly observedAt: EpochMs;
  readonly open: readonly Pick<OpenDrill, 'record'>[];
  readonly clusters: readonly { readonly cluster: Cluster }[];
}

/**
 * ARNs of clusters that look like those of drills of this deployment, whose time is up, and of which no record is left,
 * as when the bucket of evidence was emptied or another one was named. They are reported and never deleted: tags and
 * names prove nothing.
 */
export function strayDrills(deployment: string, { clusters, open, observedAt, ...place }: Place): string[] {
  const known = new Set(open.map(({ record }) => record.restored.arn));
  return clusters
    .map(({ cluster }) => cluster)
    .filter((cluster) => isSamePlace(cluster, place) && !known.has(cluster.arn))
    .filter(({ id, tags }) => isDrillName(id) && isOf(deployment, tags) && isUp(tags, observedAt))
    .map(({ arn }) => arn);
}

function isOf(deployment: string, tags: Cluster['tags']): boolean {
  return tags[DEPLOYMENT_TAG] === tagText(deployment) && tags[CREATED_BY_TAG] === 'drill-restores';
}

function isUp(tags: Cluster['tags'], now: EpochMs): boolean {
  return now - Date.parse(tags[DRILL_UNTIL_TAG] ?? '') > DELETING_MS;
}
