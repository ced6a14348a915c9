import * as z from 'zod';
import { defined } from '../../defined.ts';
import { explainIssues } from '../../document/explain-issues.ts';
import type { Place } from '../../document/locate.ts';
import { type Issue, type Path, show } from '../../document/problem.ts';
import { account, clusterGlob, region } from '../../policy/file/schema/names.ts';
import type { RequestedOverride } from '../../policy/streams/stream.ts';
import { readHint } from './hint.ts';
import { checkOverride, overrideShape, toOverride } from './override.ts';

/** The request for a run. Each key narrows it; an override only applies to clusters that are named. */
export type SweepRequest = Readonly<z.infer<typeof payload>> & {
  /** Somebody asks for a restore drill of the clusters that are named, whatever their periods and hours. */
  readonly drill?: 'now';
  readonly override?: RequestedOverride;
  /** An event or a follow-up narrows it, and not a person who has seen the whole. */
  readonly hinted?: true;
};

/** The things that a payload may ask for, besides narrowing a run. */
export interface Asked {
  readonly overridable?: boolean;
  readonly drillable?: boolean;
}

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

const overridingPayload = payload.extend(overrideShape).meta({ title: 'a payload' });

const drillingPayload = payload
  .extend({ drill: z.literal('now').exactOptional() })
  .meta({ title: 'a payload' });

/** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled-events.html */
const scheduled = z.looseObject({
  source: z.enum(['aws.events', 'aws.scheduler']),
  'detail-type': z.literal('Scheduled Event'),
});

/**
 * Reads what a function was invoked with: `{}` and a scheduled event sweep everything, an RDS event what it is about,
 * other keys narrow the run. Only an overridable recipe may be asked for something against the policy, and only one that
 * makes restore drills for one.
 *
 * @example
 * parseEvent({ mode: 'observe', clusters: ['dev-orders'] })
 */
export function parseEvent(
  event: unknown,
  { overridable = false, drillable = false }: Asked = {},
): ParsedEvent {
  if (scheduled.safeParse(event).success) return { ok: true, request: {} };
  const hint = readHint(event);
  if (hint !== undefined) return { ok: true, request: { ...hint, hinted: true } };
  const schema = overridable ? overridingPayload : drillable ? drillingPayload : payload;
  const parsed = schema.safeParse(event, { reportInput: true });
  const misfits = overridable ? checkOverride(event) : drillable ? checkDrill(event) : [];
  if (parsed.success && misfits.length === 0) return { ok: true, request: toRequest(parsed.data) };
  const issues = parsed.error?.issues ?? [];
  const findings = [...explainIssues(issues, schema, (path) => placeOf(event, path)), ...misfits];
  const problems = findings.map(({ path, message, remedy }) => ({
    path: path.join('.'),
    value: valueAt(event, path),
    message,
    remedy: path.length === 0 ? 'write {} to sweep all targets' : remedy,
  }));
  return { ok: false, problems };
}

/** A drill of every cluster at once is nobody's wish. */
function checkDrill(event: unknown): Issue[] {
  const { clusters, drill } = Object(event);
  const remedy = 'name those that are meant: clusters: [orders]';
  return drill !== undefined && clusters === undefined
    ? [{ path: ['clusters'], message: 'is missing', remedy }]
    : [];
}

type Payload = z.infer<typeof overridingPayload> & z.infer<typeof drillingPayload>;

function toRequest({ desired, until, ...narrowing }: Payload): SweepRequest {
  const override = toOverride(desired, until);
  return { ...narrowing, ...defined({ override }) };
}

/**
 * @example
 * 'payload regions.0 "Frankfurt" is not a Region; write for example eu-central-1 or us-east-1'
 */
export function formatPayloadProblem({ path, value, message, remedy }: PayloadProblem): string {
  const place = path === '' ? 'payload' : `payload ${path}`;
  return `${place}${value === undefined ? '' : ` ${show(value)}`} ${message}; ${remedy}`;
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
