import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runs } from '../support/runs.ts';
import { isWithin, turns } from './generated-hours.ts';
import {
  type Mode,
  type StreamCluster,
  type StreamHappening,
  type StreamLife,
  type StreamWeek,
  streamLife,
} from './generated-stream-life.ts';
import { tookEffect, type Write, writesOf } from './let-loose.ts';
import {
  type Candidate,
  isAsWanted,
  isEligible,
  isExcused,
  isGap,
  isOverrideSpoilt,
  isRestartAllowed,
  isTouchable,
  wanted,
} from './stream-oracle.ts';
import { streamStage } from './stream-stage.ts';
import { APART, ENOUGH, MINUTE, momentsOf, WEEK } from './year.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** The number of lives, of two weeks each: a year. */
const LIVES = runs(26);
const NOTE = 'dormouse:activity-stream';
const OVERRIDE = 'dormouse:activity-stream-override';

const seen = { weeks: 0, sweeps: 0, starts: 0, stops: 0, failures: 0, reasons: new Map<string, number>() };

/** The edges of hours, and where they matter those of the hours of power and of maintenance windows. */
function edgesOf(start: number, week: StreamWeek, clusters: readonly StreamCluster[]): number[] {
  const { hours, power, zone, restart } = week;
  const end = start + WEEK;
  return [
    ...(hours === 'always' ? [] : turns(start, end, (at) => isWithin(hours, zone, at))),
    ...(power && restart === 'offHours' ? turns(start, end, (at) => isWithin(power, zone, at)) : []),
    ...(restart === 'anytime' ? [] : clusters.map(({ window }) => start + window.start * MINUTE)),
  ];
}

async function live(life: StreamLife): Promise<void> {
  const stage = streamStage(life);
  const { simulator, stateOf } = stage;
  /** When Dormouse asked for a start, since it last asked for a stop, by cluster. */
  const starts = new Map(life.clusters.map(({ id }) => [id, [] as number[]]));
  const changes = new Map(life.clusters.map(({ id }) => [id, [] as number[]]));
  const accepted = new Set<string>();

  /** Holds the laws of one sweep, whatever the weather. */
  async function sweep(
    week: StreamWeek,
    of?: StreamCluster,
    asked?: Candidate['asked'],
  ): Promise<SweepResult> {
    const candidates = new Map(
      stage.candidates(week, of, asked).map((candidate) => [candidate.state.arn, candidate]),
    );
    simulator.calls.clear();
    const until = simulator.clock.now() + 36 * 60 * MINUTE;
    const override = asked === 'declared' ? { desired: asked } : asked && { desired: asked, until };
    const result = await stage.toggle(week, of && override ? { clusters: [of.id], override } : undefined);
    seen.sweeps += 1;
    for (const write of writesOf(simulator)) {
      const candidate = candidates.get(write.resources[0] ?? '');
      if (candidate === undefined) throw new Error(`${write.action} on ${write.resources[0]}`);
      checkWrite(write, candidate);
      // Reads may still lag behind what was asked for, and nothing is asked for twice.
      const stream = candidate.state.activityStream;
      const changedAt = Date.parse(stream?.history.at(-1)?.at ?? '');
      const isUnseen = stream?.status !== stream?.visibleStatus;
      if (write.tags[OVERRIDE] === undefined && isUnseen) {
        expect(accepted.has(`${candidate.cluster.id} ${changedAt}`) && changedAt < candidate.now).toBe(false);
      }
      note(write, candidate);
    }
    return result;
  }

  function note(write: Write, { cluster: { id }, now }: Candidate): void {
    if (!tookEffect(write)) return;
    if (write.action !== 'AddTagsToResource') accepted.add(`${id} ${now}`);
    const before = starts.get(id) ?? [];
    const text = write.tags[NOTE];
    const earlier = changes.get(id) ?? [];
    // A call that AWS has not carried out is no change, and no start either where it was only busy.
    if (text !== undefined && / (refused|busy) by/.test(text)) {
      expect(earlier.at(-1), text).toBe(now);
      changes.set(id, earlier.slice(0, -1));
      if (text.startsWith('start') && text.includes(' busy by')) starts.set(id, before.slice(0, -1));
      return;
    }
    if (text !== undefined) {
      changes.set(id, [...earlier, now]);
      expect(rowBefore(earlier, now), `${id} ${text}`).toBeLessThan(4);
    }
    if (text?.startsWith('stop')) starts.set(id, []);
    if (!text?.startsWith('start')) return;
    starts.set(id, [...before, now]);
    // A stream that does not last is started three times, and then once a day.
    expect(before.filter((at) => now - at < 1440 * MINUTE).length).toBeLessThan(3);
  }

  const doneTo = (id: string) => ({ starts: starts.get(id) ?? [], changes: changes.get(id) ?? [] });

  /** Sweeps on until nothing is done and nothing passes, and then all is as declared or excused. */
  async function comeToRest(week: StreamWeek, what: string): Promise<void> {
    for (let sweeps = 0; ; sweeps++) {
      const { outcomes, ok, streamGaps } = await sweep(week);
      const candidates = stage.candidates(week);
      const left = outcomes.flatMap(({ decision: { cluster: id, reason, detail }, status }) => {
        const candidate = candidates.find(({ cluster }) => cluster.id === id);
        const excused = candidate && status === 'skipped' && isExcused(reason, candidate, doneTo(id));
        return excused
          ? []
          : [{ id, status, reason, detail, stream: candidate?.state.activityStream?.status }];
      });
      if (left.length > 0 && sweeps < ENOUGH) {
        stage.later(APART);
        continue;
      }
      expect(left, `${what}, ${new Date(simulator.clock.now()).toISOString()}`).toEqual([]);
      expect(ok).toBe(true);
      const gaps = candidates.filter(isGap).map(({ cluster }) => cluster.id);
      expect(streamGaps?.map(({ cluster }) => cluster)).toEqual(gaps);
      for (const { decision } of outcomes) {
        seen.reasons.set(decision.reason, (seen.reasons.get(decision.reason) ?? 0) + 1);
      }
      return;
    }
  }

  async function ask(week: StreamWeek, cluster: StreamCluster, desired: Mode | 'off' | 'declared') {
    const candidate = stage.candidates(week, cluster, desired).find((one) => one.cluster === cluster);
    if (candidate === undefined) return;
    const before = candidate.state.tags[OVERRIDE];
    const { ok } = await sweep(week, cluster, desired);
    if (!ok || simulator.faults.rules().length > 0) return;
    const want = wanted(candidate);
    const isHeard =
      isTouchable(cluster, candidate.state.tags) && (want === 'off' || isEligible(cluster, want));
    // The limits of its instances are only known once they are read, which an override before its time does not need.
    if (cluster.kind === 'small' || cluster.kind === 'scaling') return;
    const told = stateOf(cluster).tags[OVERRIDE];
    if (!isHeard) expect(told).toBe(before);
    else if (desired !== 'declared') expect(told?.split(' ')[0]).toBe(desired);
    else expect([undefined, 'declared', before]).toContain(told);
  }

  /** The acts of others, and sweeps in the weather of that moment. */
  async function endure(week: StreamWeek, happening: StreamHappening, cluster: StreamCluster) {
    stage.happen(happening, cluster, week);
    simulator.faults.setRules(happening.faults);
    const desired = /^ask (.*)$/.exec(happening.what)?.[1] as Mode | 'off' | 'declared' | undefined;
    if (desired) await ask(week, cluster, desired);
    const { ok } = await sweep(week);
    if (!ok) seen.failures += 1;
    if (happening.twice) {
      stage.later(0.2);
      await sweep(week);
    }
    simulator.faults.setRules([]);
    stage.later(APART);
  }

  for (const [index, week] of life.weeks.entries()) {
    seen.weeks += 1;
    const monday = stage.start + index * WEEK;
    const edges = edgesOf(monday, week, life.clusters);
    for (const { at, happening } of momentsOf(monday, edges, week.happenings)) {
      stage.advanceTo(at);
      const cluster = happening && life.clusters[happening.cluster];
      if (happening && cluster) await endure(week, happening, cluster);
      await comeToRest(week, happening?.what ?? 'the clock');
    }
  }
  // Whatever restarted a cluster was one of the calls that were looked at, or somebody else's.
  for (const cluster of life.clusters) {
    for (const { at } of stateOf(cluster).restarts) {
      const restart = `${cluster.id} ${Date.parse(at)}`;
      expect(accepted.has(restart) || stage.byHand.has(restart), restart).toBe(true);
    }
  }
}

