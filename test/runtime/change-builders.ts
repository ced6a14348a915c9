import type { ChangeCapacityCommand } from '../../shared/policy/model/command.ts';
import type { Act, Decision } from '../../shared/policy/model/decision.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import { aCluster, HOUR, SATURDAY } from '../policy/builders.ts';
import { anAct, aSkip } from './builders.ts';

const { arn, account, region, id: cluster } = aCluster();
const order = { account, region, cluster, arn };
const noted = { tagsIfNotDone: { refused: {}, busy: {} } };

/** The part of the order that differs. */
type StreamOrder =
  | { readonly kind: 'start-activity-stream'; readonly mode: 'async' | 'sync'; readonly kmsKey: string }
  | { readonly kind: 'stop-activity-stream' }
  | { readonly kind: 'tag-activity-stream' };

export const aStart: StreamOrder = { kind: 'start-activity-stream', mode: 'async', kmsKey: 'alias/dormouse' };

/** An activity stream that is due for a start, or for the other order that is given. */
export function aStreamAct(what: StreamOrder = aStart, tags: Readonly<Record<string, string>> = {}): Act {
  return anAct({
    aspect: 'activityStream',
    action: 'changeActivityStream',
    reason: 'stream-due',
    command: { ...order, ...what, tags, ...noted },
  });
}

export function aCapacityAct(some: Partial<ChangeCapacityCommand> = {}): Act {
  return anAct({
    aspect: 'capacity',
    action: 'changeCapacity',
    reason: 'capacity-differs',
    command: { kind: 'change-capacity', ...order, min: 0.5, max: 16, tags: {}, tagsIfRefused: {}, ...some },
  });
}

/** An activity stream that is left as it is. */
export function aSkippedStream(reason: Decision['reason'], of = aCluster()): Decision {
  const left = { verdict: 'skip', aspect: 'activityStream', action: 'changeActivityStream' } as const;
  return { ...aSkip(reason, of), ...left };
}

/** An hour without the stream that should run. */
export function aGap(some: Partial<StreamGap> = {}): StreamGap {
  return {
    ...{ arn, account, region, cluster },
    rule: 'audited',
    since: SATURDAY - HOUR,
    gapMs: HOUR,
    reason: 'restart-waits',
    detail: 'starting it restarts the cluster, which may be from Sun 05:00',
    ...some,
  };
}
