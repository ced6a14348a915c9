import { checkAvailable, inTransition } from '../model/availability.ts';
import type { Cluster } from '../model/cluster.ts';
import type { CreateSnapshotCommand } from '../model/command.ts';
import { aboutCluster, type Decision } from '../model/decision.ts';
import { act, type Finding, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { describeCreated } from '../recovery/recipe/describe.ts';
import { guard, holdOfBackup } from '../rules/guard.ts';
import { decideEach } from '../rules/isolate.ts';
import { actsAmong, byTurn, rotated, takesRoom, withTurns } from '../rules/limit.ts';
import { type Applied, type DecidingRule, settingsOf } from '../rules/settings.ts';
import { unmatched } from '../rules/unmatched.ts';
import { lastDue } from '../time/cron.ts';
import { type EpochMs, HOUR_MS } from '../time/units.ts';
import { formatWhen } from '../time/when.ts';
import { createCommand } from './commands.ts';
import { inLocationOrder, noRule, toDecision } from './decision.ts';
import { deploymentOf } from './deployment.ts';
import { type ClusterLookup, clusterKey, lookUpClusters, originOf, originOfOwn } from './identity.ts';
import { type OwnSnapshot, ownSnapshots } from './own.ts';
import { isCopy, readProvenance } from './provenance.ts';
import { withinQuota } from './quota.ts';
import type { CreateWorld } from './worlds.ts';

/** The facts that are the same for all clusters of a world. */
interface CreateContext {
  readonly policy: Policy;
  readonly now: EpochMs;
  readonly byId: ReadonlyMap<string, Snapshot>;
  /** The snapshots that Dormouse took, by `clusterKey`. */
  readonly taken: ReadonlyMap<string, readonly OwnSnapshot[]>;
  readonly lookup: ClusterLookup;
  /** When a snapshot was due last by a rule. */
  dueOf(rule: Applied<'snapshots'>): EpochMs | undefined;
}

/**
 * One decision for each cluster: take the snapshot that was due last, or leave it and why. However many due times have
 * passed, it is taken once. Those go first that have been without one longest; once AWS may have refused it or had no
 * room, the order begins elsewhere each time, so that a cluster that is refused for good does not keep the others waiting.
 */
export function decideCreateSnapshots(policy: Policy, world: CreateWorld): Decision<CreateSnapshotCommand>[] {
  const decisions = decideAll(policy, world);
  const [fresh = [], overdue = []] = [false, true].map((is) =>
    actsAmong(decisions)
      .filter(({ command }) => isOverdue(command, world.observedAt) === is)
      .toSorted(byTurn),
  );
  const turns = withTurns(decisions, [...fresh, ...rotated(overdue, world.observedAt)]);
  const byArn = new Map(world.clusters.map(({ cluster }) => [cluster.arn, cluster]));
  return inLocationOrder(withinQuota(policy, turns, world.quota)).map((decision) => {
    const cluster = byArn.get(decision.resourceArn);
    return decision.verdict === 'act' && cluster !== undefined
      ? describeCreated(decision, cluster, world.members)
      : decision;
  });
}

function isOverdue({ tags }: CreateSnapshotCommand, now: EpochMs): boolean {
  const provenance = readProvenance(tags);
  return provenance !== undefined && !isCopy(provenance) && now - provenance.due >= HOUR_MS;
}

/** As if there were room for any number of snapshots. */
function decideAll(policy: Policy, world: Omit<CreateWorld, 'quota'>): Decision<CreateSnapshotCommand>[] {
  const ours = ownSnapshots(world.snapshots, deploymentOf(policy)).filter(
    ({ provenance }) => !isCopy(provenance),
  );
  const lookup = lookUpClusters(world.clusters.map(({ cluster }) => cluster));
  const dues = new Map<string, EpochMs | undefined>();
  const context: CreateContext = {
    policy,
    now: world.observedAt,
    byId: new Map(world.snapshots.map((snapshot) => [snapshot.id, snapshot])),
    taken: Map.groupBy(ours, (one) => lookup.keyOf(originOfOwn(one))),
    lookup,
    dueOf({ settings: { create }, timezone }) {
      if (create === undefined) return undefined;
      const key = `${create.cron} ${timezone}`;
      if (!dues.has(key)) dues.set(key, lastDue(create.cron, { timezone, now: world.observedAt }));
      return dues.get(key);
    },
  };
  return decideEach(
    policy,
    world.clusters,
    { aspect: 'snapshots', action: 'createSnapshot' },
    ({ cluster }) => decide(context, cluster),
  );
}

/** Whether any snapshot is due, so that the quota has to be known. */
export function snapshotsDue(policy: Policy, world: Omit<CreateWorld, 'quota'>): boolean {
  return decideAll(policy, world).some((decision) => takesRoom(policy, decision));
}

function decide(context: CreateContext, cluster: Cluster): Decision<CreateSnapshotCommand> {
  const { policy, now } = context;
  const rule = settingsOf(policy, cluster, 'snapshots');
  const action = 'createSnapshot';
  const base = { ...aboutCluster(cluster, 'snapshots'), action } as const;
  if (rule === undefined) return { ...base, ...unmatched(cluster, 'snapshots') };
  if (rule.settings.create === undefined) return { ...base, ...noRule('takes none', rule), verdict: 'skip' };
  const due = context.dueOf(rule);
  const command = createCommand(policy, cluster, rule, 'create-snapshots', due ?? now);
  const guarded = guard(policy, cluster, action, { timezone: rule.timezone, now });
  const found = checkDue(context, rule, cluster, due, command.snapshot);
  const isKeptBack = guarded?.reason === 'held' && found.verdict === 'act';
  const finding = isKeptBack ? holdOfBackup(guarded) : (guarded ?? found);
  const newest = context.taken
    .get(clusterKey(cluster))
    ?.map(({ at }) => at)
    .toSorted((a, b) => b - a)[0];
  const ruled = { ...base, rule: rule.name, ...(due !== undefined && { snapshot: command.snapshot }) };
  return toDecision(ruled, finding, () => command, newest);
}

function checkDue(
  context: CreateContext,
  rule: DecidingRule,
  cluster: Cluster,
  due: EpochMs | undefined,
  id: string,
): Finding {
  if (due === undefined) return skip('not-due', 'none has been due yet');
  const at = `${formatWhen(due, { timezone: rule.timezone, now: context.now })} ${rule.timezone}`;
  if (cluster.createdAt !== undefined && cluster.createdAt > due) {
    return skip('not-due', `it was created after ${at}`);
  }
  const taken = (context.taken.get(clusterKey(cluster)) ?? []).find(
    ({ snapshot, provenance }) =>
      snapshot.status !== 'failed' &&
      ((!isCopy(provenance) && provenance.due === due) || snapshot.createdAt >= due),
  );
  if (taken !== undefined) return skip('already-taken', `${taken.snapshot.id} is for ${at}`);
  const inTheWay = context.byId.get(id);
  if (inTheWay !== undefined) {
    return inTheWay.status === 'failed'
      ? skip('in-transition', `${id} failed; it is taken again once that is deleted`)
      : isOfCluster(context, inTheWay, cluster)
        ? skip('already-taken', `there is one of the name ${id}`)
        : skip('name-taken', `a snapshot of another cluster has the name ${id}; delete it`);
  }
  return checkStatus(cluster.status) ?? act('due', `due ${at}`);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_CreateSnapshotCluster.html */
function checkStatus(status: string): Finding | undefined {
  return checkAvailable(status, 'only of an available cluster there are snapshots; repair it', (kind) =>
    kind === 'stopped'
      ? skip('stopped', 'it is stopped; the snapshot follows when it runs')
      : inTransition(status),
  );
}

/** Its tags may be gone, but AWS names its cluster. */
function isOfCluster({ lookup }: CreateContext, snapshot: Snapshot, cluster: Cluster): boolean {
  return lookup.clusterOf(originOf(snapshot)) === cluster;
}
