import type { Act } from '../backtest/act.ts';
import { DAY_MS, MINUTE_MS } from '../shared/policy/time/units.ts';
import type { RecoveryAge } from '../timeline/recovery.ts';
import { sideBySide } from '../timeline/side-by-side.ts';
import type { ClusterTimeline, PowerState } from '../timeline/timeline.ts';
import { actsOnlyIn } from './acts-only-in.ts';

/** One cluster under one policy. */
export interface Course {
  readonly cluster: ClusterTimeline;
  readonly acts: readonly Act[];
}

/** A restart that comes this much earlier or later is the same restart: durations vary. */
const SAME_RESTART_MINUTES = 30;

const up: ReadonlySet<PowerState> = new Set(['used', 'idle', 'up', 'paused']);

/**
 * How the new policy is more dangerous to a cluster than the old one, as sentences without a subject: it is stopped or
 * restarted at other times, loses snapshots or gets fewer, is less audited, or makes more people wait.
 *
 * @param end Minutes that were simulated.
 */
export function dangersOf(old: Course, now: Course, end: number): string[] {
  return [
    ...stopped(old.cluster, now.cluster, end),
    ...restarted(old.cluster, now.cluster),
    ...deleted(old.acts, now.acts),
    ...fewerBackups(old.acts, now.acts),
    ...olderRecoveryPoints(old, now),
    ...lessAudited(old.cluster, now.cluster, end),
    ...moreWaiting(old.cluster, now.cluster),
  ];
}

function stopped(old: ClusterTimeline, now: ClusterTimeline, end: number): string[] {
  let [minutes, used] = [0, 0];
  for (const { from, to, a, b } of sideBySide(old.power, now.power, end)) {
    if (b !== 'stopped' || a === undefined || !up.has(a)) continue;
    minutes += to - from;
    if (a === 'used') used += to - from;
  }
  if (minutes === 0) return [];
  const inUse = used > 0 ? `, ${timeText(used)} of them in use` : '';
  return [`stopped for ${timeText(minutes)} in which it was up before${inUse}`];
}

function restarted(old: ClusterTimeline, now: ClusterTimeline): string[] {
  const before = restartsOf(old);
  const others = restartsOf(now).filter(
    (minute) => !before.some((one) => Math.abs(one - minute) <= SAME_RESTART_MINUTES),
  );
  return others.length === 0 ? [] : [`restarted ${times(others.length)} when it was not before`];
}

function restartsOf({ marks }: ClusterTimeline): number[] {
  return marks.filter(({ kind }) => kind === 'restart').map(({ minute }) => minute);
}

/** A deletion that the old policy makes later, or not in this time at all. */
function deleted(old: readonly Act[], now: readonly Act[]): string[] {
  const isDeletion = ({ kind }: Act) => kind === 'delete-snapshot';
  const isNoted = ({ isUnkept }: Act) => isUnkept === true;
  const deletions = sooner(firstTimes(now, isDeletion), firstTimes(old, isDeletion));
  // Snapshots that wait for their deletion at the end are deleted after it.
  const waiting = sooner(firstTimes(now, isNoted), firstTimes(old, isNoted));
  return [
    ...(deletions > 0 ? [`${snapshots(deletions)} deleted that stayed before, or stayed longer`] : []),
    ...(waiting > 0 && deletions === 0
      ? [`${snapshots(waiting)} noted for deletion, which comes some days later`]
      : []),
  ];
}

/** By snapshot, the time of the first act of this sort. */
function firstTimes(acts: readonly Act[], isOne: (act: Act) => boolean): Map<string, number> {
  const done = acts.filter((act) => isOne(act) && act.failed === undefined);
  return new Map(done.toReversed().map(({ target, at }) => [target, at]));
}

function sooner(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): number {
  return [...now].filter(([what, at]) => at < (before.get(what) ?? Number.POSITIVE_INFINITY)).length;
}

