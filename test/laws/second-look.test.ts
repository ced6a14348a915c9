import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runs } from '../support/runs.ts';
import { tookEffect, type Write, writesOf } from './let-loose.ts';
import { type Need, type NeedStage, needStage, needs } from './need-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** Of each need: over 2,000 in a full run. */
const WORLDS = runs(170, 17);

interface Looks {
  readonly need: Need;
  /** How long reads show the state of before. */
  readonly lagS: number;
  /** Seconds between looks, all of them within the lag; 0: at the same time. */
  readonly gapS: number;
  /** Each look after the first: another sweep, or a message about one cluster. */
  readonly others: readonly ('sweep' | 'message')[];
  readonly tagActions: boolean;
  readonly seed: number;
}

const someLooks: fc.Arbitrary<Omit<Looks, 'need'>> = fc
  .record({
    lagS: fc.constantFrom(20, 60, 200),
    share: fc.constantFrom(0, 0.1, 0.3, 0.45),
    others: fc.array(fc.constantFrom('sweep', 'message'), { minLength: 1, maxLength: 2 }),
    tagActions: fc.constantFrom(true, true, false),
    seed: fc.nat(1_000_000),
  })
  .map(({ share, ...some }) => ({ ...some, gapS: Math.ceil(share * some.lagS) }));

/** The looks, in order or at the same time. */
async function look({ gapS, others }: Looks, stage: NeedStage): Promise<SweepResult[]> {
  const all = [stage.sweep, ...others.map((kind) => (kind === 'sweep' ? stage.sweep : stage.message))];
  if (gapS === 0) return Promise.all(all.map((one) => one()));
  const results: SweepResult[] = [];
  for (const one of all) {
    results.push(await one());
    stage.laterS(gapS);
  }
  return results;
}

/** The subject of a change: two copies of one source are two changes of the same. */
function needOf({ action, resources, input }: Write): string {
  return `${action} ${input.SourceDBClusterSnapshotIdentifier ?? resources[0] ?? JSON.stringify(input)}`;
}

/** Limits of capacity that are set again change nothing. */
function changesAmong(writes: readonly Write[]): string[] {
  const kept = Map.groupBy(writes, ({ action, input }) =>
    action === 'ModifyDBCluster' ? JSON.stringify(input) : writes,
  );
  return [...kept].flatMap(([key, same]) => (key === writes ? same : same.slice(0, 1))).map(needOf);
}

/** Whether the later looks can know of the first; a snapshot's identifier makes AWS refuse a second one. */
function knowsOfFirst({ need, gapS, tagActions }: Looks): boolean {
  return gapS > 0 && tagActions && need !== 'create' && need !== 'snapshot before a stop';
}

test.each(needs)(
  `in ${WORLDS.numRuns} worlds, looks within the lag of reads make one change for each need: %s`,
  async (need) => {
    let seen = 0;

    await fc.assert(
      fc.asyncProperty(someLooks, async (some) => {
        const looks = { ...some, need };
        const stage = await needStage(looks);
        const { simulator } = stage;

        const results = await look(looks, stage);

        const asked = writesOf(simulator).filter(({ action }) => action !== 'AddTagsToResource');
        const made = changesAmong(asked.filter(tookEffect));
        expect(made.length, JSON.stringify(made)).toBe(stage.due);
        expect(new Set(made).size, JSON.stringify(made)).toBe(stage.due);
        if (knowsOfFirst(looks)) expect(asked.map(needOf)).toEqual(made);
        // Nothing is wrong, so nobody hears of a failure.
        for (const { ok, outcomes } of results) expect(ok, JSON.stringify(outcomes)).toBe(true);
        seen += made.length;
      }),
      { ...WORLDS, endOnFailure: true },
    );

    expect(seen).toBeGreaterThan(WORLDS.numRuns);
  },
);
