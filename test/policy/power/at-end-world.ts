import { settledBuckets } from '../../../shared/policy/metrics/window.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import { factsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { aCluster, aWorld, MINUTE, someFacts } from '../builders.ts';

/** The end of a stop that Dormouse requests: the note is written before the call. */
export type Fate = 'done' | 'refused' | 'busy' | 'lost before the call';

export interface Life {
  readonly policy: Policy;
  readonly from: number;
  readonly to: number;
  /** The time between two sweeps. */
  readonly everyMs: number;
  /** People's starts and stops, which do nothing where they cannot. */
  readonly people: readonly { readonly at: number; readonly action: 'start' | 'stop' }[];
  /** When nothing of Dormouse runs: [from, until). */
  readonly outages: readonly { readonly from: number; readonly until: number }[];
  /** Of the stops in their order; those after the last are done. */
  readonly fates: readonly Fate[];
  readonly startMs: number;
  readonly stopMs: number;
}

/** The events of the one cluster, by time. */
export interface Course {
  readonly stops: readonly number[];
  readonly personStarts: readonly number[];
  readonly personStops: readonly number[];
  isUp(at: number): boolean;
}

/** One cluster under Dormouse's decisions and people's hands, sweep by sweep: the least of AWS that they see. */
export function live({ policy, from, to, everyMs, people, outages, fates, startMs, stopMs }: Life): Course {
  let status = 'available';
  let changesAt = Number.POSITIVE_INFINITY;
  let note: string | undefined;
  const starts: { at: number; by: 'user' | 'dormouse' }[] = [];
  const ups: [from: number, until: number][] = [[from - 30 * 24 * 60 * MINUTE, Number.POSITIVE_INFINITY]];
  const stops: number[] = [];
  const personStops: number[] = [];
  let starter: 'user' | 'dormouse' = 'user';
  const left = [...fates];

  const goDown = (at: number): void => {
    [status, changesAt] = ['stopping', at + stopMs];
    const last = ups.at(-1);
    if (last !== undefined) last[1] = at;
  };
  const goUp = (at: number, by: typeof starter): void => {
    [status, changesAt, starter] = ['starting', at + startMs, by];
  };
  const isUp = (at: number): boolean => ups.some(([since, until]) => since <= at && at < until);

  for (let now = from; now < to; now += everyMs) {
    if (changesAt <= now) {
      if (status === 'starting') {
        starts.push({ at: changesAt, by: starter });
        ups.push([changesAt, Number.POSITIVE_INFINITY]);
      }
      [status, changesAt] = [status === 'starting' ? 'available' : 'stopped', Number.POSITIVE_INFINITY];
    }
    for (const { action } of people.filter(({ at }) => at > now - everyMs && at <= now)) {
      if (action === 'stop' && status === 'available') {
        personStops.push(now);
        goDown(now);
      }
      if (action === 'start' && status === 'stopped') goUp(now, 'user');
    }
    if (outages.some((one) => one.from <= now && now < one.until)) continue;
    const cluster = aCluster({ status, tags: note === undefined ? {} : { 'dormouse:power': note } });
    const world = aWorld([{ cluster }], now);
    if (status === 'stopped') {
      const start = decideStart(policy, { cluster }, now);
      if (start.verdict === 'skip') continue;
      note = start.command.tags['dormouse:power'];
      goUp(now, 'dormouse');
    }
    if (status !== 'available') continue;
    const needed = factsNeeded(policy, world);
    const facts = needed === undefined ? undefined : someFacts(cluster, factsOf(needed, starts, now, isUp));
    const stop = decideStop(policy, { cluster, ...(facts && { facts }) }, now);
    if (stop.verdict !== 'act' || stop.command.kind !== 'stop-cluster') continue;
    const fate = left.shift() ?? 'done';
    const { tags, tagsIfNotDone } = stop.command;
    note = (fate === 'refused' || fate === 'busy' ? tagsIfNotDone[fate] : tags)['dormouse:power'];
    if (fate !== 'done') continue;
    stops.push(now);
    goDown(now);
  }
  const personStarts = starts.flatMap(({ at, by }) => (by === 'user' ? [at] : []));
  return { stops, personStarts, personStops, isUp };
}

function factsOf(
  { eventsSince, uptime }: NonNullable<ReturnType<typeof factsNeeded>>,
  starts: readonly { readonly at: number }[],
  now: number,
  isUp: (at: number) => boolean,
): Partial<StopFacts> {
  const seen = starts.findLast(({ at }) => at >= eventsSince && at <= now);
  const [asked] = uptime;
  const minutes = (at: number, ms: number) => Array.from({ length: ms / MINUTE }, (_, n) => at + n * MINUTE);
  const hasGap =
    asked === undefined ||
    settledBuckets(asked.window).some((at) => !minutes(at, asked.window.periodMs).some(isUp));
  return {
    ...(seen && { lastStart: { at: seen.at, by: 'user' } }),
    ...(asked && {
      upSince: hasGap ? { state: 'unknown', detail: 'a gap' } : { state: 'up', since: asked.window.start },
    }),
  };
}
