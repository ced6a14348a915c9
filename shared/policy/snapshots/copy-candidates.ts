import { defined } from '../../defined.ts';
import { oncePer } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Finding, type Skipped, skip } from '../model/finding.ts';
import type { CopyDestination, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { HOLD_TAG } from '../model/tags.ts';
import { guard } from '../rules/guard.ts';
import { type DecidingRule, settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { skipGone } from './copy-gone.ts';
import { ineligibleToCopy, isSource, neverSource } from './copy-sources.ts';
import { type CopyState, copyStates, type Destination } from './copy-wanted.ts';
import { noRule } from './decision.ts';
import { deploymentOf } from './deployment.ts';
import { clusterKey, lookUpClusters, originOf, originOfOwn } from './identity.ts';
import { periodOf } from './keep.ts';
import { destinationIn } from './locations.ts';
import { copiesAmong, foreignSnapshots, ownSnapshots } from './own.ts';
import type { CopyWorld } from './worlds.ts';

/** A source snapshot before the rule that copies it, or why there is none. */
export interface Candidate {
  readonly source: Snapshot;
  readonly cluster?: Cluster;
  readonly rule?: DecidingRule;
  readonly to?: CopyDestination;
  readonly skipped?: Finding;
  /** A hold on its cluster, which is heard if it keeps a copy from being made. */
  readonly held?: Skipped;
}

/** A candidate with the state of its copy. */
export interface Found {
  readonly candidate: Candidate;
  /** Absent where something else has ruled it out. */
  readonly state?: CopyState;
}

/** The destination, and when it is looked at. */
type Where = Pick<CopyWorld, 'region' | 'observedAt'>;

/** Every source with the state of its copy, whatever the keys are, oldest first. */
export const copyCandidates = oncePer(
  (
    sources: CopyWorld['sources'],
    policy: Policy,
    region: string,
    observedAt: EpochMs,
    clusters: CopyWorld['clusters'],
    copies: CopyWorld['copies'],
  ): Found[] => {
    const lookup = lookUpClusters(clusters.map(({ cluster }) => cluster));
    const own = copiesAmong(ownSnapshots(copies, deploymentOf(policy)));
    const ownByCluster = Map.groupBy(own, (copy) => lookup.keyOf(originOfOwn(copy)));
    const othersBySource = Map.groupBy(foreignSnapshots(copies), ({ sourceArn }) => sourceArn);
    const groups = Map.groupBy(sources, (source) => lookup.clusterOf(originOf(source)));
    const gone = skipGone(policy, { region, gone: groups.get(undefined) ?? [], copies }, lookup);
    const found = [...groups].flatMap(([cluster, group]): readonly Found[] =>
      cluster === undefined
        ? group.map((source) => ({
            candidate: { source, skipped: neverSource(source) ?? gone.get(source) ?? isGone(source) },
          }))
        : candidatesOf(policy, { region, observedAt }, cluster, group, {
            own: ownByCluster.get(clusterKey(cluster)) ?? [],
            others:
              othersBySource.size === 0 ? [] : group.flatMap(({ arn }) => othersBySource.get(arn) ?? []),
          }),
    );
    return found.sort(({ candidate: { source: a } }, { candidate: { source: b } }) => byAge(a, b));
  },
);

function isGone({ clusterId }: Snapshot): Finding {
  return skip('cluster-gone', `its cluster ${clusterId} is gone`);
}

function byAge(a: Snapshot, b: Snapshot): number {
  return a.createdAt - b.createdAt || (a.arn < b.arn ? -1 : 1);
}

/** Everything that the last answer about a cluster and a destination goes by. */
interface Known {
  readonly policy: Policy;
  readonly sources: readonly Snapshot[];
  readonly destination: Destination;
  /** The hour or day; absent: at another time the answer may be another one. */
  readonly period?: string;
  readonly found: readonly Found[];
}

const known = new WeakMap<Cluster, Map<string, Known>>();

/** The sources of one cluster: found once for as long as nothing about them changes and the hour or day does not end. */
function candidatesOf(
  policy: Policy,
  where: Where,
  cluster: Cluster,
  sources: readonly Snapshot[],
  destination: Destination,
): readonly Found[] {
  const period = periodIn(policy, cluster, where);
  const ofCluster = known.get(cluster) ?? new Map<string, Known>();
  known.set(cluster, ofCluster);
  const last = ofCluster.get(where.region);
  const isSame =
    last?.policy === policy &&
    last.period === period &&
    period !== undefined &&
    areSame(last.sources, sources) &&
    areSame(last.destination.own, destination.own) &&
    areSame(last.destination.others, destination.others);
  if (isSame) return last.found;
  const found = findCandidates(policy, where, cluster, sources, destination);
  const stays = period !== undefined && !found.some(({ state }) => state && isTimed(state, where.observedAt));
  ofCluster.set(where.region, { policy, sources, destination, found, ...(stays && { period }) });
  return found;
}

/** The hour or day in which nothing but attempts to copy goes by the time; a hold may end at any. */
function periodIn(policy: Policy, cluster: Cluster, { region, observedAt }: Where): string | undefined {
  if (Object.hasOwn(cluster.tags, HOLD_TAG)) return undefined;
  const rule = settingsOf(policy, cluster, 'snapshots');
  const keep = rule && destinationIn(rule.settings, region)?.keep;
  if (rule === undefined || keep === undefined) return '';
  return periodOf(keep.hourly === undefined ? 'daily' : 'hourly', observedAt, rule.timezone);
}

/** Whether time decides about an attempt that is under way, or was made a short time ago. */
function isTimed({ state, attempts }: CopyState, now: EpochMs): boolean {
  if (state === 'copied' || state === 'inFlight') return false;
  return attempts.waits !== undefined || (attempts.at ?? now) > now;
}

function areSame(some: readonly object[], others: readonly object[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

function findCandidates(
  policy: Policy,
  where: Where,
  cluster: Cluster,
  sources: readonly Snapshot[],
  destination: Destination,
): Found[] {
  const candidates = sources.toSorted(byAge).map(candidatesFor(policy, where, cluster));
  const open = candidates.filter(({ skipped }) => skipped === undefined);
  const [{ to, rule } = {}] = open;
  const states =
    to === undefined || rule === undefined
      ? undefined
      : copyStates(
          to,
          { timezone: rule.timezone, now: where.observedAt },
          open.map(({ source }) => source),
          destination,
        );
  return candidates.map((candidate) => ({
    candidate,
    ...defined({ state: states?.get(candidate.source.arn) }),
  }));
}

/** Makes candidates of the sources of a cluster. */
function candidatesFor(policy: Policy, world: Where, cluster: Cluster): (source: Snapshot) => Candidate {
  const rule = settingsOf(policy, cluster, 'snapshots');
  const copy = rule?.settings.copy;
  const to = rule && destinationIn(rule.settings, world.region);
  if (rule === undefined || copy === undefined || to === undefined) {
    const skipped = noRule(`does not copy to ${world.region}`, rule);
    return (source) => toNever(source) ?? { source, cluster, skipped };
  }
  const local = { timezone: rule.timezone, now: world.observedAt };
  const guarded = guard(policy, cluster, 'copySnapshot', local);
  const held = guarded?.reason === 'held' ? guarded : undefined;
  const kept = held === undefined ? guarded : undefined;
  const notCopied = skip('not-a-source', `the rule copies ${copy.sources.join(' and ')} ones only`);
  return (source) => {
    const never = toNever(source);
    if (never !== undefined) return never;
    const found = { source, cluster, rule, to };
    if (!isSource(source, copy)) return { ...found, skipped: notCopied };
    const skipped = kept ?? obstacle(source);
    return { ...found, ...defined({ held }), ...(skipped && { skipped: held ?? skipped }) };
  };
}

function toNever(source: Snapshot): Candidate | undefined {
  const skipped = neverSource(source);
  return skipped && { source, skipped };
}

function obstacle(source: Snapshot): Finding | undefined {
  const ineligible = ineligibleToCopy(source);
  if (ineligible !== undefined) return skip('ineligible', ineligible.detail);
  return source.status === 'available' ? undefined : skip('in-transition', `it is ${source.status}`);
}
