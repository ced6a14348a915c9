import { isoSeconds } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';

/** Since when nothing keeps a snapshot any more, and why: its cluster or rule is gone, or its rule has changed. */
export interface Unkept {
  readonly why: 'orphan' | 'expired';
  readonly since: EpochMs;
}

/** Dormouse's memory of an observation: what can't be undone needs a second one, some time later. */
export const UNKEPT_TAG = 'dormouse:unkept';
const FORM = /^(orphan|expired) since (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
const NOT = 'no';

type Tags = Readonly<Record<string, string>>;

/** Reads the tag of a snapshot; undefined when it says that something keeps it, or nothing that can be read. */
export function readUnkept(tags: Tags): Unkept | undefined {
  const [, why, at = ''] = FORM.exec(tags[UNKEPT_TAG] ?? '') ?? [];
  const since = Date.parse(at);
  return (why === 'orphan' || why === 'expired') && !Number.isNaN(since) ? { why, since } : undefined;
}

/** The tag for what is seen now. */
export function unkeptTags(why: Unkept['why'], now: EpochMs): Tags {
  return { [UNKEPT_TAG]: `${why} since ${isoSeconds(now)}` };
}

/** The tag for a snapshot that something keeps again; undefined where it says nothing else. */
export function keptAgainTags(tags: Tags): Tags | undefined {
  return (tags[UNKEPT_TAG] ?? NOT) === NOT ? undefined : { [UNKEPT_TAG]: NOT };
}
