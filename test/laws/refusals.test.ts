import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { runs } from '../support/runs.ts';
import { tookEffect, type Write, writesOf } from './let-loose.ts';
import { type Need, needStage } from './need-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** Of each need: over 2,000 in a full run. */
const WORLDS = runs(225, 23);

/** The call that AWS refuses, and minutes between sweeps. */
interface Refused {
  readonly action: string;
  readonly apart: number;
  /** How often it may be tried in all, where a note remembers it: refused outright, or because of a state. */
  readonly tries: readonly [outright: number, state: number];
}

const SWEEPS = 18;
const refusable = {
  stop: { action: 'StopDBCluster', apart: 5, tries: [5, 5] },
  start: { action: 'StartDBCluster', apart: 5, tries: [SWEEPS, SWEEPS] },
  'snapshot before a stop': { action: 'CreateDBClusterSnapshot', apart: 5, tries: [SWEEPS, SWEEPS] },
  create: { action: 'CreateDBClusterSnapshot', apart: 15, tries: [SWEEPS, SWEEPS] },
  copy: { action: 'CopyDBClusterSnapshot', apart: 15, tries: [3, SWEEPS] },
  prune: { action: 'DeleteDBClusterSnapshot', apart: 15, tries: [SWEEPS, SWEEPS] },
  'start a stream': { action: 'StartActivityStream', apart: 5, tries: [3, 6] },
  'less capacity': { action: 'ModifyDBCluster', apart: 5, tries: [SWEEPS, SWEEPS] },
  'more capacity': { action: 'ModifyDBCluster', apart: 5, tries: [SWEEPS, SWEEPS] },
} as const satisfies Partial<Record<Need, Refused>>;
const kinds = Object.keys(refusable) as (keyof typeof refusable)[];

const outright = [
  'AccessDenied',
  'InvalidParameterCombination',
  'KMSKeyNotAccessibleFault',
  'SomethingNewFault',
];
const codes = [
  ...outright,
  'InvalidDBClusterStateFault',
  'InvalidDBInstanceState',
  'InvalidDBClusterSnapshotStateFault',
];

const someWorld = fc.record({
  code: fc.constantFrom(...codes),
  count: fc.integer({ min: 2, max: 4 }),
  refused: fc.integer({ min: 1, max: 3 }),
  cap: fc.constantFrom(1, 2),
  tagActions: fc.constantFrom(true, true, false),
  seed: fc.nat(1_000_000),
});

/** The identifier of the cluster that a write is about. */
function clusterOf({ resources, input }: Write): string {
  const text = `${resources.join(' ')} ${JSON.stringify(input)}`;
  return /db-\d/.exec(text)?.[0] ?? text;
}

/** The clusters that runs name, which fail for them. */
function failedIn(results: readonly SweepResult[]): string[] {
  const failed = results.flatMap(({ ok, outcomes }) =>
    outcomes.filter(({ status }) => !ok && status === 'failed').map(({ decision }) => decision.cluster),
  );
  return [...new Set(failed)].sort();
}

test.each(kinds)(
  `in ${WORLDS.numRuns} worlds, what AWS refuses for good is heard and keeps nothing else from its turn: %s`,
  async (need) => {
    let seen = 0;

    await fc.assert(
      fc.asyncProperty(someWorld, async ({ code, cap, ...world }) => {
        const { action, apart, tries }: Refused = refusable[need];
        const stage = await needStage({ need, cap, ...world });
        const { simulator, ids, due } = stage;
        // The first by name, which have the first turn where nothing else decides.
        const refused = ids.slice(0, Math.min(world.refused, ids.length - 1));
        const each = due / ids.length;
        const isRefused = (text: string) => refused.some((id) => text.includes(id));
        const arns = new Set(simulator.backend.snapshots().map(({ arn }) => arn));
        const targets = [...refused.map((id) => `cluster:${id}`), ...[...arns].filter(isRefused)];
        simulator.faults.setRules(
          targets.map((resource): FaultRule => ({ kind: 'refused', action, resource, code })),
        );

        const free = ids.filter((id) => !refused.includes(id));
        const acts = () => writesOf(simulator).filter((write) => write.action === action);
        const served = () => acts().filter(tookEffect).map(clusterOf);
        const results: SweepResult[] = [];
        // Some sweeps more than it takes, so that nothing is done twice.
        for (let [sweeps, more] = [0, 4]; sweeps < SWEEPS && more > 0; sweeps++) {
          results.push(await stage.sweep());
          stage.laterS(apart * 60);
          const isDone = served().length >= each * free.length && failedIn(results).length === refused.length;
          if (isDone) more -= 1;
        }

        const what = JSON.stringify(results.map(({ ok, summary }) => [ok, summary]));
        expect(served().toSorted(), what).toEqual(
          free.flatMap((id) => Array.from({ length: each }, () => id)),
        );
        expect(failedIn(results), what).toEqual(refused);
        const most = tries[outright.includes(code) ? 0 : 1];
        for (const id of world.tagActions ? refused : []) {
          const tried = acts().filter((write) => clusterOf(write) === id);
          expect(tried.length, `${id}: ${what}`).toBeLessThanOrEqual(most * each);
        }
        seen += served().length;
      }),
      { ...WORLDS, endOnFailure: true },
    );

    expect(seen).toBeGreaterThan(WORLDS.numRuns / 2);
  },
);
