import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import { defined } from '../../shared/defined.ts';
import type { Pause, Restraints } from '../../shared/policy/model/pause.ts';
import { UNKEPT_TAG } from '../../shared/policy/snapshots/unkept.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { runs } from '../support/runs.ts';
import { generatedSnapshots } from './generated-snapshots.ts';
import { accounts, type GeneratedWorld, generatedWorld } from './generated-world.ts';
import { sweepWith, writesOf } from './let-loose.ts';
import { capacities, stage } from './stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const functions = [stop, start, toggle, scale, create, copy, prune];
const WORLDS = runs(100);
/** Each of them twice. */
const FEWER_WORLDS = runs(60);
/** For each kind of act that goes on. */
const MORE_WORLDS = runs(160);

const since = Date.parse('2026-11-21T19:00:00Z');
const aPause = (some: Partial<Pause> = {}): Pause => ({ since, by: 'anna', because: 'migration', ...some });
const known = (...pauses: Pause[]): Restraints => ({ pauses: { state: 'known', pauses } });

/** Worlds of which some have snapshots: of this deployment, of another one and of nobody. */
const someWorld: fc.Arbitrary<GeneratedWorld> = fc
  .tuple(generatedWorld, fc.option(generatedSnapshots, { freq: 3, nil: undefined }))
  .map(([world, snapshots]) => ({ ...world, ...defined({ snapshots }) }));

/** As a schedule, an event or a person may ask. */
const request: fc.Arbitrary<SweepRequest> = fc
  .record({
    clusters: fc.option(fc.constantFrom<string[][]>(['*'], ['db-*', '!db-1']), { nil: undefined }),
    hinted: fc.option(fc.constant(true as const), { nil: undefined }),
    mode: fc.option(fc.constant('enforce' as const), { nil: undefined }),
  })
  .map((some): SweepRequest => defined(some));

/** Everything is paused: as a whole, or by parts that together are everything. */
const everything = fc.constantFrom<Restraints>(
  known(aPause()),
  known(aPause({ until: since + 86_400_000 })),
  known(...accounts.map((account) => aPause({ account }))),
  known(...functions.map(({ name }) => aPause({ function: name }))),
  known(aPause({ rule: 'observed' }), aPause({ rule: 'dev and prod' })),
);

async function sweepAll(world: GeneratedWorld, asked: SweepRequest, restraints?: Restraints) {
  const staged = stage({ ...world, faults: [] });
  const results: SweepResult[] = [];
  for (const recipe of functions) {
    results.push(await sweepWith(staged.simulator, staged.policy, recipe, asked, defined({ restraints })));
  }
  return { results, writes: writesOf(staged.simulator) };
}

test('while everything is paused nothing is written, whatever is asked of whichever function', async () => {
  const paused = { all: 0, deletions: 0 };
  await fc.assert(
    fc.asyncProperty(someWorld, request, everything, async (world, asked, restraints) => {
      const { results, writes } = await sweepAll(world, asked, restraints);

      expect(writes).toEqual([]);
      const outcomes = results.flatMap((result) => result.outcomes);
      expect(outcomes.every(({ status }) => status === 'skipped')).toBe(true);
      const held = outcomes.filter(({ decision }) => decision.reason === 'paused');
      paused.all += held.length;
      paused.deletions += held.filter(({ decision }) => decision.action === 'deleteSnapshot').length;
    }),
    { ...WORLDS, endOnFailure: true },
  );
  expect(paused.all).toBeGreaterThan(WORLDS.numRuns / 4);
  expect(paused.deletions).toBeGreaterThan(WORLDS.numRuns / 4);
});

/** Some of it is paused. */
const something = fc
  .record({
    function: fc.option(fc.constantFrom(...functions.map(({ name }) => name)), { nil: undefined }),
    account: fc.option(fc.constantFrom(...accounts), { nil: undefined }),
    rule: fc.option(fc.constantFrom('observed', 'dev and prod'), { nil: undefined }),
  })
  .map((some): Pause => aPause(defined(some)));