/** How many changes came before one, each less than an hour before the next. */
function rowBefore(earlier: readonly number[], now: number): number {
  const times = [...earlier, now].toReversed();
  return times.findIndex((at, index) => at - (times[index + 1] ?? 0) >= 60 * MINUTE);
}

function checkWrite(write: Write, candidate: Candidate): void {
  const { cluster, state, key, week, asked } = candidate;
  const what = `${write.action} ${JSON.stringify(write.tags)} on ${JSON.stringify({ cluster, state, week })}`;
  expect(isTouchable(cluster, state.tags), what).toBe(true);
  expect(isOverrideSpoilt(state.tags) && asked === undefined, what).toBe(false);
  if (write.action === 'AddTagsToResource' && write.tags[NOTE] === undefined) {
    expect(asked, what).toBeDefined();
    return;
  }
  // A restart, or the note of one to come, is right if the cluster runs, its stream is another, and now is the time.
  expect(state.status, what).toBe('available');
  expect(isAsWanted(candidate), what).toBe(false);
  expect(isRestartAllowed(candidate), what).toBe(true);
  const want = wanted(candidate);
  const isStart = write.action === 'StartActivityStream' || write.tags[NOTE]?.startsWith('start');
  expect(state.activityStream?.visibleStatus, what).toBe(isStart ? 'stopped' : 'started');
  if (want !== 'off') {
    expect(isEligible(cluster, want), what).toBe(true);
    expect(key.usable, what).toBe(true);
  }
  const { ResourceArn, ...input } = write.input;
  if (write.action === 'StartActivityStream') {
    seen.starts += 1;
    expect(input).toEqual({ Mode: want, KmsKeyId: week.key, ApplyImmediately: true });
  }
  if (write.action === 'StopActivityStream') {
    seen.stops += 1;
    expect(input).toEqual({ ApplyImmediately: true });
  }
}

test('over a year, activity streams are as declared or excused, and nothing restarts out of time', async () => {
  await fc.assert(fc.asyncProperty(streamLife, live), { ...LIVES, endOnFailure: true });

  // The laws would hold as well if nothing happened at all.
  expect(seen.weeks).toBeGreaterThanOrEqual(2 * LIVES.numRuns);
  expect(seen.starts).toBeGreaterThan(2 * LIVES.numRuns);
  expect(seen.stops).toBeGreaterThan(2 * LIVES.numRuns);
});
