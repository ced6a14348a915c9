import type { Cluster } from '../../model/cluster.ts';
import { DRILL_ID, type DrillRecord, pointTime } from '../../model/drill-record.ts';
import { PROVEN_TAG } from '../../model/tags.ts';
import { type EpochMs, MINUTE_MS } from '../../time/units.ts';

const INSTANT = String.raw`(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)`;
const PROVEN = new RegExp(
  `^${INSTANT} point ${INSTANT} in ([a-z]{2,4}(?:-[a-z]+){1,3}-\\d) took (\\d{1,4})m drill (${DRILL_ID.source})$`,
);

/** The last restore drill that a cluster passed, by its tag. For people: anybody who may tag the cluster can write it. */
export interface Proof {
  readonly at: EpochMs;
  /** When the data was as it is in the recovery point. */
  readonly point: EpochMs;
  /** Region of the restore. */
  readonly region: string;
  /** From the request of the restore to the first answer, in whole minutes. */
  readonly rtoMs: number;
  readonly drill: string;
}

/**
 * The tag `dormouse:proven` of the source cluster of a drill that passed; undefined for any other.
 *
 * @example
 * provenTag(record) // { 'dormouse:proven': '2026-11-28T03:57:03Z point 2026-11-27T03:00:00Z in us-west-2 took 47m drill …' }
 */
export function provenTag(record: DrillRecord): Readonly<Record<string, string>> | undefined {
  const { verdict, phases, point, place, rtoMs, drill, openedAt } = record;
  if (verdict !== 'passed' || rtoMs === undefined) return undefined;
  const at = phases.checkedAt ?? openedAt;
  const minutes = Math.ceil(rtoMs / MINUTE_MS);
  return {
    [PROVEN_TAG]: `${at} point ${pointTime(point)} in ${place.region} took ${minutes}m drill ${drill}`,
  };
}

/**
 * Reads `dormouse:proven`; undefined when it is absent, in another form, or older than the cluster: a restored cluster
 * has the tags of another one.
 */
export function readProof({ tags, createdAt = 0 }: Pick<Cluster, 'tags' | 'createdAt'>): Proof | undefined {
  const match = Object.hasOwn(tags, PROVEN_TAG) ? PROVEN.exec(tags[PROVEN_TAG] ?? '') : null;
  if (match === null) return undefined;
  const [, time = '', from = '', region = '', minutes, drill = ''] = match;
  const [at, point] = [Date.parse(time), Date.parse(from)];
  if (Number.isNaN(at) || Number.isNaN(point) || at < createdAt) return undefined;
  return { at, point, region, rtoMs: Number(minutes) * MINUTE_MS, drill };
}
