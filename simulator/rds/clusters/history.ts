import { firstIndex } from '../../fleet/first-index.ts';
import type { StreamSetup } from './stream-setup.ts';

/** When a state began, for the control plane itself and for readers. */
export interface Timed {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Reads are eventually consistent: they show the entry from here on. */
  readonly visibleAt: number;
}

/** One status and when it began. */
export interface StatusEntry extends Timed {
  readonly status: string;
  /** When AWS will start a stopped cluster. */
  readonly automaticRestartAt?: number;
  /** How an activity stream that is not stopped has been started. */
  readonly stream?: StreamSetup;
}

/** The statuses that something has had, oldest first, or other values. Before the first entry it had the same one. */
export interface History<T extends Timed = StatusEntry> {
  readonly entries: readonly T[];
  record(entry: T): void;
  /** The value that the control plane itself goes by. */
  current(): T;
  /** The value that a read shows at `now` (ms). */
  visible(now: number): T;
  /** The control plane's value at that time (ms). */
  at(time: number): T;
}

/** A history that begins with one entry; a later entry never becomes visible before an earlier one. */
export function createHistory<T extends Timed = StatusEntry>(first: T): History<T> {
  const entries = [first];
  const current = () => entries.at(-1) ?? first;

  return {
    entries,
    record(entry) {
      entries.push({ ...entry, visibleAt: Math.max(entry.visibleAt, current().visibleAt) });
    },
    current,
    visible: (now) => lastBy('visibleAt', entries, now) ?? first,
    at: (time) => lastBy('at', entries, time) ?? first,
  };
}

/** The last of the entries that have begun at `now` (ms), which are in order: mostly the last of all. */
function lastBy<T extends Timed>(began: keyof Timed, entries: readonly T[], now: number): T | undefined {
  const last = entries.at(-1);
  if (last === undefined || last[began] <= now) return last;
  return entries[firstIndex(entries, (entry) => entry[began] > now) - 1];
}