test('what is not paused is decided and done as if nothing were', async () => {
  let others = 0;
  await fc.assert(
    fc.asyncProperty(someWorld, request, something, async (world, asked, pause) => {
      // The pause of a rule that the policy does not have is another law.
      fc.pre(pause.rule !== 'observed' || world.observed.length > 0);
      const [one, other] = [await sweepAll(world, asked), await sweepAll(world, asked, known(pause))];
      const isPaused = (name: string, { account, rule }: { account: string; rule?: string }) =>
        (pause.function ?? name) === name &&
        (pause.account ?? account) === account &&
        (pause.rule ?? rule) === rule;
      const rest = ({ results }: typeof one) =>
        results.flatMap(({ function: name, outcomes }) =>
          outcomes.filter(({ decision }) => !isPaused(name, decision)),
        );

      // A function sees the work of the others, so a pause of one alone may well change what they find.
      if (pause.function === undefined) expect(rest(other)).toEqual(rest(one));
      others += rest(other).filter(({ status }) => status === 'done').length;
      const touched = other.results.flatMap(({ function: name, outcomes }) =>
        outcomes.filter(({ status, decision }) => status !== 'skipped' && isPaused(name, decision)),
      );
      expect(touched).toEqual([]);
    }),
    { ...FEWER_WORLDS, endOnFailure: true },
  );
  expect(others).toBeGreaterThan(FEWER_WORLDS.numRuns / 4);
});

const uncertain = fc.constantFrom<Restraints>(
  { ...known(), outdated: 'the newest version is not valid' },
  { pauses: { state: 'unknown', why: 'AccessDenied' } },
  known(aPause({ rule: 'former' })),
);

test('while the policy is outdated, the pauses are unknown or one is of a former rule, nothing is taken from any cluster', async () => {
  const seen = { started: 0, scaled: 0, held: 0, taken: 0, copied: 0, kept: 0 };
  await fc.assert(
    fc.asyncProperty(someWorld, request, uncertain, async (world, asked, restraints) => {
      const { results, writes } = await sweepAll(world, asked, restraints);

      const names = writes.map(({ action }) => action);
      expect(names).not.toContain('StopDBCluster');
      expect(names).not.toContain('StartActivityStream');
      expect(names).not.toContain('StopActivityStream');
      expect(names).not.toContain('DeleteDBClusterSnapshot');
      for (const { action, input, resources } of writes) {
        // The mark from which on a snapshot ages.
        expect(JSON.stringify(input)).not.toContain(UNKEPT_TAG);
        if (action === 'CreateDBClusterSnapshot') seen.taken += 1;
        if (action === 'CopyDBClusterSnapshot') seen.copied += 1;
        if (action === 'StartDBCluster') seen.started += 1;
        if (action !== 'ModifyDBCluster') continue;
        seen.scaled += 1;
        const { capacity = 'none' } = world.clusters.find(({ id }) => resources[0]?.endsWith(`:${id}`)) ?? {};
        const before = capacities[capacity];
        const { MinCapacity, MaxCapacity } = Object(input.ServerlessV2ScalingConfiguration);
        expect(Number(MinCapacity), JSON.stringify(input)).toBeGreaterThanOrEqual(before?.min ?? Infinity);
        expect(Number(MaxCapacity), JSON.stringify(input)).toBeGreaterThanOrEqual(before?.max ?? Infinity);
      }
      const held = results
        .flatMap(({ outcomes }) => outcomes)
        .filter(({ decision }) => /^(policy-outdated|pauses-unknown|paused)$/.test(decision.reason));
      seen.held += held.length;
      seen.kept += held.filter(({ decision }) => decision.action === 'deleteSnapshot').length;
    }),
    { ...MORE_WORLDS, endOnFailure: true },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
