import type { Turn } from '../../shared/aws/read/rds-events.ts';
import type { StreamTurn } from '../../shared/aws/read/stream-events.ts';
import { defined } from '../../shared/defined.ts';
import { readLastAction as readLastCapacity } from '../../shared/policy/capacity/last-action.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { HOLD_TAG } from '../../shared/policy/model/tags.ts';
import { powerCandidate } from '../../shared/policy/power/candidate.ts';
import { uptimeOf } from '../../shared/policy/power/uptime.ts';
import { readByHand } from '../../shared/policy/rules/by-hand.ts';
import { readLastAction as readLastPower } from '../../shared/policy/rules/power-note.ts';
import { readLastAction as readLastStream } from '../../shared/policy/streams/history.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';

/** The one who did it: `unknown` where no tag says so any more, for a tag holds the last action only. */
export type Doer = 'dormouse' | 'person' | 'aws' | 'unknown';

/** Something that was done to a cluster or for it. */
export interface Entry {
  readonly at: EpochMs;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly snapshot?: string;
  /** `stopped`, `started`, `stop requested`, `stop refused`, … */
  readonly what: string;
  readonly by: Doer;
  readonly rule?: string;
  /** One sentence for people. */
  readonly why?: string;
}

/** The events of one account and Region, the earliest first. */
export interface Turns {
  readonly power: readonly Turn[];
  readonly streams: readonly StreamTurn[];
}

/** So long after a request may its event come. */
const MAX_LAG_MS = HOUR_MS;

type Told = Omit<Entry, 'account' | 'region' | 'cluster'>;

/** The acts on one cluster that its events and tags show, the earliest first. */
export function entriesOf(policy: Policy, cluster: Cluster, turns: Turns, since: EpochMs): Entry[] {
  const { account, region, id } = cluster;
  const requests = requestsOf(policy, cluster);
  const power = tellPower(
    turns.power.filter((turn) => turn.id === id),
    requests,
  );
  const streams = turns.streams
    .filter((turn) => turn.id === id)
    .map(({ at, kind }) => tell(at, `stream ${kind}`, causeOf(requests, `stream ${verbOf(kind)}`, at)));
  const told = [...power, ...streams];
  const unseen = requests
    .filter(({ at, what }) => !told.some((one) => verbOf(one.what) === what && one.at >= at))
    .map(({ what, isRefused, isComplete, ...request }) => ({
      ...request,
      what: isComplete ? what : `${what} ${isRefused ? 'refused' : 'requested'}`,
    }));
  return [...told, ...unseen]
    .filter(({ at }) => at >= since)
    .map((one) => ({ account, region, cluster: id, ...one }))
    .toSorted((a, b) => a.at - b.at);
}

/** Something that a tag says somebody asked for. */
interface Request extends Omit<Told, 'snapshot'> {
  readonly isRefused?: boolean;
  /** It is done by being asked for. */
  readonly isComplete?: boolean;
}

function requestsOf(policy: Policy, cluster: Cluster): Request[] {
  const power = readLastPower(cluster);
  const stream = readLastStream(cluster);
  const capacity = readLastCapacity(cluster);
  const hand = readByHand(cluster.tags);
  const byDormouse = { by: 'dormouse' } as const;
  return [
    ...(power
      ? [
          {
            ...{ at: power.at, what: power.action, rule: power.rule, ...byDormouse },
            isRefused: power.answer !== undefined,
            ...defined({ why: clockAt(policy, cluster, power.at) }),
          },
        ]
      : []),
    ...(stream
      ? [
          {
            ...{ at: stream.at, what: `stream ${stream.action}`, rule: stream.rule, ...byDormouse },
            isRefused: stream.answer !== undefined,
          },
        ]
      : []),
    ...(capacity
      ? [
          {
            ...{ at: capacity.at, what: 'capacity', rule: capacity.rule, ...byDormouse },
            why: `${capacity.min}-${capacity.max}`,
            isRefused: capacity.isRefused === true,
          },
        ]
      : []),
    ...(hand
      ? [
          {
            ...{ at: hand.at, what: hand.verb, by: 'person' as const },
            why: `${hand.by}${hand.because === undefined ? '' : `: ${hand.because}`}`,
            isComplete: ['hold', 'release', 'hours'].includes(hand.verb),
          },
        ]
      : []),
  ];
}

/** The hours at that time, by the policy as it is now, and the hold if it is known to have been there. */
function clockAt(policy: Policy, cluster: Cluster, at: EpochMs): string | undefined {
  const hand = readByHand(cluster.tags);
  const { [HOLD_TAG]: _hold, ...others } = cluster.tags;
  const tags = hand !== undefined && hand.at <= at ? cluster.tags : others;
  const candidate = powerCandidate(policy, { ...cluster, tags }, at);
  return candidate && uptimeOf(candidate).detail;
}

/** A start after AWS has announced one is AWS's own. */
function tellPower(turns: readonly Turn[], requests: readonly Request[]): Told[] {
  let isAnnounced = false;
  return turns.map(({ at, kind }) => {
    const wasAnnounced = isAnnounced;
    isAnnounced = kind === 'aws-restart' || (isAnnounced && kind !== 'stopped');
    if (kind === 'aws-restart') {
      return { at, what: 'seven-day restart', by: 'aws', why: 'AWS starts what was stopped for seven days' };
    }
    if (kind === 'started' && wasAnnounced) return { at, what: kind, by: 'aws' };
    return tell(at, kind, causeOf(requests, verbOf(kind), at));
  });
}

function tell(at: EpochMs, what: string, cause: Request | undefined): Told {
  const { by = 'unknown', rule, why } = cause ?? {};
  return { at, what, by, ...defined({ rule, why }) };
}

/** The request that an event answers: the last one before it, if it is not too long ago. */
function causeOf(requests: readonly Request[], what: string, at: EpochMs): Request | undefined {
  return requests
    .filter((one) => one.what === what && one.isRefused !== true)
    .filter((one) => one.at <= at && at - one.at <= MAX_LAG_MS)
    .toSorted((a, b) => b.at - a.at)[0];
}

/** `stopped` is what a `stop` leads to. */
function verbOf(what: string): string {
  return what.replace('stopped', 'stop').replace('started', 'start');
}
