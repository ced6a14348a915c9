import * as z from 'zod';
import { regionForm } from '../policy/partition.ts';

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

const remedies: Readonly<Record<string, string>> = {
  mode: 'give "observe" or "enforce"',
  clusters: 'give a list of cluster identifiers or globs, ["dev-*", "!dev-payments"]',
  regions: 'give a list of Regions, ["eu-central-1"]',
  accounts: 'give a list of account ids, as strings of 12 digits',
};

const KEYS = `give an object with no other keys than ${Object.keys(remedies).join(', ')}; {} sweeps all targets`;

const payload = z.strictObject({
  mode: z.enum(['observe', 'enforce']).optional(),
  clusters: z.array(z.string().min(1)).min(1).optional(),
  regions: z.array(z.string().regex(regionForm)).min(1).optional(),
  accounts: z
    .array(z.string().regex(/^\d{12}$/))
    .min(1)
    .optional(),
});

/** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled-events.html */
const scheduled = z.looseObject({
  source: z.enum(['aws.events', 'aws.scheduler']),
  'detail-type': z.literal('Scheduled Event'),
});

/**
 * Reads what a function was invoked with: `{}` and a scheduled event sweep everything, other keys narrow the run.
 *
 * @example
 * parseEvent({ mode: 'observe', clusters: ['dev-orders'] })
 */
export function parseEvent(event: unknown): ParsedEvent {
  if (scheduled.safeParse(event).success) return { ok: true, request: {} };
  const parsed = payload.safeParse(event);
  if (parsed.success) return { ok: true, request: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => toProblems(issue, event)) };
}

function toProblems(issue: z.core.$ZodIssue, event: unknown): PayloadProblem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: key,
      value: valueAt(event, [key]),
      message: 'is not known',
      remedy: KEYS,
    }));
  return [
    {
      path: issue.path.join('.'),
      value: valueAt(event, issue.path),
      message: issue.message,
      remedy: remedies[String(issue.path[0])] ?? KEYS,
    },
  ];
}

function valueAt(event: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), event);
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
