import pMap from 'p-map';
import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { VERSION } from '../../aws/client/version.ts';
import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import { defined } from '../../defined.ts';
import { once } from '../../once.ts';
import type { Cluster, Member } from '../../policy/model/cluster.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { drillSources, drillsSince, hasDrills } from '../../policy/recovery/drill/locations.ts';
import { drillQuestions, needsRestorable, needsSnapshots } from '../../policy/recovery/drill/questions.ts';
import type { DrillWorld } from '../../policy/recovery/drill/world.ts';
import type { ReadinessWorld } from '../../policy/recovery/readiness/decide.ts';
import { matchesGlobs } from '../../policy/rules/match.ts';
import { deploymentOf } from '../../policy/snapshots/deployment.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { toFault } from '../sweep/fault.ts';
import type { Fault } from '../sweep/outcome.ts';
import { decidedAt, type ReadWorld, type RunContext } from '../sweep/recipe.ts';
import { answers } from './answers.ts';

/** A place of drills, and when its clusters were last proven to be restorable. */
export interface DrillPlace extends DrillWorld {
  /** Instances of the place. Absent: no drill is under way. */
  readonly members?: readonly Member[];
  /** By DbClusterResourceId. Absent: no rule wants drills, or there is no bucket. */
  readonly proven?: ReadonlyMap<string, EpochMs>;
  /** The facts that decide whether clusters could be restored there. Absent: it was looked at within this hour, or nobody asks. */
  readonly readiness?: ReadinessWorld;
}

/**
 * Everything that drills in an account and Region are decided by: its clusters and those of the Regions whose recovery
 * points are restored there, the drills under way, and only if one is due, what it needs to begin. A question without an
 * answer keeps that drill from beginning, and no other from being cleaned up. Throws when the clusters of the place or
 * the drills under way can't all be listed.
 */
export async function readToDrill(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
): Promise<ReadWorld<DrillPlace>> {
  const { account, region } = scope;
  const store = run.drills;
  const isWanted = hasDrills(policy);
  const unreadable: string[] = [];
  const open = (await store?.open(scope, (detail) => unreadable.push(detail))) ?? [];
  const [{ clusters, observedAt }, others, members] = await Promise.all([
    run.listings.clusters(scope),
    readOthers(run, drillSources(policy, scope, run.targets).map(scope.inRegion)),
    open.length > 0 ? run.listings.members(scope) : undefined,
  ]);
  const [done, proven] = await Promise.all([
    isWanted ? store?.done(scope, drillsSince(policy, run.at ?? observedAt)) : undefined,
    isWanted ? store?.proven(scope) : undefined,
  ]);
  const seen = {
    ...{ account, region, observedAt, open },
    clusters: [...clusters, ...others.clusters].map((cluster) => ({ cluster })),
    done: done ?? new Set<string>(),
    hasBucket: store !== undefined || (run.thorough === true ? ('unknown' as const) : false),
    versions: { dormouse: VERSION },
    ...defined({ members, proven, unread: unreadRecords(unreadable) ?? others.unread }),
    ...(run.drillNow && { asked: arnsNamed(clusters, others.clusters, run.clusters) }),
  };
  const due = await readDue(scope, policy, run, decidedAt(seen, run));
  if (!isWanted || run.clusters !== undefined || !run.hourly?.isFirst(scope, observedAt)) {
    return { ...seen, ...due };
  }
  const { readReadiness } = await import('./readiness.ts');
  const known = { clusters: [...clusters, ...others.clusters], now: observedAt };
  return { ...seen, ...due, readiness: await readReadiness(scope, policy, known, run.listings) };
}

/** A record that nobody can read keeps no other drill from being cleaned up, and fails the run. */
function unreadRecords([first, ...more]: readonly string[]): Fault | undefined {
  if (first === undefined) return undefined;
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return { name: 'DrillRecordUnreadable', message: `${first}${others}; its cluster may be left over` };
}

/** Nobody asks for drills of all clusters: without names there are none. */
function arnsNamed(
  here: readonly Cluster[],
  elsewhere: readonly Cluster[],
  globs: readonly string[] = [],
): ReadonlySet<string> {
  const named = [...here, ...elsewhere].filter(({ id }) => globs.length > 0 && matchesGlobs(globs, id));
  return new Set(named.map(({ arn }) => arn));
}

/** Loaded when a drill is due. */
const factReaders = once(() => import('./drill-facts.ts'));

/** The facts about drills that are due: none, and no call, if none is. */
async function readDue(
  scope: AwsScope,
  policy: Policy,
  run: RunContext,
  seen: DrillWorld,
): Promise<Pick<DrillWorld, 'snapshots' | 'restorable' | 'facts'>> {
  const snapshots = needsSnapshots(policy, seen)
    ? (await run.listings.snapshots(scope)).snapshots
    : undefined;
  const restorable = await answers(
    needsRestorable(policy, seen),
    (arn) => arn,
    async (arn) => (await factReaders()).readRestorable(scope, arn.split(':').at(-1) ?? ''),
  );
  const known = { ...defined({ snapshots }), restorable };
  const questions = drillQuestions(policy, { ...seen, ...known });
  if (questions === undefined) return known;
  const { readDrillFacts } = await factReaders();
  return { ...known, facts: await readDrillFacts(scope, deploymentOf(policy), questions, run) };
}

/** The clusters of each other Region that can be listed, and why the others can't. */
async function readOthers({ listings }: RunContext, scopes: readonly AwsScope[]) {
  const read = await pMap(
    scopes,
    async (source): Promise<{ clusters: Cluster[]; unread?: string; name?: string }> => {
      try {
        return { clusters: (await listings.clusters(source)).clusters };
      } catch (error) {
        if (source.signal?.aborted) throw error;
        const { name, message } = toFault(error);
        return { clusters: [], name, unread: `${source.region}: ${message}` };
      }
    },
  );
  const [first] = read.flatMap(({ name }) => name ?? []);
  const message = read.flatMap(({ unread }) => unread ?? []).join('; ');
  return {
    clusters: read.flatMap(({ clusters }) => clusters),
    unread: first === undefined ? undefined : { name: first, message },
  };
}

/** The store of drills, for a step of one. Throws without one, because then no drill is known. */
export function requireStore(drills: DrillStore | undefined): DrillStore {
  if (drills === undefined) throw new Error('a step of a restore drill needs the bucket for evidence');
  return drills;
}
