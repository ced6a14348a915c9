import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { runs } from '../support/runs.ts';
import {
  type Candidate,
  isAsDeclared,
  isExcused,
  isLegal,
  isTouchable,
  lineNow,
  minGoesFirst,
  mustWait,
} from './capacity-oracle.ts';
import { capacityStage } from './capacity-stage.ts';
import {
  type CapacityHappening,
  type CapacityLife,
  type CapacityWeek,
  capacityLife,
} from './generated-capacity-life.ts';
import { turns } from './generated-hours.ts';
import { tookEffect, type Write, writesOf } from './let-loose.ts';
import { APART, ENOUGH, momentsOf, WEEK } from './year.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** The number of lives, of two weeks each: a year. */
const LIVES = runs(26);

const seen = { weeks: 0, sweeps: 0, changes: 0, failures: 0, reasons: new Map<string, number>() };

async function live(life: CapacityLife): Promise<void> {
  const stage = capacityStage(life);
  const { simulator } = stage;

  /** Holds the laws of one sweep, whatever the weather. */
  async function sweep(week: CapacityWeek) {
    const candidates = new Map(stage.candidates(week).map((candidate) => [candidate.state.arn, candidate]));
    simulator.calls.clear();
    const result = await stage.scale(week);
    seen.sweeps += 1;
    for (const write of writesOf(simulator)) {
      const id = String(write.input.DBClusterIdentifier ?? '');
      const candidate = candidates.get(write.resources[0] ?? '');
      if (candidate === undefined) throw new Error(`${write.action} on ${write.resources[0]} ${id}`);
      checkWrite(write, candidate);
      if (write.action === 'ModifyDBCluster' && tookEffect(write)) stage.notePause(write, candidate);
    }
    return result;
  }

  /** Sweeps on until nothing is done and nothing passes, and then all is as declared or excused. */
  async function comeToRest(week: CapacityWeek, what: string): Promise<void> {
    for (let sweeps = 0; ; sweeps++) {
      const { outcomes, ok } = await sweep(week);
      const candidates = stage.candidates(week);
      const left = outcomes.flatMap(({ decision: { cluster: id, reason, detail }, status }) => {
        const candidate = candidates.find(({ cluster }) => cluster.id === id);
        const excused = candidate && status === 'skipped' && isExcused(reason, candidate);
        return excused ? [] : [{ id, status, reason, detail, is: candidate?.state.serverless }];
      });
      if (left.length > 0 && sweeps < ENOUGH) {
        stage.later(APART);
        continue;
      }
      expect(left, `${what}, ${new Date(simulator.clock.now()).toISOString()}`).toEqual([]);
      expect(ok).toBe(true);
      for (const { decision } of outcomes) {
        seen.reasons.set(decision.reason, (seen.reasons.get(decision.reason) ?? 0) + 1);
      }
      return;
    }
  }

  /** The acts of others, and a sweep in the weather of that moment. */
  async function endure(week: CapacityWeek, happening: CapacityHappening): Promise<void> {
    const candidate = stage.candidates(week)[happening.cluster];
    if (candidate === undefined) return;
    stage.happen(happening, candidate);
    // Until the metrics show nothing else any more: a min that was raised by hand counts as use, too.
    if (happening.what === 'use' || happening.what === 'change') stage.later(25);
    simulator.faults.setRules(happening.faults);
    const { ok } = await sweep(week);
    if (!ok) seen.failures += 1;
    simulator.faults.setRules([]);
    stage.later(APART);
  }

  for (const [index, week] of life.weeks.entries()) {
    seen.weeks += 1;
    const monday = stage.start + index * WEEK;
    const edges = turns(monday, monday + WEEK, (now) => lineNow({ week, now }));
    for (const { at, happening } of momentsOf(monday, edges, week.happenings)) {
      stage.advanceTo(at);
      if (happening) await endure(week, happening);
      await comeToRest(week, happening?.what ?? 'the clock');
    }
  }
}

/** The max that a write reports. */
function maxOf({ tags, input }: Write): number {
  const [, noted] = /^[\d.]+-([\d.]+) /.exec(tags['dormouse:capacity'] ?? '') ?? [];
  return Number(noted ?? Object(input.ServerlessV2ScalingConfiguration).MaxCapacity);
}

function checkWrite(write: Write, candidate: Candidate): void {
  const { cluster, state } = candidate;
  const line = lineNow(candidate);
  const what = `${write.action} ${JSON.stringify(write.input)} on ${JSON.stringify({ cluster, state, line })}`;
  if (line === undefined || state.serverless === undefined) throw new Error(what);
  const { serverless: is } = state;
  const max = maxOf(write);
  expect(isTouchable(candidate), what).toBe(true);
  expect(isLegal(cluster, line), what).toBe(true);
  expect(isAsDeclared(candidate, line), what).toBe(false);
  // The use of some minutes ago counts as well, so the min may go first though nothing is used now.
  const isFirst = max === is.max && line.max < is.max && line.whenBusy === 'wait';
  if (isFirst) expect(minGoesFirst(candidate, line), what).toBe(true);
  else expect([max, mustWait(candidate, line)], what).toEqual([line.max, undefined]);
  expect(state.status, what).toBe('available');
  for (const { status } of state.instances) {
    expect(status === 'available' || (status === 'incompatible-parameters' && line.max > is.max), what).toBe(
      true,
    );
  }
  if (write.action === 'AddTagsToResource') {
    expect(write.tags['dormouse:capacity'], what).toMatch(`${line.min}-${max} `);
    return;
  }
  seen.changes += 1;
  expect(write.action).toBe('ModifyDBCluster');
  // Nothing else, and above all no ApplyImmediately: that would apply whatever else is pending.
  expect(write.input, what).toEqual({
    DBClusterIdentifier: cluster.id,
    ServerlessV2ScalingConfiguration: {
      MinCapacity: line.min,
      MaxCapacity: max,
      ...(line.pauseMinutes !== undefined && { SecondsUntilAutoPause: line.pauseMinutes * 60 }),
    },
  });
  expect(write.outcome, what).not.toMatch(/^Invalid/);
}

test('over a year, capacity is as declared or excused, and no change is wrong or takes what is used', async () => {
  await fc.assert(fc.asyncProperty(capacityLife, live), { ...LIVES, endOnFailure: true });

  // The laws would hold as well if nothing happened at all.
  expect(seen.weeks).toBe(2 * LIVES.numRuns);
  expect(seen.changes).toBeGreaterThan(4 * LIVES.numRuns);
});
