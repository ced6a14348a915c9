import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import type { CopySnapshotCommand } from '../model/command.ts';
import type { Decision } from '../model/decision.ts';
import { type Finding, type Skipped, skip } from '../model/finding.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { CopyDestination, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { describeCopied } from '../recovery/recipe/describe.ts';
import { guard, holdOfBackup } from '../rules/guard.ts';
import { type DecidingRule, settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { copyCommand } from './commands.ts';
import { skipGone } from './copy-gone.ts';
import { copyTurns } from './copy-order.ts';
import { ineligibleToCopy, isSource, neverSource } from './copy-sources.ts';
import { type CopyState, copyStates } from './copy-wanted.ts';
import { aboutSnapshot, inLocationOrder, noRule, toDecision, withinRoom } from './decision.ts';
import { deploymentOf } from './deployment.ts';
import { type ClusterLookup, clusterKey, lookUpClusters, originOf, originOfOwn } from './identity.ts';
import { oncePer } from './once.ts';
import { copiesAmong, foreignSnapshots, ownSnapshots } from './own.ts';
import { withinQuota } from './quota.ts';
import { newestCopies } from './recovery-point.ts';
import type { CopyWorld } from './worlds.ts';

/** A source snapshot before the rule that copies it, or why there is none. */
interface Candidate {
  readonly source: Snapshot;
  readonly cluster?: Cluster;
  readonly rule?: DecidingRule;
  readonly to?: CopyDestination;
  readonly skipped?: Finding;
  /** A hold on its cluster, which is heard if it keeps a copy from being made. */
  readonly held?: Skipped;
}

/**
 * One decision for each source snapshot, oldest first in each cluster: copy it to the Region of the world, or skip it
 * and why. The copies that are under way, everybody's, and the quota bound how many are begun, in the
 * order of `copyTurns`.
 */
export function decideCopies(policy: Policy, world: CopyWorld): Decision<CopySnapshotCommand>[] {
  const considered = considerCopies(policy, world);
  const taken = new Set(world.copies.map(({ id }) => id));
  const turns = turnsOf(policy, world, considered);
  const decisions = considered.map((one) => {
    const decision = decide(policy, world, one, taken);
    const turn = turns.get(decision.resourceArn);
    return decision.verdict === 'act' && turn !== undefined ? { ...decision, turn } : decision;
  });
  const inFlight = world.copies.filter(isInFlight).length + considered.filter(takesSlot).length;
  const slots = policy.copiesInFlight - inFlight;
  const full = `${inFlight} of ${policy.copiesInFlight} copies to ${world.region} are in progress`;
  const within = withinQuota(policy, decisions, world.quota);
  const byArn = new Map(considered.map(({ candidate }) => [candidate.source.arn, candidate]));
  return inLocationOrder(withinRoom(policy, within, slots, 'copy-slots-full', full)).map((decision) => {
    const { source, cluster } = byArn.get(decision.resourceArn) ?? {};
    return decision.verdict === 'act' && source !== undefined && cluster !== undefined
      ? describeCopied(decision, source, cluster, world.members?.[source.region])
      : decision;
  });
}

function turnsOf(policy: Policy, world: CopyWorld, considered: readonly Considered[]): Map<string, number> {
  const ranked = considered.flatMap(({ candidate: { source, cluster }, state }) =>
    cluster === undefined || state === undefined ? [] : [{ source, cluster: clusterKey(cluster), state }],
  );
  return copyTurns(ranked, newestCopies(policy, world), world.observedAt);
}

/** A source with what is found about it; `unread` where only its key decides and has not been read. */
export interface Considered {
  readonly candidate: Candidate;
  /** Absent where something else has ruled it out. */
  readonly state?: CopyState;
  readonly finding: Finding & { readonly unread?: true };
}

/** Every source, oldest first, as if there were room for any number of copies. */
export function considerCopies(policy: Policy, world: Omit<CopyWorld, 'quota'>): Considered[] {
  const { sources, region, observedAt, clusters, copies } = world;
  return statesIn(sources, policy, region, observedAt, clusters, copies).map((found) => ({
    ...found,
    finding: findingOf(world, found.candidate, found.state),
  }));
}

/** Every source with the state of its copy, whatever the keys are. */
const statesIn = oncePer(
  (
    sources: CopyWorld['sources'],
    policy: Policy,
    region: string,
    observedAt: EpochMs,
    clusters: CopyWorld['clusters'],
    copies: CopyWorld['copies'],
  ): Omit<Considered, 'finding'>[] => {
    const world = { region, observedAt, sources, clusters, copies };
    const lookup = lookUpClusters(clusters.map(({ cluster }) => cluster));
    const gone = skipGone(policy, world, lookup);
    const candidates = sources
      .toSorted((a, b) => a.createdAt - b.createdAt || (a.arn < b.arn ? -1 : 1))
      .map((source) => toCandidate(policy, world, source, lookup.clusterOf(originOf(source)), gone));
    const states = statesOf(policy, world, candidates, lookup);
    return candidates.map((candidate) => ({
      candidate,
      ...defined({ state: states.get(candidate.source.arn) }),
    }));
  },
);

function toCandidate(
  policy: Policy,
  world: Pick<CopyWorld, 'region' | 'observedAt'>,
  source: Snapshot,
  cluster: Cluster | undefined,
  gone: ReadonlyMap<Snapshot, Finding>,
): Candidate {
  const never = neverSource(source);
  if (never !== undefined) return { source, skipped: never };
  if (cluster === undefined) {
    return {
      source,
      skipped: gone.get(source) ?? skip('cluster-gone', `its cluster ${source.clusterId} is gone`),
    };
  }
  const rule = settingsOf(policy, cluster, 'snapshots');
  const copy = rule?.settings.copy;
  const to = copy?.to.find(({ region }) => region === world.region);
  if (rule === undefined || copy === undefined || to === undefined) {
    return { source, cluster, skipped: noRule(`does not copy to ${world.region}`, rule) };
  }
  const found = { source, cluster, rule, to };
  if (!isSource(source, copy)) {
    return {
      ...found,
      skipped: skip('not-a-source', `the rule copies ${copy.sources.join(' and ')} ones only`),
    };
  }
  const local = { timezone: rule.timezone, now: world.observedAt };
  const guarded = guard(policy, cluster, 'copySnapshot', local);
  const held = guarded?.reason === 'held' ? guarded : undefined;
  const skipped = (held === undefined ? guarded : undefined) ?? obstacle(source);
  return { ...found, ...defined({ held }), ...(skipped && { skipped: held ?? skipped }) };
}

function obstacle(source: Snapshot): Finding | undefined {
  const ineligible = ineligibleToCopy(source);
  if (ineligible !== undefined) return skip('ineligible', ineligible.detail);
  return source.status === 'available' ? undefined : skip('in-transition', `it is ${source.status}`);
}

/** The state of the copy of each candidate that nothing else has ruled out, cluster by cluster. */
function statesOf(
  policy: Policy,
  world: Pick<CopyWorld, 'observedAt' | 'copies'>,
  candidates: readonly Candidate[],
  lookup: ClusterLookup,
): Map<string, CopyState> {
  const own = copiesAmong(ownSnapshots(world.copies, deploymentOf(policy)));
  const ownByCluster = Map.groupBy(own, (copy) => lookup.keyOf(originOfOwn(copy)));
  const others = foreignSnapshots(world.copies);
  const open = Map.groupBy(
    candidates.filter(({ skipped }) => skipped === undefined),
    ({ cluster }) => cluster,
  );
  return new Map(
    [...open].flatMap(([cluster, group]) => {
      const [{ to, rule } = {}] = group;
      if (cluster === undefined || to === undefined || rule === undefined) return [];
      const sources = group.map(({ source }) => source);
      const destination = { own: ownByCluster.get(clusterKey(cluster)) ?? [], others };
      return [...copyStates(to, { timezone: rule.timezone, now: world.observedAt }, sources, destination)];
    }),
  );
}

function findingOf(
  world: Pick<CopyWorld, 'keys'>,
  { source, rule, to, skipped, held }: Candidate,
  state: CopyState | undefined,
): Considered['finding'] {
  if (skipped !== undefined) return skipped;
  if (state === undefined || to === undefined) return noRule('does not copy it', rule);
  if (held !== undefined) return state.verdict === 'act' ? holdOfBackup(held) : held;
  return (state.verdict === 'act' ? checkKey(source, to, keyOf(world, source, to)) : undefined) ?? state;
}

function keyOf(
  { keys }: Pick<CopyWorld, 'keys'>,
  { encrypted }: Snapshot,
  { kmsKey }: CopyDestination,
): KeyState | undefined {
  return encrypted && kmsKey !== undefined ? keys[kmsKey] : undefined;
}

function decide(
  policy: Policy,
  world: CopyWorld,
  { candidate: { source, cluster, rule, to }, state, finding }: Considered,
  taken: ReadonlySet<string>,
): Decision<CopySnapshotCommand> {
  const { verdict, reason, detail } = finding;
  const base = aboutSnapshot(source, cluster, world.region, 'copySnapshot', rule?.name);
  if (verdict === 'skip' || !cluster || !rule || !to || !state)
    return { ...base, verdict: 'skip', reason, detail };
  const key = keyOf(world, source, to);
  const order = {
    ...{ source, cluster, rule, region: world.region, attempts: state.attempts, taken },
    ...(key?.usable && { kmsKey: key.arn }),
  };
  const command = () => copyCommand(policy, order, world.observedAt);
  return toDecision(base, finding, command, source.createdAt);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-copy-snapshot.html: a key if, and only if, encrypted. */
function checkKey({ encrypted }: Snapshot, { region, kmsKey }: CopyDestination, key: KeyState | undefined) {
  if (!encrypted) return undefined;
  if (kmsKey === undefined) {
    return skip('key-missing', `it is encrypted; name a kmsKey of ${region} for the destination`);
  }
  if (key === undefined) {
    const unread = skip('not-observed', `the key ${kmsKey} of ${region} has not been read`);
    return { ...unread, unread: true } as const;
  }
  return key.usable ? undefined : skip('key-unusable', key.detail);
}

/** Copies that AWS counts: those under way, whoever began them. */
function isInFlight({ status }: Snapshot): boolean {
  return status === 'copying';
}

/** A copy that RDS does not show yet, or for which AWS was busy: what is less urgent must not take its slot. */
function takesSlot({ state }: Considered): boolean {
  return state?.state === 'pending' || state?.state === 'busy';
}
