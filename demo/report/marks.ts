import type { Mark, MarkKind } from '../../timeline/timeline.ts';
import type { Happening } from '../day/happenings.ts';
import type { Track } from '../day/timeline.ts';

/** Anything that is neither here nor a waiting change shows in the lanes themselves. */
const kinds: Partial<Readonly<Record<Happening['what'], MarkKind>>> = {
  'by-hand': 'by-hand',
  restart: 'seven-day-restart',
  'stop-failed': 'failed',
  'copy-failed': 'failed',
  fault: 'failed',
  start: 'start',
  stop: 'stop',
  'start-stream': 'start-stream',
  'stop-stream': 'stop-stream',
  capacity: 'capacity',
  create: 'snapshot',
  copy: 'copy',
  delete: 'delete-snapshot',
};

export interface MarkOptions {
  /** Epoch milliseconds of minute 0. */
  readonly from: number;
  /** The number of a sentence in the list of all. */
  readonly numberOf: (sentence: string) => number;
}

/** The happenings of a cluster, in order. Changes that were only planned did not happen. */
export function marksOf(
  track: Track,
  happenings: readonly Happening[],
  { from, numberOf }: MarkOptions,
): Mark[] {
  return happenings.flatMap((happening) => {
    const { what, by, at, text, lasting } = happening;
    const kind = kinds[what];
    if (kind === undefined || lasting === true || !isOf(track, happening)) return [];
    const minute = Math.round((at - from) / 60_000);
    return [{ minute, kind, by, ...(text !== '' && { text: numberOf(text) }) }];
  });
}

/** Copies and deletions may be in other Regions than their cluster; what people do names no account. */
function isOf({ id, account }: Track, happening: Happening): boolean {
  return happening.cluster === id && (happening.account === '' || happening.account === account);
}
