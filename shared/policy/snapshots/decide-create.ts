import type { Cluster } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import { act, type Finding, leave } from '../model/finding.ts';
import type { EpochMs, Policy, Rule } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { guard } from '../rules/guard.ts';
import { decidingRule } from '../rules/match.ts';
import { lastDue } from '../time/cron.ts';
import { formatWhen } from '../time/when.ts';
import { createCommand } from './commands.ts';
import { concluded, inPlaceOrder, noRule } from './decision.ts';
import { isCopy, type Ours, ourSnapshots } from './provenance.ts';
import { keepToQuota } from './quota.ts';
import type { CreateWorld, Snapshot } from './snapshot.ts';

/** What is the same for all clusters of a world. */
interface Scene {
  readonly policy: Policy;
  readonly now: EpochMs;
  readonly byId: ReadonlyMap<string, Snapshot>;
  /** What Dormouse took, by the ARN of the cluster. */
  readonly taken: ReadonlyMap<string, readonly Ours[]>;
  dueOf(rule: Rule): EpochMs | undefined;
}

/**
 * One decision for each cluster: take the snapshot that was due last, or leave it and why. However many due times have
 * passed, it is taken once. Those go first that have been without one longest.
 */
export function decideCreateSnapshots(policy: Policy, world: CreateWorld): Decision[] {
  const ours = ourSnapshots(world.snapshots).filter(({ making }) => !isCopy(making));
  const dues = new Map<Rule, EpochMs | undefined>();
  const scene: Scene = {
    policy,
    now: world.observedAt,
    byId: new Map(world.snapshots.map((snapshot) => [snapshot.id, snapshot])),
    taken: Map.groupBy(ours, ({ making }) => making.cluster),
    dueOf(rule) {
      const cron = rule.snapshots?.create?.cron;
      if (cron !== undefined && !dues.has(rule))
        dues.set(rule, lastDue(cron, rule.timezone, world.observedAt));
      return dues.get(rule);
    },
  };
  const decisions = world.clusters.map(({ cluster }) => decide(scene, cluster));
  return inPlaceOrder(keepToQuota(policy, decisions, world.quota));
}

/** Whether any snapshot is due, so that the quota has to be known. */
export function snapshotsDue(policy: Policy, world: Omit<CreateWorld, 'quota'>): boolean {
  const { quota: _quota, ...unasked }: CreateWorld = world;
  return decideCreateSnapshots(policy, unasked).some(({ reason }) => reason === 'not-observed');
}

function decide(scene: Scene, cluster: Cluster): Decision {
  const { policy, now } = scene;
  const rule = decidingRule(policy, cluster, 'snapshots');
  const { arn, account, region, id } = cluster;
  const action = 'createSnapshot';
  const base = { target: arn, account, region, cluster: id, aspect: 'snapshots', action } as const;
  if (rule?.snapshots?.create === undefined)
    return { ...base, ...noRule('takes none', rule), verdict: 'leave' };
  const due = scene.dueOf(rule);
  const command = createCommand(cluster, 'create-snapshots', rule.name, due ?? now);
  const finding =
    guard(policy, cluster, action, rule.timezone, now) ?? judge(scene, rule, cluster, due, command.snapshot);
  const newest = scene.taken
    .get(arn)
    ?.map(({ at }) => at)
    .toSorted((a, b) => b - a)[0];
  const ruled = { ...base, rule: rule.name, ...(due !== undefined && { snapshot: command.snapshot }) };
  return concluded(ruled, finding, () => command, newest);
}

function judge(scene: Scene, rule: Rule, cluster: Cluster, due: EpochMs | undefined, id: string): Finding {
  if (due === undefined) return leave('not-due', 'none has been due yet');
  const at = `${formatWhen(due, rule.timezone, scene.now)} ${rule.timezone}`;
  if (cluster.createdAt !== undefined && cluster.createdAt > due) {
    return leave('not-due', `it was created after ${at}`);
  }
  const taken = (scene.taken.get(cluster.arn) ?? []).find(
    ({ snapshot, making }) =>
      snapshot.status !== 'failed' && ((!isCopy(making) && making.due === due) || snapshot.createdAt >= due),
  );
  if (taken !== undefined) return leave('already-taken', `${taken.snapshot.id} is for ${at}`);
  const inTheWay = scene.byId.get(id);
  if (inTheWay !== undefined) {
    return inTheWay.status === 'failed'
      ? leave('in-transition', `${id} failed; it is taken anew once that is deleted`)
      : leave('already-taken', `there is one of the name ${id}`);
  }
  return judgeStatus(cluster.status) ?? act('due', `due ${at}`);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_CreateSnapshotCluster.html */
function judgeStatus(status: string): Finding | undefined {
  switch (classifyStatus(status)) {
    case 'available':
      return undefined;
    case 'stopped':
      return leave('stopped', 'it is stopped; the snapshot follows when it runs');
    case 'keyInaccessible':
    case 'terminal':
      return leave(
        'ineligible',
        `it is ${status}, and only of an available cluster there are snapshots; repair it`,
      );
    default:
      return leave('in-transition', `it is ${status}`);
  }
}
