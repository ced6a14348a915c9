import * as z from 'zod';
import { defined } from '../../shared/defined.ts';
import { isoSeconds } from '../../shared/policy/model/tags.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { type OfferedHold, offeredHold } from './link.ts';

/** The parts of an event that a card shows. All of it may be somebody else's text, made fit for a line. */
export interface Told {
  /** `Cluster Stop Requested: dev-orders` */
  readonly title: string;
  readonly tone: 'good' | 'attention' | 'plain';
  /** Names and values, in the order in which they are shown. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** The reason, and what AWS said. */
  readonly why?: string;
}

const text = z.string().optional();

/** An event of Dormouse, as EventBridge hands it on. Loose: keys may be added. */
const event = z.looseObject({
  'detail-type': z.string(),
  source: z.literal('dormouse'),
  detail: z.looseObject({
    at: z.string(),
    account: z.string(),
    region: z.string(),
    action: text,
    arn: text,
    cluster: text,
    resourceId: text,
    snapshot: text,
    rule: text,
    reason: text,
    detail: text,
    mode: text,
    notBefore: text,
    by: text,
    because: text,
    fault: z.looseObject({ name: z.string(), message: z.string() }).optional(),
  }),
});

/** @throws Error for text that is no event of Dormouse. */
export function readEvent(body: string): z.infer<typeof event> {
  return event.parse(JSON.parse(body));
}

/** Picks the parts of an event that a card shows. */
export function toTold({ 'detail-type': type, detail }: ReturnType<typeof readEvent>): Told {
  const { cluster, snapshot, account, region, rule, reason, at, notBefore, by, because, mode, fault } =
    detail;
  const why = [detail.detail, fault && `${fault.name}: ${fault.message}`, because].filter(
    (part) => part !== undefined,
  );
  const facts = Object.entries({
    Account: account,
    Region: region,
    Snapshot: snapshot,
    Rule: rule,
    Reason: reason,
    By: by,
    At: at,
    'Not before': notBefore,
    ...(mode === 'observe' && { Mode: 'observe: nothing was changed' }),
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, line(value, 200)] as const]));
  return {
    title: line(cluster === undefined ? type : `${type}: ${cluster}`, 140),
    tone: toneOf(type),
    facts,
    ...defined({ why: why.length === 0 ? undefined : line(why.join('. '), 1000) }),
  };
}

function toneOf(type: string): Told['tone'] {
  if (/ (Failed|Refused|Not Confirmed|Tripped|Near|Gap)$/.test(type)) return 'attention';
  return / (Confirmed|Closed|Completed)$/.test(type) ? 'good' : 'plain';
}

/**
 * Text for one line: without control characters, and without those that change the direction of writing and so could show a
 * name as another one. https://www.unicode.org/reports/tr9/
 */
export function line(value: string, room: number): string {
  const clean = value
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .trim();
  const letters = [...clean];
  return letters.length <= room ? clean : `${letters.slice(0, room - 1).join('')}…`;
}

/** The state that a hold keeps, by the action that it prevents; a hold against any other action prevents all changes. */
const keeps: Readonly<Record<string, OfferedHold['keep']>> = { stop: 'up', start: 'stopped' };

/** Events after which people may want a cluster held: of a change that comes, was requested, or will be tried again. */
const HOLDABLE = /^(Cluster|Snapshot Delete|Capacity).* (Warning|Requested|Failed)$/;

interface OfferOptions {
  /** The length of the hold. */
  readonly hours: number;
  readonly now: number;
  /** Whether clusters of an account can be held. */
  reaches(account: string): boolean;
  /** Called with the reason where a card of a cluster has no button because no link can name that cluster. */
  onRefused?(problem: string): void;
}

/**
 * The hold that a card offers, for some hours from now; undefined where there is none to offer: the event is not about a
 * cluster that AWS gives an id, its account is out of reach, or the hold would prevent nothing.
 */
export function offerOf(
  { 'detail-type': type, detail }: ReturnType<typeof readEvent>,
  { hours, now, reaches, onRefused }: OfferOptions,
): OfferedHold | undefined {
  const { arn = '', resourceId, action = '', mode, account } = detail;
  if (!HOLDABLE.test(type) || mode === 'observe' || resourceId === undefined) return undefined;
  if (arn.split(':')[5] !== 'cluster' || !reaches(account)) return undefined;
  const until = isoSeconds(now + hours * HOUR_MS);
  const { data, error } = offeredHold.safeParse({
    ...{ arn, resourceId, until },
    ...defined({ keep: keeps[action] }),
  });
  if (error) onRefused?.(z.prettifyError(error));
  return data;
}
