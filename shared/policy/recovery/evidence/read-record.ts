import * as z from 'zod';
import { DRILL_ID, type DrillRecord } from '../../model/drill-record.ts';

const time = z.iso.datetime();
const text = z.string().min(1);
const location = { account: z.string().regex(/^\d{12}$/), region: text };
const answer = z.union([z.number(), z.string()]);

const check = z.discriminatedUnion('kind', [
  z.looseObject({
    kind: z.literal('sql'),
    sql: text,
    database: text,
    atLeast: z.number().exactOptional(),
    shrinkAtMostPercent: z.number().exactOptional(),
    freshnessMs: z.number().exactOptional(),
  }),
  z.looseObject({ kind: z.literal('function'), arn: text }),
]);

const result = z.looseObject({
  check: text,
  verdict: z.enum(['passed', 'failed']),
  value: answer.exactOptional(),
  before: answer.exactOptional(),
  detail: z.string(),
  ms: z.number().exactOptional(),
});

const phases = z.looseObject({
  restoreRequestedAt: time.exactOptional(),
  clusterAvailableAt: time.exactOptional(),
  instanceRequestedAt: time.exactOptional(),
  instanceAvailableAt: time.exactOptional(),
  credentialsAt: time.exactOptional(),
  usableAt: time.exactOptional(),
  checkedAt: time.exactOptional(),
  instanceDeleteRequestedAt: time.exactOptional(),
  clusterDeleteRequestedAt: time.exactOptional(),
  goneAt: time.exactOptional(),
});

/** Keys that a later version adds stay as they are. */
const record = z.looseObject({
  version: z.literal(1),
  drill: z.string().regex(new RegExp(`^${DRILL_ID.source}$`)),
  deployment: text,
  rule: text,
  source: z.looseObject({
    ...location,
    cluster: text,
    arn: text,
    resourceId: text,
    engine: text,
    engineVersion: text,
  }),
  point: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('snapshot'), arn: text, snapshot: text, createdAt: time }),
    z.looseObject({ kind: z.literal('pitr'), restoreTime: time }),
  ]),
  place: z.looseObject(location),
  restored: z.looseObject({
    cluster: text,
    arn: text,
    instance: text,
    instanceClass: text,
    resourceId: text.exactOptional(),
  }),
  settings: z.looseObject({
    engine: text,
    engineVersion: text,
    subnetGroup: text,
    securityGroups: z.array(text),
    parameterGroup: text.exactOptional(),
    port: z.int().exactOptional(),
    kmsKey: text.exactOptional(),
    serverless: z.looseObject({ min: z.number(), max: z.number() }).exactOptional(),
    tags: z.record(z.string(), z.string()),
  }),
  wanted: z.looseObject({
    checks: z.array(check),
    targets: z.looseObject({ rtoMs: z.number().exactOptional(), rpoMs: z.number().exactOptional() }),
  }),
  openedAt: time,
  until: time,
  phases,
  checks: z.array(result),
  failure: z.looseObject({ phase: text, reason: text, detail: z.string() }).exactOptional(),
  cleanUp: z.looseObject({ leftover: z.string().exactOptional() }).exactOptional(),
  closing: z
    .looseObject({ sequence: z.int().min(1), previous: z.string().regex(/^[\da-f]{64}$/) })
    .exactOptional(),
  verdict: z.enum(['passed', 'failed']).exactOptional(),
  rtoMs: z.number().exactOptional(),
  rpoMs: z.number().exactOptional(),
  versions: z.looseObject({ dormouse: text }),
});

export type ReadRecord =
  | { readonly ok: true; readonly record: DrillRecord }
  /** Why it is none: the first thing that is wrong. */
  | { readonly ok: false; readonly detail: string };

/** The record of a drill in a text that `jsonText` has written, or anybody else. */
export function readRecord(content: string): ReadRecord {
  const parsed = record.safeParse(parseJson(content));
  if (parsed.success) return { ok: true, record: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  const detail = where === '' ? 'it is no JSON object' : `${where}: ${issue?.message}`;
  return { ok: false, detail };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
