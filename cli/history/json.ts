import type { HistoryEntry } from './entry.ts';
import type { Histories } from './histories.ts';
import type { Reading } from './text.ts';

/** The histories for programs. Ends with a line feed. */
export function historyJson(
  { clusters, places }: Histories,
  { since, until, unread }: Reading,
  records: readonly string[],
): string {
  const report = {
    version: 1,
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    records,
    clusters: clusters.map(({ names: [cluster, ...earlier], entries, ...about }) => ({
      cluster,
      ...(earlier.length > 0 && { earlierNames: earlier }),
      ...about,
      entries: entries.map(entryJson),
    })),
    places: places.map(entryJson),
    unread,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function entryJson({ at, ...entry }: HistoryEntry): object {
  return { at: new Date(at).toISOString(), ...entry };
}
