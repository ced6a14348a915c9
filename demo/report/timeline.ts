import { isRefusal } from '../../cli/plan/change.ts';
import { reasonOf } from '../../cli/plan/row.ts';
import type { Mode } from '../../shared/policy/model/policy.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { sumOf } from '../../timeline/sum.ts';
import type { ClusterTimeline, Timeline } from '../../timeline/timeline.ts';
import type { Day } from '../day/day.ts';
import type { Track } from '../day/timeline.ts';
import { laneOf, limitsLane, powerStates, streamLane, unitsLane } from './lanes.ts';
import { marksOf } from './marks.ts';
import { trackTotals } from './totals.ts';
import { waitsOf } from './waits.ts';

/** The policy, the fleet and the day that were played; `from` and `to` in epoch milliseconds of simulated time. */
export interface Played {
  readonly policy: string;
  readonly fleet: string;
  readonly from: number;
  readonly to: number;
}

/** How the day is shown. */
export interface Told {
  readonly mode: Mode;
  readonly timezone: string;
  readonly stepMs: number;
  /** The totals of the day. */
  readonly sentences: readonly string[];
}

/** The day as the page shows it. */
export function dayTimeline({ policy, fleet, from, to }: Played, day: Day, told: Told): Timeline {
  const { mode, timezone, stepMs, sentences } = told;
  const texts = new Map<string, number>();
  const numberOf = (sentence: string): number => {
    const number = texts.get(sentence) ?? texts.size;
    texts.set(sentence, number);
    return number;
  };
  const clusters = day.tracks.map((track) => course(track, day, { from, numberOf, stepMs }));
  const byRule = Map.groupBy(clusters, ({ rule }) => rule);
  return {
    version: 1,
    kind: 'day',
    ...{ policy, fleet, mode, timezone },
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    totals: sumOf(clusters.map(({ totals }) => totals)),
    rules: [...byRule].flatMap(([rule, all]) =>
      rule === undefined
        ? []
        : [{ rule, clusters: all.length, totals: sumOf(all.map(({ totals }) => totals)) }],
    ),
    clusters,
    texts: [...texts.keys()],
    notes: [...sentences, ...day.refusals.filter(isRefusal).map(refusalNote)],
  };
}

interface CourseOptions {
  readonly from: number;
  readonly stepMs: number;
  readonly numberOf: (sentence: string) => number;
}

function course(track: Track, day: Day, { from, stepMs, numberOf }: CourseOptions): ClusterTimeline {
  const stepMinutes = stepMs / MINUTE_MS;
  const { arn, id, account, region, engine, instances, tags, capacities } = track;
  const { rule, reason, detail } = day.telling.get(arn) ?? {};
  const power = powerStates(track);
  const marks = [
    ...marksOf(track, day.happenings, { from, numberOf }),
    ...waitsOf(track, stepMinutes),
  ].toSorted((a, b) => a.minute - b.minute);
  const points = day.recoveryPoints.flatMap((point) =>
    point.cluster === id && point.account === account && point.ageMs !== undefined
      ? [[point.to, point.ageMs / HOUR_MS] as const]
      : [],
  );
  return {
    ...{ arn, id, account, region, engine, instances, tags },
    ...(rule !== undefined && { rule }),
    power: laneOf(power, stepMinutes),
    ...(day.latest.decisions('activityStream').has(arn) && { stream: streamLane(track, stepMinutes) }),
    ...(capacities.length > 0 && {
      capacity: limitsLane(track, stepMinutes),
      units: unitsLane(track, stepMinutes),
    }),
    ...(points.length > 0 && { recoveryPoints: Object.fromEntries(points) }),
    marks,
    ...(reason !== undefined && detail !== undefined && { why: { reason, detail } }),
    totals: trackTotals(track, power, marks, stepMinutes),
  };
}

/** The targets that stay as they are until somebody fixes the cause, as the plan lists them. */
function refusalNote(refusal: Day['refusals'][number]): string {
  const { cluster, account, region, detail } = refusal;
  return `Needs attention: ${cluster} (${account}, ${region}), ${reasonOf(refusal)}: ${detail}`;
}