function fewerBackups(old: readonly Act[], now: readonly Act[]): string[] {
  const made = (acts: readonly Act[], kind: Act['kind']) =>
    Map.groupBy(
      acts.filter((act) => act.kind === kind && act.failed === undefined),
      ({ region }) => region,
    );
  const [takenBefore, taken] = [made(old, 'create-snapshot'), made(now, 'create-snapshot')];
  const [copiedBefore, copied] = [made(old, 'copy-snapshot'), made(now, 'copy-snapshot')];
  const lost = (before: typeof taken, after: typeof taken, what: string) =>
    Array.from(before, ([region, acts]) => ({ region, left: acts.length - (after.get(region)?.length ?? 0) }))
      .filter(({ left }) => left > 0)
      .map(({ region, left }) => `${left} fewer ${what}${region}`);
  return [...lost(takenBefore, taken, 'snapshots taken in '), ...lost(copiedBefore, copied, 'copies to ')];
}

/** Differences below this come from the time that a snapshot takes. */
const SAME_AGE_HOURS = 1;

const ofSnapshots: ReadonlySet<Act['kind']> = new Set([
  'create-snapshot',
  'copy-snapshot',
  'delete-snapshot',
]);

/**
 * By Region: a newest recovery point that gets older than before, or that there is none of for longer. One whose age only
 * goes on because the cluster is no longer stopped is no worse.
 */
function olderRecoveryPoints(old: Course, now: Course): string[] {
  const madeBy = ({ acts }: Course) => acts.filter(({ kind }) => ofSnapshots.has(kind));
  const isStoppedMore = now.cluster.totals.hoursStopped > old.cluster.totals.hoursStopped;
  const isSame =
    actsOnlyIn(madeBy(old), madeBy(now)).length + actsOnlyIn(madeBy(now), madeBy(old)).length === 0;
  if (isSame && !isStoppedMore) return [];
  const after = new Map(now.cluster.recovery?.map((age) => [age.region, age]));
  return (old.cluster.recovery ?? []).flatMap((earlier) => {
    const { region, hoursWith, hoursWithout } = earlier;
    const gone: RecoveryAge = { region, hoursWith: 0, hoursWithout: hoursWith + hoursWithout };
    const age = after.get(region) ?? gone;
    const lacking = age.hoursWithout - hoursWithout;
    const point = `recovery point in ${region}`;
    const isOlder = (of: 'worstHours' | 'meanHours') =>
      (age[of] ?? 0) > (earlier[of] ?? Number.POSITIVE_INFINITY) + SAME_AGE_HOURS;
    const ages = (of: 'worstHours' | 'meanHours') => `${ageText(age[of])} old, not ${ageText(earlier[of])}`;
    return [
      ...(isOlder('worstHours') ? [`its newest ${point} gets ${ages('worstHours')}`] : []),
      ...(isOlder('meanHours') && !isOlder('worstHours')
        ? [`its newest ${point} is on average ${ages('meanHours')}`]
        : []),
      ...(lacking > SAME_AGE_HOURS ? [`it has no ${point} for ${ageText(lacking)} more`] : []),
    ];
  });
}

function ageText(hours = 0): string {
  return timeText(hours * 60);
}

function lessAudited(old: ClusterTimeline, now: ClusterTimeline, end: number): string[] {
  const more = now.totals.streamGapMinutes - old.totals.streamGapMinutes;
  const off = sideBySide(old.stream ?? [[0, 'off']], now.stream ?? [[0, 'off']], end);
  const lost = off
    .filter(({ a, b }) => a === 'on' && b === 'off')
    .reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    ...(more > 0 ? [`its activity stream is missing for ${timeText(more)} more`] : []),
    ...(lost > 0 ? [`its activity stream is off for ${timeText(lost)} in which it ran`] : []),
  ];
}

function moreWaiting(old: ClusterTimeline, now: ClusterTimeline): string[] {
  const more = (key: 'lateMinutes' | 'deniedMinutes') => now.totals[key] - old.totals[key];
  return [
    ...(more('lateMinutes') > 0 ? [`people wait ${timeText(more('lateMinutes'))} more for its start`] : []),
    ...(more('deniedMinutes') > 0 ? [`${timeText(more('deniedMinutes'))} more of its use is denied`] : []),
  ];
}

function snapshots(count: number): string {
  return count === 1 ? '1 snapshot is' : `${count} snapshots are`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** A length of time for people, from minutes. */
export function timeText(minutes: number): string {
  if (minutes < 120) return `${Math.round(minutes)} min`;
  const ms = minutes * MINUTE_MS;
  return ms < 4 * DAY_MS ? `${Math.round(minutes / 60)} h` : `${Math.round(ms / DAY_MS)} days`;
}
