import type { DrillRecord } from '../../model/drill-record.ts';
import type { Location } from '../../model/location.ts';
import type { EpochMs } from '../../time/units.ts';

/** The keys of the bucket of evidence, which one deployment has for itself. */

export const EVIDENCE = 'evidence/';

/** Closed records, in one chain: `evidence/00000042.json`. */
export function evidenceKey(sequence: number): string {
  return `${EVIDENCE}${String(sequence).padStart(8, '0')}.json`;
}

/** The number of a closed record; undefined for any other key. */
export function sequenceOf(key: string): number | undefined {
  const digits = /^evidence\/(\d{8})\.json$/.exec(key)?.[1];
  return digits === undefined || Number(digits) === 0 ? undefined : Number(digits);
}

/** Pointers to the last proof of each cluster. */
export const PROVEN = 'proven/';

export const OPEN = 'open/';
export const DONE = 'done/';

/** Records of drills under way in an account and Region. */
export function openFolder({ account, region }: Location): string {
  return `${OPEN}${account}/${region}/`;
}

/** The account and Region of the key of an open record; undefined for any other key. */
export function placeOf(key: string): Location | undefined {
  const [, account, region] = /^open\/(\d{12})\/([a-z0-9-]+)\/[^/]+\.json$/.exec(key) ?? [];
  return account === undefined || region === undefined ? undefined : { account, region };
}

/** Marks of drills that are over. */
export function doneFolder({ account, region }: Location): string {
  return `${DONE}${account}/${region}/`;
}

export function openKey({ place, drill }: Pick<DrillRecord, 'place' | 'drill'>): string {
  return `${openFolder(place)}${drill}.json`;
}

export function doneKey({ place, drill }: Pick<DrillRecord, 'place' | 'drill'>): string {
  return `${doneFolder(place)}${drill}.json`;
}

/** The id of a drill by the key of its record or mark in a folder; undefined for any other key. */
export function drillOf(key: string, folder: string): string | undefined {
  return key.startsWith(folder) && key.endsWith('.json') ? key.slice(folder.length, -5) : undefined;
}

/** The number of the last evidence of a cluster: `asked` of a drill whose checks had answers, `proven` of one that passed. */
export type PointerKind = 'asked' | 'proven';

/** Pointers to evidence about the clusters of an account and Region. */
export function pointerFolder(kind: PointerKind, { account, region }: Location): string {
  return `${kind}/${account}/${region}/`;
}

/** Answers are compared with those about the same kind of recovery point: an older one has less data. */
export function askedKey({ source, point }: Pick<DrillRecord, 'source' | 'point'>): string {
  const pick = point.kind === 'pitr' ? 'pitr' : (point.pick ?? 'newest');
  return `${pointerFolder('asked', source)}${source.resourceId}/${pick}.json`;
}

export function provenKey({ source }: Pick<DrillRecord, 'source'>): string {
  return `${pointerFolder('proven', source)}${source.resourceId}.json`;
}

/** The beginning of the ids of drills in periods that began at an instant, `202611280200`. */
export function idsFrom(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 16).replace(/\D/g, '');
}
