import type { CopySnapshotCommand } from '../model/command.ts';
import type { Act, Decision } from '../model/decision.ts';
import { type Finding, skip } from '../model/finding.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { CopyDestination, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { describeCopied } from '../recovery/recipe/describe.ts';
import { holdOfBackup } from '../rules/guard.ts';
import { copyCommand } from './commands.ts';
import { type Candidate, copyCandidates, type Found } from './copy-candidates.ts';
import { type CopyRank, copyRanks, copyTurns } from './copy-order.ts';
import type { CopyState } from './copy-wanted.ts';
import { aboutSnapshot, inLocationOrder, noRule, toDecision, withinRoom } from './decision.ts';
import { clusterKey } from './identity.ts';
import { withinQuota } from './quota.ts';
import { newestCopies } from './recovery-point.ts';
import type { CopyWorld } from './worlds.ts';

/**
 * One decision for each source snapshot, oldest first in each cluster: copy it to the Region of the world, or skip it
 * and why. The copies that are under way, everybody's, and the quota bound how many are begun, in the
 * order of `copyTurns`.
 */
export function decideCopies(policy: Policy, world: CopyWorld): Decision<CopySnapshotCommand>[] {
  const considered = considerCopies(policy, world);
  const turns = copyTurns(...rankedOf(policy, world, considered));
  const decisions = considered.map((one) => {
    const decision = decide(world, one);
    const turn = turns.get(decision.resourceArn);
    return decision.verdict === 'act' && turn !== undefined ? { ...decision, turn } : decision;
  });
  const inFlight = world.copies.filter(isInFlight).length + considered.filter(takesSlot).length;
  const slots = policy.copiesInFlight - inFlight;
  const full = `${inFlight} of ${policy.copiesInFlight} copies to ${world.region} are in progress`;
  const within = withinQuota(policy, decisions, world.quota);
  const byArn = new Map(considered.map((one) => [one.candidate.source.arn, one]));
  const taken = new Set(world.copies.map(({ id }) => id));
  return inLocationOrder(withinRoom(policy, within, slots, 'copy-slots-full', full)).map((decision) => {
    const one = byArn.get(decision.resourceArn);
    return decision.verdict === 'act' && one !== undefined
      ? completed(policy, world, decision, one, taken)
      : decision;
  });
}

/** The place of each copy that is wanted in the order in which copies to the Region of the world are begun. */
export function ranksOfCopies(policy: Policy, world: CopyWorld): CopyRank[] {
  return copyRanks(...rankedOf(policy, world, considerCopies(policy, world)));
}

function rankedOf(
  policy: Policy,
  world: CopyWorld,
  considered: readonly Considered[],
): Parameters<typeof copyRanks> {
  const ranked = considered.flatMap(({ candidate: { source, cluster }, state }) =>
    cluster === undefined || state === undefined ? [] : [{ source, cluster: clusterKey(cluster), state }],
  );
  return [ranked, newestCopies(policy, world), world.observedAt];
}

/** A source with what is found about it; `unread` where only its key decides and has not been read. */
export interface Considered extends Found {
  readonly finding: Finding & { readonly unread?: true };
}

/** Every source, oldest first, as if there were room for any number of copies. */
export function considerCopies(policy: Policy, world: Omit<CopyWorld, 'quota'>): Considered[] {
  const { sources, region, observedAt, clusters, copies } = world;
  return copyCandidates(sources, policy, region, observedAt, clusters, copies).map((found) => ({
    ...found,
    finding: findingOf(world, found.candidate, found.state),
  }));
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

/** The command of a copy that may yet be found to have no room: few have, and a whole one is long. */
const unwritten = { kind: 'copy-snapshot', snapshot: '', tags: {}, sourceTags: {} } as const;

function decide(
  world: CopyWorld,
  { candidate: { source, cluster, rule, to }, state, finding }: Considered,
): Decision<CopySnapshotCommand> {
  const { verdict, reason, detail } = finding;
  const base = aboutSnapshot(source, cluster, world.region, 'copySnapshot', rule?.name);
  if (verdict === 'skip' || !cluster || !rule || !to || !state)
    return { ...base, verdict: 'skip', reason, detail };
  const where = { account: source.account, region: world.region, cluster: cluster.id, arn: source.arn };
  const command = () => ({
    ...where,
    ...unwritten,
    sourceRegion: source.region,
    sourceTagsIfNotDone: { refused: {}, busy: {} },
  });
  return toDecision(base, finding, command, source.createdAt);
}

/** The act with its whole command, and the recipe of the cluster in it. */
function completed(
  policy: Policy,
  world: CopyWorld,
  decision: Act<CopySnapshotCommand>,
  { candidate: { source, cluster, rule, to }, state }: Considered,
  taken: ReadonlySet<string>,
): Act<CopySnapshotCommand> {
  if (!cluster || !rule || !to || !state) return decision;
  const key = keyOf(world, source, to);
  const order = {
    ...{ source, cluster, rule, region: world.region, attempts: state.attempts, taken },
    ...(key?.usable && { kmsKey: key.arn }),
  };
  const command = copyCommand(policy, order, world.observedAt);
  return describeCopied({ ...decision, command }, source, cluster, world.members?.[source.region]);
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
export function takesSlot({ state }: Pick<Considered, 'state'>): boolean {
  return state?.state === 'pending' || state?.state === 'busy';
}
