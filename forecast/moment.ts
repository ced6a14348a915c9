import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { Decision } from '../shared/policy/model/decision.ts';
import { classifyStatus } from '../shared/policy/model/status.ts';
import { POWER_TAG } from '../shared/policy/model/tags.ts';
import type { Candidate } from '../shared/policy/power/candidate.ts';
import { decideStart } from '../shared/policy/power/decide-start.ts';
import { decideStop } from '../shared/policy/power/decide-stop.ts';
import type { Evidence, StopFacts } from '../shared/policy/power/facts.ts';
import { STARTS_KNOWN_MS } from '../shared/policy/power/snapshot-first.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { evidenceAt } from './clock.ts';
import type { ForecastCluster, Span } from './course.ts';

/** A cluster as it will be at a time, as far as the clock decides. */
export interface Moment {
  readonly at: EpochMs;
  readonly cluster: Cluster;
  /** Absent: it is not known, or was before all that RDS events report. */
  readonly lastStart?: NonNullable<StopFacts['lastStart']>;
}

/** Why the clock does nothing to it at first: the decision that says most about a cluster in its state. */
export function whyUnchanged({ cluster, facts }: ForecastCluster, { policy, from }: Span) {
  const isDown = ['stopped', 'stopping'].includes(classifyStatus(cluster.status));
  const known = { ...(facts ?? assumedFacts(cluster)), evidence: { state: 'idle', detail: '' } } as const;
  const { verdict, reason, detail } = isDown
    ? decideStart(policy, { cluster }, from)
    : decideStop(policy, { cluster, facts: known }, from);
  return verdict === 'skip' ? { reason, detail } : undefined;
}

/** As the function would decide with this evidence; evidence over a time in which the cluster did not run is unknown. */
export function stopDecision(
  { at, cluster, lastStart }: Moment,
  { policy, power }: Candidate,
  known: StopFacts | undefined,
  evidence: Evidence,
) {
  const start = lastStart !== undefined && at - lastStart.at < STARTS_KNOWN_MS ? lastStart : undefined;
  const covered = start === undefined || at >= evidenceAt(cluster, power.idleForMs, start.at);
  const { lastStart: _lastStart, evidence: _evidence, ...facts } = known ?? assumedFacts(cluster);
  const running = withStatus(cluster, 'available');
  const members = facts.members.map((member) => ({ ...member, status: 'available' }));
  const seen = evidence.state === 'idle' && !covered ? ({ state: 'unknown', detail: '' } as const) : evidence;
  // Whether metrics will show that it has been up is as open as its use.
  const isOpen = evidence.state === 'idle' && power.stop !== 'atEnd';
  const upSince = isOpen ? ({ upSince: { state: 'up', since: 0 } } as const) : {};
  const observed = { ...facts, members, ...(start && { lastStart: start }), ...upSince, evidence: seen };
  return decideStop(policy, { cluster: running, facts: observed }, at);
}

function assumedFacts({ members, id: clusterId }: Cluster): StopFacts {
  const available = members.map((id) => ({ id, clusterId, status: 'available', instanceClass: '' }));
  return { members: available, globalPeers: [], inBlueGreen: false, snapshots: [] };
}

/** The cluster with another status, and whatever is changing now as it will be then. */
export function withStatus({ activityStream: stream, ...cluster }: Cluster, status: string): Cluster {
  const settled = stream && {
    ...stream,
    status:
      stream.status === 'starting' ? 'started' : stream.status === 'stopping' ? 'stopped' : stream.status,
  };
  return { ...cluster, status, ...(settled && { activityStream: settled }) };
}

/** With the tag that the action leaves. */
export function noted(cluster: Cluster, decision: Decision): Cluster {
  const tags = decision.verdict === 'act' && 'tags' in decision.command ? decision.command.tags : {};
  return { ...cluster, tags: { ...cluster.tags, ...tags } };
}

/** Without the tag of the last action: it is not known which one it is. */
export function unnoted(cluster: Cluster): Cluster {
  const { [POWER_TAG]: _tag, ...tags } = cluster.tags;
  return { ...cluster, tags };
}
