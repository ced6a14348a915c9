import type { PlannedChange } from '../../../cli/plan/change.ts';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { type ActivityStreamCommand, toCluster } from '../../../shared/policy/model/command.ts';
import { aboutCluster, type Decision, toAct } from '../../../shared/policy/model/decision.ts';
import type { StreamGap } from '../../../shared/policy/streams/stream.ts';
import { aCluster, HOUR, SATURDAY } from '../../policy/builders.ts';
import { planned } from './power.ts';

interface StreamOrder {
  readonly kind?: ActivityStreamCommand['kind'];
  readonly tags?: Cluster['tags'];
  readonly restartsAt?: number;
  readonly of?: Cluster;
}

/** A decision about the activity stream of a cluster: to act if there is a kind of command. */
export function streamDecision(
  reason: Decision['reason'],
  { kind, tags = {}, restartsAt, of = aCluster() }: StreamOrder = {},
): Decision {
  const found = { rule: 'audited', reason, detail: `${reason} it is`, ...defined({ restartsAt }) };
  const about = { ...aboutCluster(of, 'activityStream'), ...found };
  if (kind === undefined) return { ...about, action: 'changeActivityStream', verdict: 'skip' };
  const order = { ...toCluster(of), tags, tagsIfNotDone: { refused: {}, busy: {} } };
  const command: ActivityStreamCommand =
    kind === 'start-activity-stream'
      ? { ...order, kind, mode: 'async', kmsKey: 'alias/das' }
      : { ...order, kind };
  return toAct(about, command);
}

/** A stream that waits for its cluster's maintenance window. */
export function plannedStream(cluster: string, rest: Partial<PlannedChange> = {}): PlannedChange {
  return planned(cluster, {
    ...{ aspect: 'activityStream', rule: 'audited', timezone: 'UTC', reason: 'restart-waits' },
    detail: 'to start its stream restarts it',
    ...rest,
  });
}

/** An hour without the stream that should run. */
export function aGap(some: Partial<StreamGap> = {}, { arn, account, region, id } = aCluster()): StreamGap {
  return {
    ...{ arn, account, region, cluster: id, rule: 'audited', since: SATURDAY - HOUR, gapMs: HOUR },
    ...{ reason: 'restart-waits', detail: 'starting it restarts the cluster, which may be from Sun 05:00' },
    ...some,
  };
}
