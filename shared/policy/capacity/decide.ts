import { defined } from '../../defined.ts';
import { checkMembers, checkStatus } from '../model/availability.ts';
import type { Cluster, Member, ServerlessCapacity } from '../model/cluster.ts';
import type { ChangeCapacityCommand } from '../model/command.ts';
import { aboutCluster, type Decision, toAct } from '../model/decision.ts';
import { type Finding, firstFinding, type Skipped, skip } from '../model/finding.ts';
import { EXCLUDE } from '../model/obstacle.ts';
import type { CapacityEntry, Policy } from '../model/policy.ts';
import { CAPACITY_TAG } from '../model/tags.ts';
import { continueContest, type Undone } from '../rules/contest.ts';
import { guard } from '../rules/guard.ts';
import { decideEach } from '../rules/isolate.ts';
import { type Applied, settingsOf } from '../rules/settings.ts';
import { hasRoomFor, withoutNote } from '../rules/tag-room.ts';
import { unmatched } from '../rules/unmatched.ts';
import type { LocalTime } from '../time/local-time.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { CapacityFacts, CapacityWorld, ObservedCapacity } from './capacity.ts';
import { type CapacityChange, changeCommand, takesNothing } from './command.ts';
import { checkContest, undoneBy } from './contest.ts';
import { entryAt, formatCapacity, isDeclared } from './entry.ts';
import { largerSince, waitForUse } from './in-use.ts';
import { type LastAction, readLastAction } from './last-action.ts';
import { pauseBlockers } from './pause-blockers.ts';
import { checkPending } from './pending.ts';
import { type CapacityRange, capacityRange, isWithin, widestRange } from './range.ts';
import { checkAge } from './use.ts';

/**
 * The capacity of one cluster and the entry of its rule that applies now, with everything read once that a decision
 * needs.
 */
interface Candidate {
  readonly cluster: Cluster;
  readonly current: ServerlessCapacity;
  readonly desired: CapacityEntry;
  /** Why that entry applies. */
  readonly explanation: string;
  readonly unit: string;
  /** Absent: the engine is not known to have serverless capacity in this version. */
  readonly range?: CapacityRange;
  readonly facts?: CapacityFacts;
  readonly last?: LastAction;
  /** The side that has undone the last change. */
  readonly undone: Undone;
  /** Since when it has been in use too much for days; computed only where it is. */
  readonly largerSince: () => EpochMs | undefined;
  /** Now, by the clock of the rule. */
  readonly local: LocalTime;
}

/** The finding on a capacity. `unread`: the facts that would decide. `values`: the capacity that is requested now. */
export type CapacityFinding =
  | (Skipped & { readonly unread?: 'instances' | 'instances and use' })
  | (Finding & { readonly verdict: 'act' } & CapacityChange);

/** One decision for each cluster of the world, in its order: change its serverless capacity now, or skip it and why. */
export function decideCapacities(policy: Policy, world: CapacityWorld): Decision<ChangeCapacityCommand>[] {
  return decideEach(policy, world.clusters, { aspect: 'capacity', action: 'changeCapacity' }, (observed) =>
    decideCapacity(policy, observed, world.observedAt),
  );
}

/**
 * Whether to change the serverless capacity of one cluster. Without `capacityFacts` a cluster whose capacity could be
 * changed is skipped as `not-observed`. A max never gets smaller while its use is unknown, unless the entry says so.
 */
