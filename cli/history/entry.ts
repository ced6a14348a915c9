import * as z from 'zod';
import { defined } from '../../shared/defined.ts';
import { type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { formatSpan } from '../../shared/policy/time/when.ts';

/** Something that happened, as an outcome event tells it. */
export interface HistoryEntry {
  /** Id of the event. */
  readonly id: string;
  readonly at: EpochMs;
  readonly account: string;
  readonly region: string;
  /** Absent: it is about the account and Region. */
  readonly cluster?: string;
  readonly resourceId?: string;
  readonly snapshot?: string;
  /** Detail type of the event. */
  readonly event: string;
  /** The same for people: `stop requested`, `snapshot copy refused`. */
  readonly what: string;
  /** The function, or the command: `dormouse start`. */
  readonly function: string;
  readonly mode: string;
  readonly rule?: string;
  /** The digest of the policy that decided, and the version of Dormouse. */
  readonly policy?: string;
  readonly release?: string;
  readonly reason?: string;
  /** One sentence for people. */
  readonly why?: string;
  readonly fault?: { readonly name: string; readonly message: string };
  /** The person who asked for it. */
  readonly by?: string;
  readonly because?: string;
}

const text = z.string().optional();

/** Loose, because other versions wrote the record too. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
const line = z.looseObject({
  id: z.string(),
  'detail-type': z.string(),
  source: z.literal('dormouse'),
  detail: z.looseObject({
    function: z.string(),
    mode: z.string(),
    at: z.iso.datetime(),
    account: z.string(),
    region: z.string(),
    cluster: text,
    resourceId: text,
    snapshot: text,
    command: text,
    verdict: text,
    rule: text,
    reason: text,
    detail: text,
    elapsedMs: z.number().optional(),
    fault: z.object({ name: z.string(), message: z.string() }).optional(),
    by: text,
    because: text,
    policy: text,
    release: text,
  }),
});

/** Reads a line of the record; undefined if it is no event of Dormouse. */
export function readEntry(message: string): HistoryEntry | undefined {
  const { data } = line.safeParse(parseJson(message));
  if (data === undefined) return undefined;
  const { id, 'detail-type': event, detail } = data;
  const { account, region, mode, function: name, cluster, resourceId, snapshot, rule, reason } = detail;
  const { detail: why, fault, by, because, policy, release } = detail;
  return {
    ...{ id, at: Date.parse(detail.at), account, region, event, what: whatOf(event, detail) },
    ...{ function: name, mode },
    ...defined({ cluster, resourceId, snapshot, rule, policy, release, reason, why, fault, by, because }),
  };
}

/**
 * Without control characters and those that change the direction of writing: whoever may put events on the bus could
 * write on the reader's terminal with them, or show one name as another.
 */
function parseJson(message: string): unknown {
  const clean = (_key: string, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(/[\p{Cc}\p{Bidi_Control}]+/gu, ' ') : value;
  try {
    return JSON.parse(message, clean);
  } catch {
    return undefined;
  }
}

/** @example whatOf('Cluster Stop Confirmed', { elapsedMs: 720_000 }) // 'stop confirmed after 12m' */
function whatOf(
  event: string,
  {
    command,
    elapsedMs,
    verdict,
  }: { command?: string | undefined; elapsedMs?: number | undefined; verdict?: string | undefined },
): string {
  const [, verb] = /^(start|stop)-activity-stream$/.exec(command ?? '') ?? [];
  const named = verb === undefined ? event : event.replace('Activity Stream Change', `Stream ${verb}`);
  const what = named.replace(/^Cluster /, '').toLowerCase();
  if (verdict !== undefined) return `${what}: ${verdict}`;
  return elapsedMs !== undefined && elapsedMs >= MINUTE_MS ? `${what} after ${formatSpan(elapsedMs)}` : what;
}
