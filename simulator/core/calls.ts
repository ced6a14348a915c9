import type { FaultKind } from './faults.ts';
import type { Call } from './service.ts';

/** One call as the simulator saw it. */
export interface CallRecord extends Omit<Call, 'now' | 'fault'> {
  /** From 1, counted since the record was last cleared. */
  readonly index: number;
  /** Virtual time, epoch milliseconds. */
  readonly time: number;
  /** ARNs that the call touches; empty where IAM knows only `*`. */
  readonly resources: readonly string[];
  /** The tags that these had when the call came, by ARN; of those that had any. */
  readonly resourceTags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The input, with long lists cut down to their length. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Tags that the request puts on something. */
  readonly tags: Readonly<Record<string, string>>;
  /** `ok`, or the wire code of the error, or the fate of the connection. */
  readonly outcome: string;
  readonly fault?: FaultKind;
}

/** The fields by which the call record can be filtered. */
export const callFilters = ['action', 'service', 'account', 'region', 'outcome'] as const;
type CallFilter = Readonly<Partial<Record<(typeof callFilters)[number], string>>>;

/** Every call since the start, or since it was cleared. */
export interface CallLog {
  /** Number that the next call gets. */
  next(): number;
  add(record: CallRecord): void;
  list(filter?: CallFilter): readonly CallRecord[];
  /** Number of calls by action. */
  count(): Readonly<Record<string, number>>;
  clear(): void;
}

export function createCallLog(): CallLog {
  let records: CallRecord[] = [];
  return {
    next: () => records.length + 1,
    add(record) {
      records.push(record);
    },
    list(filter = {}) {
      const wanted = callFilters.filter((key) => filter[key] !== undefined);
      return records.filter((record) => wanted.every((key) => record[key] === filter[key]));
    },
    count() {
      const counts: Record<string, number> = {};
      for (const { action } of records) counts[action] = (counts[action] ?? 0) + 1;
      return counts;
    },
    clear() {
      records = [];
    },
  };
}

const longest = 20;

/** The input as the record keeps it: a list of more than 20 entries is only counted, and so are bytes. */
export function summarise(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, shortened(value)]));
}

function shortened(value: unknown): unknown {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return Array.isArray(value) && value.length > longest ? `${value.length} entries` : value;
}

/** The tags in a request, from its `Tags` list of keys and values. */
export function tagsOf({ Tags }: Readonly<Record<string, unknown>>): Record<string, string> {
  if (!Array.isArray(Tags)) return {};
  return Object.fromEntries(Tags.map((tag) => [String(tag?.Key), String(tag?.Value ?? '')]));
}
