import { parseArn } from '../model/arn.ts';
import type { Cluster } from '../model/cluster.ts';
import type { DeleteSnapshotCommand } from '../model/command.ts';
import type { Decision } from '../model/decision.ts';
import { act, type Finding, leave } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { guard, guardByHold, guardByProtection } from '../rules/guard.ts';
import { observerOf } from '../rules/rule-mode.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import { deleteCommand } from './commands.ts';
import { aboutSnapshot, inLocationOrder, toDecision } from './decision.ts';
import { deploymentOf } from './deployment.ts';
import { type OwnSnapshot, readOwn } from './own.ts';
import { isCopy } from './provenance.ts';
import { type PruneContext, toPruneContext } from './prune-context.ts';
import type { PruneWorld } from './worlds.ts';

const ACTION = 'deleteSnapshot';

interface Candidate {
  readonly policy: Policy;
  readonly world: PruneWorld;
  readonly context: PruneContext;
  readonly one: OwnSnapshot;
  readonly cluster: Cluster | undefined;
}

/**
 * One decision for each manual snapshot of the world, oldest first in each cluster: delete it, or leave it and why.
 * Only what Dormouse made is ever deleted, and of each cluster never the last complete one.
 */
export function decidePrunes(policy: Policy, world: PruneWorld): Decision<DeleteSnapshotCommand>[] {
  const context = toPruneContext(policy, world);
  const timeOf = (each: Snapshot): number => context.ours.get(each.arn)?.at ?? each.createdAt;
  const decisions = world.snapshots
    .toSorted((a, b) => timeOf(a) - timeOf(b) || (a.arn < b.arn ? -1 : 1))
    .map((snapshot) => decide(policy, world, context, snapshot));
  return inLocationOrder(decisions);
}

function decide(
  policy: Policy,
  world: PruneWorld,
  context: PruneContext,
  snapshot: Snapshot,
): Decision<DeleteSnapshotCommand> {
  const one = context.ours.get(snapshot.arn);
  if (one === undefined) {
    const base = aboutSnapshot(snapshot, undefined, snapshot.region, ACTION, undefined);
    return { ...base, ...leave('not-ours', describeMaker(policy, snapshot)) };
  }
  const { provenance } = one;
  const cluster = context.clusters.get(one);
  const observer = cluster && observerOf(policy, cluster, provenance.by === 'stop-idle-clusters');
  // An orphan counts under the rule that it was made by, so that a breaker in percent sees it; it may be one for no
  // other reason than a rule that is being tried.
  const rule = context.retentions.get(one)?.rule.name ?? observer ?? provenance.rule;
  const subject = { policy, world, context, one, cluster };
  return toDecision(
    aboutSnapshot(snapshot, cluster, snapshot.region, ACTION, rule),
    judge(subject),
    () => deleteCommand(snapshot, cluster),
    one.at,
  );
}

function describeMaker(policy: Policy, snapshot: Snapshot): string {
  const own = readOwn(snapshot);
  if (own === undefined) return 'Dormouse did not make it, or its tags are not those that it was made with';
  const { deployment } = own.provenance;
  return deployment === undefined
    ? `made before deployments had names; tag it dormouse:deployment=${deploymentOf(policy)} to have it pruned`
    : `the deployment ${deployment} made it`;
}

function judge(subject: Candidate): Finding {
  const { context, one } = subject;
  const { status } = one.snapshot;
  if (status !== 'available' && status !== 'failed') return leave('in-transition', `it is ${status}`);
  const finding = context.retentions.has(one) ? judgeRuled(context, one) : judgeOrphan(subject);
  return finding.verdict === 'act' ? (obstacle(subject) ?? finding) : finding;
}

function judgeRuled({ kept }: PruneContext, one: OwnSnapshot): Finding {
  if (one.snapshot.status === 'failed') return act('expired', 'it failed, so there is nothing in it');
  const judged = kept.get(one);
  if (judged === undefined) return leave('keep-all', 'the rule has no keep for it');
  return judged.held ? leave('kept', judged.detail) : act('expired', judged.detail);
}

function judgeOrphan({ policy: { orphans, timezone }, world, one, cluster }: Candidate): Finding {
  const region = parseArn(one.provenance.cluster)?.region ?? '';
  if (cluster === undefined && !world.listed.includes(region)) {
    return leave('orphan', `clusters of ${region} have not been listed, so nothing is known of its cluster`);
  }
  const gone =
    cluster === undefined
      ? `the cluster ${one.snapshot.clusterId} of ${region} is gone`
      : `no rule ${isCopy(one.provenance) ? 'copies it here' : 'takes them'} any more`;
  if (orphans === 'keep') return leave('orphan', `${gone}; orphans are kept`);
  const after = `orphans expire after ${formatDuration(orphans.expireAfterMs)}`;
  const aged = `${gone}; it is of ${formatWhenIn(one.at, { timezone, now: world.observedAt })}, and ${after}`;
  return world.observedAt - one.at > orphans.expireAfterMs
    ? act('orphan-expired', aged)
    : leave('orphan', aged);
}

/** What keeps a snapshot that nothing else wants. */
function obstacle({ policy, world, context, one, cluster }: Candidate): Finding | undefined {
  const { snapshot } = one;
  if (context.last.has(one)) return leave('last-copy', 'it is the last complete one of its cluster here');
  const pending = context.pending.get(snapshot.arn);
  if (pending !== undefined) return leave('copy-pending', pending);
  const zone = context.retentions.get(one)?.rule.timezone ?? policy.timezone;
  return (
    guardByHold(snapshot.tags, { timezone: zone, now: world.observedAt }) ??
    (cluster === undefined
      ? guardByProtection(policy, asItWas(snapshot, one.provenance.cluster), ACTION)
      : guard(policy, cluster, ACTION, { timezone: zone, now: world.observedAt }))
  );
}

/** What its snapshot tells of a cluster that is gone: enough for protections. */
function asItWas({ account, clusterId, engine, tags }: Snapshot, arn: string): Cluster {
  return {
    arn,
    account,
    region: parseArn(arn)?.region ?? '',
    id: clusterId,
    engine,
    engineVersion: '',
    engineMode: '',
    status: 'deleted',
    tags,
    members: [],
    readReplicas: [],
  };
}
