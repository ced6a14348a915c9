import { oncePerWorld } from '../../once.ts';
import { parseArn } from '../model/arn.ts';
import type { Cluster } from '../model/cluster.ts';
import type { DeleteSnapshotCommand, TagSnapshotCommand } from '../model/command.ts';
import { type Decision, skipInstead } from '../model/decision.ts';
import { act, type Finding, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { tagText } from '../model/tags.ts';
import { guard, guardByHold } from '../rules/guard.ts';
import { actsAmong, rotated, withTurns } from '../rules/limit.ts';
import { observerOf } from '../rules/rule-mode.ts';
import { DAY_MS } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import { withinClusterBreaker } from './cluster-breaker.ts';
import { deleteCommand, tagCommand } from './commands.ts';
import { checkCopyKeys } from './copy-keys.ts';
import { aboutSnapshot, inLocationOrder, toDecision } from './decision.ts';
import { deploymentOf } from './deployment.ts';
import { type OwnSnapshot, readOwn } from './own.ts';
import { protectionOfGone } from './protection.ts';
import { isCopy } from './provenance.ts';
import { findPruneContext, type PruneContext } from './prune-context.ts';
import { keepText, namedRetention, type Retention, readKeepText } from './retention.ts';
import { keptAgainTags, readUnkept, unkeptTags } from './unkept.ts';
import type { PruneWorld } from './worlds.ts';

/** How long what a rule promised still counts after it is seen to say less. */
export const GRACE_MS = 7 * DAY_MS;

type PruneCommand = DeleteSnapshotCommand | TagSnapshotCommand;

const ACTION = 'deleteSnapshot';

/** A world whose keys decide nothing yet. */
type Keyless = Omit<PruneWorld, 'keys'>;

interface Candidate {
  readonly policy: Policy;
  readonly world: Keyless;
  readonly context: PruneContext;
  readonly one: OwnSnapshot;
  readonly cluster: Cluster | undefined;
}

/**
 * One decision for each manual snapshot of the world, oldest first in each cluster: delete it, or skip it and why.
 * Only what Dormouse made is ever deleted, and of each cluster never the last complete one.
 */
export function decidePrunes(policy: Policy, world: PruneWorld): Decision<PruneCommand>[] {
  return withKeys(policy, world, prunesIn.lastly(policy, world));
}

/** The same for a caller that asks before all keys are read, and so will ask again. */
export function prunesUnlessKeys(policy: Policy, world: PruneWorld): Decision<PruneCommand>[] {
  return withKeys(policy, world, prunesIn(policy, world));
}

function withKeys(policy: Policy, world: PruneWorld, { context, decisions: all }: Prunes) {
  const decisions = all.map((decision) => {
    if (decision.verdict === 'skip') return decision;
    const unusable = checkCopyKeys(context.copies.get(decision.resourceArn) ?? [], world.keys);
    return unusable === undefined ? decision : skipInstead(decision, unusable);
  });
  const complete = [...context.groups].flatMap(([key, group]) =>
    group.map(({ snapshot }): [string, string] => [snapshot.arn, key]),
  );
  const within = withinClusterBreaker(policy, decisions, new Map(complete));
  // Nothing remembers what AWS refused: beginning elsewhere each time, it keeps nothing else from its turn for long.
  return inLocationOrder(withTurns(within, rotated(actsAmong(within), world.observedAt)));
}

/** Whether any may go if all keys can be used. */
export function prunesDue(policy: Policy, world: Keyless): boolean {
  return prunesIn(policy, world).decisions.some(({ verdict }) => verdict === 'act');
}

interface Prunes {
  readonly context: PruneContext;
  /** As if all keys could be used, oldest first. */
  readonly decisions: readonly Decision<PruneCommand>[];
}

const prunesIn = oncePerWorld(
  'snapshots',
  ['account', 'region', 'observedAt', 'clusters', 'listed', 'otherRegions'],
  (policy: Policy, world: Keyless): Prunes => {
    const context = findPruneContext(policy, world);
    const timeOf = (each: Snapshot): number => context.ours.get(each.arn)?.at ?? each.createdAt;
    const decisions = world.snapshots
      .toSorted((a, b) => timeOf(a) - timeOf(b) || (a.arn < b.arn ? -1 : 1))
      .map((snapshot) => decide(policy, world, context, snapshot));
    return { context, decisions };
  },
);

function decide(
  policy: Policy,
  world: Keyless,
  context: PruneContext,
  snapshot: Snapshot,
): Decision<PruneCommand> {
  const one = context.ours.get(snapshot.arn);
  if (one === undefined) {
    const base = aboutSnapshot(snapshot, undefined, snapshot.region, ACTION, undefined);
    return { ...base, ...skip('not-ours', describeMaker(policy, snapshot)) };
  }
  const { provenance } = one;
  const cluster = context.clusters.get(one);
  const observer = cluster && observerOf(policy, cluster, provenance.by === 'stop-idle-clusters');
  // An orphan counts under the rule that it was made by, so that a breaker in percent sees it; it may be one for no
  // other reason than a rule that is being tried.
  const rule = context.retentions.get(one)?.rule.name ?? observer ?? provenance.rule;
  const subject = { policy, world, context, one, cluster };
  const { finding, note } = checkKept(subject);
  const decision = toDecision<PruneCommand>(
    aboutSnapshot(snapshot, cluster, snapshot.region, ACTION, rule),
    finding,
    () => deleteCommand(snapshot, cluster),
    one.at,
  );
  return decision.verdict === 'skip' && note !== undefined
    ? { ...decision, note: tagCommand(snapshot, cluster, note) }
    : decision;
}

function describeMaker(policy: Policy, snapshot: Snapshot): string {
  const own = readOwn(snapshot);
  if (own === undefined) return 'Dormouse did not make it, or its tags are not those that it was made with';
  const { deployment } = own.provenance;
  return deployment === undefined
    ? `made before deployments had names; tag it dormouse:deployment=${deploymentOf(policy)} to have it pruned`
    : `the deployment ${deployment} made it`;
}

/** The finding on a snapshot of ours, and the tags that remember it, if any do. */
interface NotedFinding {
  readonly finding: Finding;
  readonly note?: Snapshot['tags'] | undefined;
}

function checkKept(candidate: Candidate): NotedFinding {
  const { context, one } = candidate;
  const { status } = one.snapshot;
  if (status !== 'available' && status !== 'failed') {
    return { finding: skip('in-transition', `it is ${status}`) };
  }
  const retention = context.retentions.get(one);
  const found = retention === undefined ? checkOrphan(candidate) : checkRule(candidate, retention);
  if (found.finding.verdict === 'skip') return found;
  const stays = checkOthers(candidate);
  return stays === undefined ? found : { finding: stays };
}

/**
 * By the rule that decides today. Where that is not the one, or not the `keep`, that the snapshot was made under, the
 * longer one counts: a rule that is still there for as long as it is, one that was changed for `GRACE_MS` from when that
 * is seen. A mistake in the policy or in the tags of a cluster then deletes nothing at once.
 */
function checkRule({ policy, world, context, one }: Candidate, { rule, keep }: Retention): NotedFinding {
  const { snapshot, provenance } = one;
  if (snapshot.status === 'failed') {
    return { finding: act('expired', 'it failed, so there is nothing in it') };
  }
  const note = keptAgainTags(snapshot.tags);
  if (keep === undefined) return { finding: skip('keep-all', 'the rule has no keep for it'), note };
  const today = context.keptBy(one, keep, rule.timezone);
  if (today.held) return { finding: skip('kept', today.detail), note };

  const named = namedRetention(policy, provenance, world.region);
  if (named !== undefined && named.rule.name !== rule.name) {
    const by = `by the rule ${named.rule.name} that it was made by`;
    if (named.keep === undefined) return { finding: skip('keep-all', `all are kept ${by}`), note };
    const kept = context.keptBy(one, named.keep, named.rule.timezone);
    if (kept.held) return { finding: skip('kept', `${kept.detail}, ${by}`), note };
  }
  const expired = act('expired', today.detail);
  if (!isPromised(policy, context, one, { rule, keep })) return { finding: expired };
  const unkept = readUnkept(snapshot.tags);
  const since = unkept?.why === 'expired' ? unkept.since : undefined;
  if (since !== undefined && world.observedAt - since >= GRACE_MS) return { finding: expired };
  const local = { timezone: rule.timezone, now: world.observedAt };
  const until = formatWhenIn((since ?? local.now) + GRACE_MS, local);
  const was = `the rule ${provenance.rule} kept it when it was made (${provenance.keep ?? 'how long is not known'})`;
  return {
    finding: skip('keep-promised', `${was} and has changed; it goes ${until}`),
    ...(since === undefined && { note: unkeptTags('expired', world.observedAt) }),
  };
}

/** Whether it would stay by what its rule said when it was made, or that rule is gone and nobody knows. */
function isPromised(
  { rules }: Policy,
  context: PruneContext,
  one: OwnSnapshot,
  { rule, keep }: Retention,
): boolean {
  const { keep: text, rule: name } = one.provenance;
  if (text === keepText(keep)) return false;
  const promise = readKeepText(text);
  if (promise === undefined) return !rules.some((each) => tagText(each.name) === name);
  return promise.keep === undefined || context.keptBy(one, promise.keep, rule.timezone).held;
}

/** It ages from when it is seen to be an orphan, so that one look at a listing or policy deletes nothing. */
function checkOrphan({
  policy: { orphans, timezone },
  world,
  context,
  one,
  cluster,
}: Candidate): NotedFinding {
  const { observedAt: now } = world;
  const region = parseArn(one.provenance.cluster)?.region ?? '';
  if (cluster === undefined && !world.listed.includes(region)) {
    const unknown = `clusters of ${region} have not been listed, so nothing is known of its cluster`;
    return { finding: skip('orphan', unknown) };
  }
  const gone =
    cluster === undefined
      ? `the cluster ${one.snapshot.clusterId} of ${region} is gone`
      : `no rule ${isCopy(one.provenance) ? 'copies it here' : 'takes them'} any more`;
  if (orphans === 'keep') return { finding: skip('orphan', `${gone}; orphans are kept`) };
  const unkept = readUnkept(one.snapshot.tags);
  const since = unkept?.why === 'orphan' ? unkept.since : undefined;
  const [newest = one] = context.groups.get(context.keyOf(one)) ?? [];
  const from = Math.max(since ?? now, newest.at);
  const after = `orphans expire ${formatDuration(orphans.expireAfterMs)} after they are seen to be orphans and the newest is taken`;
  const aged = `${gone}; that counts from ${formatWhenIn(from, { timezone, now })}, and ${after}`;
  if (now - from > orphans.expireAfterMs) return { finding: act('orphan-expired', aged) };
  return {
    finding: skip('orphan', aged),
    ...(since === undefined && { note: unkeptTags('orphan', now) }),
  };
}

/** The finding that keeps a snapshot that no rule wants; undefined when there is none. */
function checkOthers({ policy, world, context, one, cluster }: Candidate): Finding | undefined {
  const { snapshot } = one;
  if (context.last.has(one)) return skip('last-copy', 'it is the last complete one of its cluster here');
  const pending = context.pendingFor(snapshot);
  if (pending !== undefined) return skip('copy-pending', pending);
  const zone = context.retentions.get(one)?.rule.timezone ?? policy.timezone;
  return (
    guardByHold(snapshot.tags, { timezone: zone, now: world.observedAt }) ??
    (cluster === undefined
      ? protectionOfGone(policy, one)
      : guard(policy, cluster, ACTION, { timezone: zone, now: world.observedAt }))
  );
}
