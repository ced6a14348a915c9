/** One status and when it began, for the control plane itself and for those who read. */
export interface StatusEntry {
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Reads are eventually consistent: they show the entry from here on. */
  readonly visibleAt: number;
  /** Of a stopped cluster: when AWS will start it. */
  readonly automaticRestartAt?: number;
}

/** The statuses that something has had, oldest first. Before the first entry it had the same status. */
export interface History {
  readonly entries: readonly StatusEntry[];
  record(entry: StatusEntry): void;
  /** What the control plane itself goes by. */
  current(): StatusEntry;
  /** What a read shows. */
  visible(now: number): StatusEntry;
  /** What it was at that time. */
  at(time: number): StatusEntry;
}

/** A history that begins with one entry; a later entry never becomes visible before an earlier one. */
export function createHistory(first: StatusEntry): History {
  const entries = [first];
  const latest = (isIn: (entry: StatusEntry) => boolean) => entries.findLast(isIn) ?? first;
  const current = () => latest(() => true);

  return {
    entries,
    record(entry) {
      entries.push({ ...entry, visibleAt: Math.max(entry.visibleAt, current().visibleAt) });
    },
    current,
    visible: (now) => latest(({ visibleAt }) => visibleAt <= now),
    at: (time) => latest(({ at }) => at <= time),
  };
}
