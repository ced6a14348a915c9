import { defined } from '../shared/defined.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { sumOfRecovery } from './recovery.ts';
import type { ClusterTimeline, Lane, Timeline } from './timeline.ts';
import type { Money, Totals } from './totals.ts';

/** A cluster of which nothing has been counted. */
export const noTotals: Required<Omit<Totals, 'money' | 'recoveryAtHome' | 'recoveryAway'>> = {
  hoursUsed: 0,
  hoursIdle: 0,
  hoursUp: 0,
  hoursMaybe: 0,
  hoursStopped: 0,
  hoursPaused: 0,
  hoursChanging: 0,
  instanceHoursSaved: 0,
  capacityHours: 0,
  starts: 0,
  stops: 0,
  lateStarts: 0,
  lateMinutes: 0,
  deniedMinutes: 0,
  sevenDayRestarts: 0,
  hoursWastedByRestarts: 0,
  snapshots: 0,
  copies: 0,
  deletes: 0,
  streamGapMinutes: 0,
  streamRestarts: 0,
};
/** The money of no cluster. */
export const noMoney: Money = {
  with: 0,
  without: 0,
  saved: 0,
  snapshots: 0,
  earlierSnapshots: 0,
  committed: 0,
  known: 0,
  of: 0,
};

/** The sums of some clusters, without the cost of Dormouse itself, which belongs to no cluster. */
export function sumOf(all: readonly Totals[]): Totals {
  const money = all.flatMap((totals) => totals.money ?? []);
  return {
    ...added(noTotals, all),
    ...defined({
      recoveryAtHome: sumOfRecovery(all.flatMap(({ recoveryAtHome }) => recoveryAtHome ?? [])),
      recoveryAway: sumOfRecovery(all.flatMap(({ recoveryAway }) => recoveryAway ?? [])),
    }),
    ...(money.length > 0 && { money: added(noMoney, money) }),
  };
}

function added<T extends object>(zero: T, all: readonly T[]): T {
  const keys = Object.keys(zero) as (keyof T)[];
  const sums = keys.map((key) => [key, all.reduce((sum, one) => sum + Number(one[key] ?? 0), 0)]);
  return Object.fromEntries(sums);
}

/** The rules of a policy that decide any of some clusters, in its order, each with the sums of its clusters. */
export function sumsByRule(
  { rules }: Pick<Policy, 'rules'>,
  clusters: readonly ClusterTimeline[],
  sum: (all: readonly Totals[]) => Totals = sumOf,
): Timeline['rules'] {
  const byRule = Map.groupBy(clusters, ({ rule }) => rule);
  return rules.flatMap(({ name }) => {
    const own = byRule.get(name) ?? [];
    const totals = sum(own.map((cluster) => cluster.totals));
    return own.length === 0 ? [] : [{ rule: name, clusters: own.length, totals }];
  });
}

/** Hours that a lane has a value, up to the minute `end`. */
export function hoursIn<T>(lane: Lane<T>, value: T, end: number): number {
  return lane.reduce((hours, [minute, own], index) => {
    const until = lane[index + 1]?.[0] ?? end;
    return own === value ? hours + (until - minute) / 60 : hours;
  }, 0);
}

/** All hours of which the state is known. */
export function hoursOf(totals: Totals): number {
  const { hoursUsed, hoursIdle, hoursUp, hoursStopped, hoursPaused, hoursChanging } = totals;
  return hoursUsed + hoursIdle + hoursUp + hoursStopped + hoursPaused + hoursChanging;
}