export function decideCapacity(
  policy: Policy,
  observed: ObservedCapacity,
  now: EpochMs,
): Decision<ChangeCapacityCommand> {
  const { cluster } = observed;
  const rule = settingsOf(policy, cluster, 'capacity');
  const action = 'changeCapacity';
  const base = aboutCluster(cluster, 'capacity');
  if (rule === undefined) return { ...base, action, ...unmatched(cluster, 'capacity') };
  const found = findingOf(policy, rule, observed, now);
  const { reason, detail } = found;
  const decided = { ...base, rule: rule.name, reason, detail };
  if (found.verdict === 'skip') return { ...decided, action, verdict: 'skip' };
  const isUnnoted = policy.tagActions && !hasRoomFor(CAPACITY_TAG, cluster.tags);
  const noted = { ...decided, detail: `${detail}${isUnnoted ? withoutNote(CAPACITY_TAG) : ''}` };
  const command = changeCommand(policy, rule, cluster, found, now);
  const last = readLastAction(cluster);
  const isSame = last?.min === command.min && last.max === command.max && now - last.at < DAY_MS;
  return {
    ...toAct(noted, command, last?.at),
    ...(isSame && last.isRefused && { refusedAt: last.at }),
    ...(found.dependsOnUse && { dependsOnUse: true }),
    ...(cluster.serverless && takesNothing(cluster.serverless, command) && { protective: true }),
  };
}

/** The finding of the first check that has one, or else the change. */
export function findingOf(
  policy: Policy,
  rule: Applied<'capacity'>,
  { cluster, capacityFacts: facts }: ObservedCapacity,
  now: EpochMs,
): CapacityFinding {
  const local = { timezone: rule.timezone, now };
  const guarded = guard(policy, cluster, 'changeCapacity', local);
  if (guarded !== undefined) return guarded;
  const { serverless: current } = cluster;
  if (current === undefined) return withoutServerless(cluster);
  const { entry: desired, detail: explanation } = entryAt(policy, rule.settings, local);
  if (desired === undefined) return skip('no-line', explanation);
  const range = capacityRange(cluster);
  const last = readLastAction(cluster);
  const candidate: Candidate = {
    cluster,
    current,
    desired,
    explanation,
    unit: (range ?? widestRange(cluster.engine))?.unit ?? 'units',
    ...defined({ range, facts, last }),
    undone: undoneBy(policy, rule.settings, desired, last, local),
    largerSince: () => largerSince(policy, rule.settings, { current, desired, local, ...defined({ last }) }),
    local,
  };
  return firstFinding(checks, candidate) ?? changeTo(desired, candidate);
}

/** In this order: what never changes comes before what passes, what costs nothing before what costs a call. */
const checks: readonly ((candidate: Candidate) => CapacityFinding | undefined)[] = [
  checkDeclared,
  ({ cluster }) => checkStatus(cluster.status, 'its capacity'),
  checkRange,
  checkPending,
  checkContest,
  checkFactsAreRead,
  checkInstances,
  checkUse,
];

/** Most clusters without serverless capacity are meant to have none. */
function withoutServerless({ engineMode }: Cluster): Skipped {
  return engineMode === 'serverless'
    ? skip(
        'ineligible',
        `Aurora Serverless v1 is scaled by another API: upgrade it to Serverless v2 or ${EXCLUDE}`,
      )
    : skip('not-serverless', 'it has no serverless capacity');
}

function checkDeclared({ cluster, current, desired, explanation, unit }: Candidate): Skipped | undefined {
  if (!isDeclared(desired, current)) return undefined;
  const detail = `${formatCapacity(current, unit)} (${explanation})${describeBlockers(cluster, desired)}`;
  return skip('capacity-as-declared', detail);
}

/** AWS bounds the capacity by engine, version and platform. */
function checkRange({ cluster, desired, range }: Candidate): Skipped | undefined {
  const { engine, engineVersion, serverlessPlatform } = cluster;
  if (range === undefined) {
    const detail = `${engine} ${engineVersion} is not known to have serverless capacity`;
    return skip('ineligible', `${detail}: upgrade it or ${EXCLUDE}`);
  }
  if (isWithin(range, desired)) return undefined;
  const platform = serverlessPlatform === undefined ? '' : ` on serverless platform ${serverlessPlatform}`;
  return skip(
    'ineligible',
    `the entry says ${formatCapacity(desired, range.unit)}, but ${engine} ${engineVersion}${platform} allows ` +
      `${formatCapacity(range, range.unit)}: change the entry, upgrade the cluster or ${EXCLUDE}`,
  );
}

