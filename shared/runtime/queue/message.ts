import * as z from 'zod';
import { defined } from '../../defined.ts';
import { account, region } from '../../policy/file/schema/names.ts';
import { type FollowedKind, isFollowedKind } from '../../policy/model/actions.ts';
import { isDrillId } from '../../policy/recovery/drill/names.ts';
import type { FollowUp } from '../../policy/report/follow-up.ts';
import { formatPayloadProblem, parseEvent, type SweepRequest } from '../request/event.ts';
import { readHint } from '../request/hint.ts';
import type { FollowedDrill } from './followed-drill.ts';
import { RESTART_EVENT } from './restart.ts';

/** The request in a message of a function's own queue. */
export type Message =
  | TargetedMessage
  /** A piece of a sweep, or what somebody asks for. */
  | { readonly kind: 'sweep'; readonly request: SweepRequest }
  /** An event that does not concern Dormouse. */
  | { readonly kind: 'unrelated'; readonly detail: string }
  /** A message that cannot be understood, now or later. */
  | { readonly kind: 'poison'; readonly detail: string };

/** To look at what is named: for an event of RDS (`hint`), what was asked of AWS (`follow-up`), or a restore drill. */
export type TargetedMessage =
  | {
      readonly kind: 'hint';
      readonly request: SweepRequest;
      /** AWS restarts the cluster, and it should be stopped again. */
      readonly about?: FollowUp;
    }
  | { readonly kind: 'follow-up'; readonly request: SweepRequest; readonly about: FollowUp }
  | {
      readonly kind: 'drill';
      readonly request: SweepRequest;
      readonly drill: FollowedDrill;
      readonly about?: undefined;
    };

const envelope = z.looseObject({ source: z.string(), 'detail-type': z.string() });

const instant = z.iso.datetime().transform((text) => Date.parse(text));

const restart = z.looseObject({
  time: instant,
  detail: z.looseObject({ EventID: z.literal(RESTART_EVENT), SourceArn: z.string() }),
});

// Messages that Dormouse writes. A newer version may add keys, and an older one that is deployed again has to read them
// all the same.
const piece = z.object({
  sweep: z.object({ accounts: z.array(account).min(1), regions: z.array(region).min(1) }),
});

const followUp = z.object({
  follow: z.object({
    kind: z.custom<FollowedKind>(isFollowedKind),
    account,
    region,
    cluster: z.string().regex(/^[a-z0-9-]{1,63}$/),
    arn: z.string(),
    resourceId: z.string().exactOptional(),
    snapshot: z.string().exactOptional(),
    rule: z.string().exactOptional(),
    requestedAt: instant,
  }),
});

const followedDrill = z.object({
  drill: z.object({
    account,
    region,
    cluster: z.string().regex(/^[a-z0-9-]{1,63}$/),
    id: z.string().refine(isDrillId),
    since: instant,
  }),
});

/** Reads the body of a message. Throws nothing, whatever it is. */
export function readMessage(body: string): Message {
  try {
    const content: unknown = JSON.parse(body);
    return typeof content === 'object' && content !== null
      ? readContent(content)
      : { kind: 'poison', detail: 'not a JSON object' };
  } catch (error) {
    return { kind: 'poison', detail: `not JSON: ${String(error)}` };
  }
}

function readContent(content: object): Message {
  const { data: followed } = followUp.safeParse(content);
  if (followed !== undefined) return toFollowUp(followed.follow);
  const { data: drilled } = followedDrill.safeParse(content);
  if (drilled !== undefined) return toDrill(drilled.drill);
  const { data: split } = piece.safeParse(content);
  if (split !== undefined) return { kind: 'sweep', request: split.sweep };
  const { data: event } = envelope.safeParse(content);
  if (event !== undefined) return readEvent(content, event);
  const parsed = parseEvent(content);
  return parsed.ok
    ? { kind: 'sweep', request: parsed.request }
    : { kind: 'poison', detail: parsed.problems.map(formatPayloadProblem).join('; ') };
}

function toDrill(drill: FollowedDrill): Message {
  const { account: owner, region: place, cluster } = drill;
  return { kind: 'drill', request: { accounts: [owner], regions: [place], clusters: [cluster] }, drill };
}

function toFollowUp(about: FollowUp): Message {
  const { account: owner, region: place, cluster } = about;
  return {
    kind: 'follow-up',
    request: { accounts: [owner], regions: [place], clusters: [cluster] },
    about,
  };
}

function readEvent(content: object, { source, ...event }: z.infer<typeof envelope>): Message {
  const request: SweepRequest | undefined = readHint(content);
  if (request === undefined) return { kind: 'unrelated', detail: `"${event['detail-type']}" of ${source}` };
  const about = readRestart(content, request);
  return { kind: 'hint', request, ...defined({ about }) };
}

function readRestart(
  content: object,
  { accounts: [owner] = [], regions: [place] = [], clusters: [cluster] = [] }: SweepRequest,
): FollowUp | undefined {
  const { data } = restart.safeParse(content);
  if (data === undefined || owner === undefined || place === undefined || cluster === undefined) {
    return undefined;
  }
  const { SourceArn: arn } = data.detail;
  return { kind: 'stop-cluster', account: owner, region: place, cluster, arn, requestedAt: data.time };
}
