import * as z from 'zod';
import { explainIssues } from '../document/explain-issues.ts';
import type { Place } from '../document/locate.ts';
import { type Path, show } from '../document/problem.ts';
import { parseArn } from '../policy/partition.ts';
import { account, clusterGlob, region } from '../policy/schema/names.ts';

/** What a run is asked for. Whatever is given narrows it. */
export type SweepRequest = Readonly<z.infer<typeof payload>>;

/** One thing that is wrong with a payload. */
export interface PayloadProblem {
  readonly path: string;
  readonly value: unknown;
  readonly message: string;
  readonly remedy: string;
}

export type ParsedEvent =
  | { readonly ok: true; readonly request: SweepRequest }
  | { readonly ok: false; readonly problems: readonly PayloadProblem[] };

const payload = z
  .strictObject({
    mode: z.enum(['observe', 'enforce']).optional(),
    clusters: z.array(clusterGlob).min(1).optional(),
    regions: z.array(region).min(1).optional(),
    accounts: z.array(account).min(1).optional(),
  })
  .meta({ title: 'a payload' });

/** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled-events.html */
const scheduled = z.looseObject({
  source: z.enum(['aws.events', 'aws.scheduler']),
  'detail-type': z.literal('Scheduled Event'),
});

/**
 * What RDS tells when a snapshot is there. Taken for a hint to look at the account, and for nothing more:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const snapshotEvent = z
  .looseObject({
    source: z.literal('aws.rds'),
    'detail-type': z.literal('RDS DB Cluster Snapshot Event'),
    detail: z.looseObject({ SourceArn: z.templateLiteral([z.string(), ':cluster-snapshot:', z.string()]) }),
  })
  .transform(({ detail }) => parseArn(detail.SourceArn)?.account)
  .pipe(account);

/**
 * Reads what a function was invoked with: `{}` and a scheduled event sweep everything, an RDS event of a snapshot
 * its account, other keys narrow the run.
 *
 * @example
 * parseEvent({ mode: 'observe', clusters: ['dev-orders'] })
 */
export function parseEvent(event: unknown): ParsedEvent {
  if (scheduled.safeParse(event).success) return { ok: true, request: {} };
  const hint = snapshotEvent.safeParse(event);
  if (hint.success) return { ok: true, request: { accounts: [hint.data] } };
  const parsed = payload.safeParse(event, { reportInput: true });
  if (parsed.success) return { ok: true, request: parsed.data };
  const findings = explainIssues(parsed.error.issues, payload, (path) => placeOf(event, path));
  const problems = findings.map(({ path, message, remedy }) => ({
    path: path.join('.'),
    value: valueAt(event, path),
    message,
    remedy: path.length === 0 ? 'write {} to sweep all targets' : remedy,
  }));
  return { ok: false, problems };
}

/**
 * @example
 * 'payload regions.0 "Frankfurt" is not a Region; write for example eu-central-1 or us-east-1'
 */
export function formatPayloadProblem({ path, value, message, remedy }: PayloadProblem): string {
  return `${path === '' ? 'payload' : `payload ${path}`} ${show(value)} ${message}; ${remedy}`;
}

/** A payload has no lines: all there is to know is whether a value is there, and how it was written. */
function placeOf(event: unknown, path: Path): Place {
  const value = valueAt(event, path);
  const position = { line: 1, column: 1 };
  return { position, keyPosition: position, found: value !== undefined, source: String(value) };
}

function valueAt(event: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), event);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