function checkFactsAreRead(candidate: Candidate): CapacityFinding | undefined {
  if (candidate.facts !== undefined) return undefined;
  return {
    ...skip('not-observed', 'its instances and metrics have not been read'),
    unread: dependsOnUse(candidate) ? 'instances and use' : 'instances',
  };
}

/**
 * An instance that runs out of memory at its max becomes `incompatible-parameters`. Only a greater max helps, so that
 * status does not keep the max from growing.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
function checkInstances({ cluster, current, desired, facts }: Candidate): Skipped | undefined {
  const { members = [] } = facts ?? {};
  if (members.every(({ instanceClass }) => instanceClass !== 'db.serverless')) {
    return skip('not-serverless', 'none of its instances is serverless');
  }
  const isHelped = ({ status }: Member) => desired.max > current.max && status === 'incompatible-parameters';
  return checkMembers(
    cluster,
    members.map((member) => (isHelped(member) ? { ...member, status: 'available' } : member)),
  );
}

/** Only a smaller max can take away what is used, so only that waits for the use to fall. */
function checkUse(candidate: Candidate): CapacityFinding | undefined {
  const { current, desired, explanation, unit, range, facts } = candidate;
  const { use } = facts ?? {};
  if (!dependsOnUse(candidate)) return undefined;
  const young = checkAge(candidate.cluster, candidate.local);
  if (young !== undefined) return young;
  if (use?.state === 'known' && use.units <= desired.max) {
    return { ...changeTo(desired, candidate), dependsOnUse: true };
  }
  const waiting =
    use?.state === 'known'
      ? `it uses ${Math.ceil(use.units * 10) / 10} of ${current.max} ${unit}`
      : (use?.detail ?? 'its metrics have not been read');
  // A greater min takes nothing away. A cluster never scales below its min, so above the new max it would wait forever.
  const minGoesFirst = desired.min > current.min || current.min > desired.max;
  const meanwhile = { ...desired, max: current.max };
  if (minGoesFirst && range !== undefined && isWithin(range, meanwhile)) {
    const first = { ...changeTo(meanwhile, candidate), isFirstStep: true } as const;
    const detail = `${first.detail}; ${waiting}, so only its min changes now: ${formatCapacity(meanwhile, unit)}`;
    return { ...first, detail };
  }
  if (use?.state !== 'known') return skip('use-unknown', waiting);
  const detail = `${waiting}, so the change to ${formatCapacity(desired, unit)} waits (${explanation})`;
  return waitForUse(detail, candidate.largerSince(), candidate.local);
}

function dependsOnUse({ current, desired }: Candidate): boolean {
  return desired.whenBusy === 'wait' && desired.max < current.max;
}

function changeTo(values: ServerlessCapacity, candidate: Candidate) {
  const { cluster, current, desired, explanation, unit, last, undone, local } = candidate;
  const contest = continueContest(last, undone, local.now);
  const detail = `${formatCapacity(current, unit)} to ${formatCapacity(desired, unit)} (${explanation})`;
  return {
    verdict: 'act',
    reason: 'capacity-differs',
    detail: `${detail}${describeLast(candidate)}${describeBlockers(cluster, desired)}`,
    values,
    ...defined({ contest }),
  } as const;
}

/** The tag is written before the call, so it does not show whether AWS made the change. */
function describeLast({ desired, last, local }: Candidate): string {
  return last?.min === desired.min && last.max === desired.max
    ? `; the same was requested ${formatWhenIn(last.at, local)}, and was refused or has been undone since`
    : '';
}

/** The known facts that may keep a cluster awake that should pause. */
function describeBlockers(cluster: Cluster, { min }: CapacityEntry): string {
  const blockers = min === 0 ? pauseBlockers(cluster) : [];
  return blockers.length === 0 ? '' : `; this may keep it from pausing: ${blockers.join(', ')}`;
}
