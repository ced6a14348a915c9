import type { Cluster } from '../../model/cluster.ts';
import { type Skipped, skip } from '../../model/finding.ts';
import { isSamePlace } from '../../model/location.ts';
import { EXCLUDE, firstObstacle, isMultiAz, MULTI_AZ_LIMITS, type Obstacle } from '../../model/obstacle.ts';
import type { Policy } from '../../model/policy.ts';
import { guard } from '../../rules/guard.ts';
import { type Applied, settingsOf } from '../../rules/settings.ts';
import { unmatched } from '../../rules/unmatched.ts';
import { deploymentOf } from '../../snapshots/deployment.ts';
import { windowAt } from '../../time/hours.ts';
import type { LocalTime } from '../../time/local-time.ts';
import { type EpochMs, MINUTE_MS } from '../../time/units.ts';
import { formatWhenIn } from '../../time/when.ts';
import { drillId } from './names.ts';
import { type DrillTurn, drillTurn, type Identified } from './turn.ts';
import type { DrillWorld } from './world.ts';

/** A cluster whose drill is due in a place. */
export interface DrillCandidate {
  readonly cluster: Cluster & Identified;
  readonly rule: Applied<'recovery'>;
  readonly turn: DrillTurn;
  /** Now, by the clock of the rule. */
  readonly local: LocalTime;
}

/** The part of the world that says whether a drill is due: it takes no call that depends on it. */
export type DueWorld = Pick<
  DrillWorld,
  'account' | 'region' | 'observedAt' | 'clusters' | 'open' | 'done' | 'hasBucket' | 'asked'
>;

/** Whether a cluster is due for a drill; `none`: it is decided on elsewhere, or by the step of its drill. */
export type Due =
  | { readonly state: 'due'; readonly candidate: DrillCandidate }
  | { readonly state: 'not-due'; readonly finding: Skipped; readonly rule?: string }
  | { readonly state: 'none' };

const AURORA_V1 =
  'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.how-it-works.html';

const obstacles: readonly Obstacle<Cluster>[] = [
  {
    applies: isMultiAz,
    detail: () =>
      `a Multi-AZ DB cluster gets its instances from AWS, which drills do not support; ${EXCLUDE}`,
    source: MULTI_AZ_LIMITS,
  },
  {
    applies: ({ engineMode }) => engineMode === 'serverless',
    detail: () => `drills do not support Aurora Serverless v1; upgrade it to Serverless v2 or ${EXCLUDE}`,
    source: AURORA_V1,
  },
];

/** Whether a drill of the cluster is due in the place of the world, before any fact about it is read. */
export function dueAt(policy: Policy, cluster: Cluster, world: DueWorld): Due {
  const isHome = isSamePlace(cluster, world);
  // A rename keeps the resource id.
  if (world.open.some(({ record }) => record.source.resourceId === cluster.resourceId))
    return { state: 'none' };
  const rule = settingsOf(policy, cluster, 'recovery');
  if (rule === undefined) {
    return isHome ? { state: 'not-due', finding: unmatched(cluster, 'recovery') } : { state: 'none' };
  }
  const notDue = (finding: Skipped): Due => ({ state: 'not-due', finding, rule: rule.name });
  const local = { timezone: rule.timezone, now: world.observedAt };
  const { resourceId } = cluster;
  if (resourceId === undefined) {
    const finding = skip(
      'drill-unknown',
      'AWS gives it no resource id, so nothing proves which snapshots are its own',
    );
    return isHome ? notDue(finding) : { state: 'none' };
  }
  const identified = { ...cluster, resourceId };
  const ofPeriod = drillTurn(rule.settings.drill, identified, deploymentOf(policy), world.observedAt);
  const isAsked = world.asked?.has(cluster.arn) === true;
  const turn = isAsked ? askedTurn(ofPeriod, identified, deploymentOf(policy), world.observedAt) : ofPeriod;
  const isHere = turn !== undefined && isSamePlace(turn.place, world);
  if (!isHere && !isHome) return { state: 'none' };
  const finding =
    guard(policy, cluster, 'drillRestore', local) ??
    checkEligibility(cluster) ??
    (isHere ? checkTurn(policy, rule, turn, local, world, isAsked) : elsewhere(turn, local));
  if (finding !== undefined || turn === undefined) return notDue(finding ?? elsewhere(turn, local));
  return { state: 'due', candidate: { cluster: identified, rule, turn, local } };
}

/** A drill that somebody asks for is one of its own, of the minute in which it is asked for. */
function askedTurn(
  turn: DrillTurn | undefined,
  source: Identified,
  deployment: string,
  now: EpochMs,
): DrillTurn | undefined {
  const period = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  return turn && { ...turn, period, id: drillId({ deployment, source, place: turn.place, period }) };
}

/** The clusters of the world whose drills are due in its place. */
export function dueDrills(policy: Policy, world: DueWorld): DrillCandidate[] {
  return world.clusters.flatMap(({ cluster }) => {
    const due = dueAt(policy, cluster, world);
    return due.state === 'due' ? [due.candidate] : [];
  });
}

function checkEligibility(cluster: Cluster): Skipped | undefined {
  const obstacle = firstObstacle(obstacles, cluster);
  return obstacle && skip('ineligible', obstacle.detail);
}

function elsewhere(turn: DrillTurn | undefined, local: LocalTime): Skipped {
  if (turn === undefined) {
    return skip(
      'drill-no-point',
      'a point in time can be restored only in its own Region; add source to where',
    );
  }
  const detail = `the turn of ${turn.place.region} (${turn.from}), until ${formatWhenIn(turn.next, local)}`;
  return skip('drill-elsewhere', detail);
}

function checkTurn(
  { calendars }: Policy,
  { settings: { drill } }: Applied<'recovery'>,
  { id, next, from, place: { region } }: DrillTurn,
  local: LocalTime,
  { done, hasBucket }: DueWorld,
  isAsked: boolean,
): Skipped | undefined {
  if (done.has(id)) {
    return skip('drill-not-due', `drill ${id} is over; the next one is due ${formatWhenIn(next, local)}`);
  }
  if (hasBucket === 'unknown') {
    const detail = `the turn of ${region} (${from}) until ${formatWhenIn(next, local)}; set DORMOUSE_EVIDENCE_BUCKET to read whether its drill is over`;
    return skip('not-observed', detail);
  }
  if (!hasBucket)
    return skip('drill-no-bucket', `a drill (${from}) is due, and there is no bucket for its evidence`);
  const window = windowAt(drill.hours, calendars, local);
  if (isAsked || window.open) return undefined;
  const when =
    window.until === undefined
      ? 'they do not open within 400 days'
      : `from ${formatWhenIn(window.until, local)}`;
  return skip('drill-outside-hours', `a drill (${from}) is due, in the hours ${drill.hours.text}: ${when}`);
}
