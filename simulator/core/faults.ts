import { z } from 'zod';
import type { Random } from './random.ts';
import { restoreFault } from './restore-faults.ts';
import type { Call } from './service.ts';

/**
 * The faults that can be injected into calls:
 * - `throttle`, `denied`, `error500`, `unavailable`: the answer is that error, and nothing has happened.
 * - `refused`: the same with the error `code`, by default InvalidDBClusterStateFault.
 * - `html`: status 200 with a page of HTML, as from a proxy, and nothing has happened.
 * - `timeout`: the connection is lost, nothing has happened; `answer-lost`: AWS has acted or refused, the answer is lost.
 * - `hang`: no answer until the caller gives up.
 * - `crash-before`, `crash-after`: the calling process dies before AWS acts or refuses, or after it.
 * - `missing`: a listing that lacks the `resource`, or its first item.
 * - `partial` (CloudWatch) and `entry-failure` (EventBridge, SQS batches): an answer that succeeds only in part.
 */
const faultKinds = [
  'throttle',
  'denied',
  'error500',
  'unavailable',
  'refused',
  'html',
  'timeout',
  'answer-lost',
  'hang',
  'crash-before',
  'crash-after',
  'missing',
  'partial',
  'entry-failure',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const number = z.int().min(1);
const numbers = z.union([number, z.array(number), z.strictObject({ from: number, to: number.optional() })]);
const time = z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-20T18:00:00Z' });
const rate = z.number().min(0).max(1);

export const faultRule = z.strictObject({
  kind: z.enum(faultKinds),
  service: z.string().optional(),
  action: z.string().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  /** ARN or id of a resource that the call touches; for `missing`, of the one that the listing lacks. */
  resource: z.string().optional(),
  /** Virtual time from which on, and before which, the rule is in force: ISO 8601. */
  from: time.optional(),
  until: time.optional(),
  /** Numbers of calls in the record, from 1. */
  calls: numbers.optional(),
  /** Numbers among the calls that this rule matches, from 1. */
  nth: numbers.optional(),
  /** Share of the calls, drawn from the seed. */
  rate: rate.optional(),
  /** The wire code and the text of the error that `refused` answers. */
  code: z.string().optional(),
  message: z.string().optional(),
});
export type FaultRule = z.infer<typeof faultRule>;

/**
 * Imperfections of AWS itself: RDS events are best effort, queues deliver at least once, reads may lag behind writes.
 */
export const deliveryFaults = z.strictObject({
  events: z
    .strictObject({ lost: rate.default(0), doubled: rate.default(0), reordered: rate.default(0) })
    .prefault({}),
  /** Share of the messages that a queue delivers twice. */
  queue: z.strictObject({ doubled: rate.default(0) }).optional(),
  lagMs: z.int().min(0).default(0),
  /** Faults of restores, and of the clusters and data that they restore. */
  restores: z.array(restoreFault).optional(),
});
export type DeliveryFaults = z.infer<typeof deliveryFaults>;

export interface Faults {
  /** In force from the next call on. */
  setRules(rules: readonly FaultRule[]): void;
  rules(): readonly FaultRule[];
  /** Rates of lost, doubled and reordered events, of doubled messages, and the lag of reads: looked up when needed. */
  delivery: DeliveryFaults;
  /** The fault for this call, the first rule that hits; `index` is its number in the record, `resources` are ARNs. */
  of(call: Call, index: number, resources?: readonly string[]): FaultRule | undefined;
  clear(): void;
}

/** Faults on demand, reproducible from the random stream. */
export function createFaults(random: Random): Faults {
  let armed: { rule: FaultRule; matched: number }[] = [];

  type Armed = (typeof armed)[number];

  function hits(entry: Armed, call: Call, index: number, resources: readonly string[]): boolean {
    const { rule } = entry;
    const scopes = ['service', 'action', 'account', 'region'] as const;
    if (!scopes.every((scope) => rule[scope] === undefined || rule[scope] === call[scope])) return false;
    if (!isTouched(rule, resources) || !isInForce(rule, call.now)) return false;
    entry.matched += 1;
    if (rule.calls !== undefined && !includes(rule.calls, index)) return false;
    if (rule.nth !== undefined && !includes(rule.nth, entry.matched)) return false;
    return rule.rate === undefined || random() < rule.rate;
  }

  const faults: Faults = {
    delivery: deliveryFaults.parse({}),
    rules: () => armed.map(({ rule }) => rule),
    setRules(rules) {
      armed = rules.map((rule) => ({ rule, matched: 0 }));
    },
    of: (call, index, resources = []) =>
      armed.filter((entry) => hits(entry, call, index, resources))[0]?.rule,
    clear() {
      armed = [];
      faults.delivery = deliveryFaults.parse({});
    },
  };
  return faults;
}

/** A listing touches whatever it lists. */
function isTouched({ kind, resource }: FaultRule, resources: readonly string[]): boolean {
  if (resource === undefined || kind === 'missing') return true;
  return resources.some((arn) => arn === resource || arn.endsWith(`:${resource}`));
}

function isInForce({ from, until }: FaultRule, now: number): boolean {
  return (from === undefined || now >= Date.parse(from)) && (until === undefined || now < Date.parse(until));
}

function includes(numbers: NonNullable<FaultRule['calls']>, value: number): boolean {
  if (typeof numbers === 'number') return value === numbers;
  if (Array.isArray(numbers)) return numbers.includes(value);
  return value >= numbers.from && value <= (numbers.to ?? Number.POSITIVE_INFINITY);
}
