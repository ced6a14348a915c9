import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { runs } from '../support/runs.ts';
import { createLifecycleStage, type LifecycleHappening, lifecycleHappening } from './generated-lifecycle.ts';
import { sweepWith, tookEffect, toPolicy, writesOf } from './let-loose.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** A Saturday. */
const START = '2026-11-21T08:00:00Z';
const MINUTE = 60_000;
const account = '111122223333';
const WORLDS = runs(2_000, 100);

interface Life {
  readonly engine: 'aurora-postgresql' | 'aurora-mysql' | 'neptune' | 'docdb';
  readonly stop: 'whenIdle' | 'atOnce';
  readonly minUptime: 30 | 120;
  readonly snapshotFirst: boolean;
  readonly uses: readonly ('none' | 'always')[];
  readonly happenings: readonly LifecycleHappening[];
}

const aLife: fc.Arbitrary<Life> = fc.record({
  engine: fc.constantFrom('aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb'),
  stop: fc.constantFrom('whenIdle', 'whenIdle', 'atOnce'),
  minUptime: fc.constantFrom(30, 120),
  snapshotFirst: fc.boolean(),
  uses: fc.array(fc.constantFrom('none', 'always'), { minLength: 1, maxLength: 3 }),
  happenings: fc.array(lifecycleHappening, { minLength: 1, maxLength: 3 }),
});

const seen = { stops: 0, snapshots: 0, kinds: new Set<string>() };

async function live({ engine, minUptime, snapshotFirst, uses, happenings, ...life }: Life): Promise<void> {
  const clusters = uses.map((use, index) => ({ id: `db-${index}`, engine, use, tags: { env: 'dev' } }));
  const simulator = createSimulator({ fleet: stringify({ clusters }), now: Date.parse(START) });
  const stage = createLifecycleStage(simulator, engine);
  for (const [index, { arn }] of stage.states().entries())
    stage.note(arn, { use: uses[index] ?? 'none', env: 'dev' });
  const policy = toPolicy({
    version: 1,
    mode: 'enforce',
    targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: ['eu-central-1'] }],
    rules: [
      {
        name: 'developers',
        match: { tags: { env: 'dev' } },
        power: { hours: 'never', stop: life.stop, idleFor: '30m', minUptime: `${minUptime}m`, snapshotFirst },
      },
    ],
  });

  async function sweep(): Promise<void> {
    const before = new Map(stage.states().map((state) => [state.arn, state]));
    const now = simulator.clock.now();
    simulator.calls.clear();
    await sweepWith(simulator, policy, stop);
    for (const write of writesOf(simulator).filter(tookEffect)) {
      const state = before.get(write.resources[0] ?? '');
      const cluster = stage.truth.get(state?.resourceId ?? '');
      const what = `${write.action} ${state?.id} at ${new Date(now).toISOString()}: ${JSON.stringify({ cluster, happenings })}`;
      if (write.action === 'AddTagsToResource') continue;
      expect(cluster?.env, what).toBe('dev');
      expect(now - (cluster?.createdAt ?? now), what).toBeGreaterThanOrEqual(minUptime * MINUTE);
      if (life.stop === 'whenIdle') expect(cluster?.use, what).toBe('none');
      if (write.action === 'CreateDBClusterSnapshot') seen.snapshots += 1;
      if (write.action !== 'StopDBCluster') continue;
      seen.stops += 1;
      if (!snapshotFirst) continue;
      // Its own data, as long as it runs: a snapshot of another cluster that had its name is none.
      const own = simulator.backend.snapshots().filter(({ resourceId, status, createdAt }) => {
        const isOwn = resourceId === state?.resourceId && status === 'available';
        return isOwn && Date.parse(createdAt) >= (cluster?.createdAt ?? now);
      });
      expect(own.length, what).toBeGreaterThan(0);
    }
  }

  for (const happening of happenings) {
    stage.happen(happening);
    seen.kinds.add(happening.kind);
    stage.later(1);
    await sweep();
    stage.later(happening.after);
    await sweep();
  }
  for (let sweeps = 0; sweeps < 9; sweeps++) {
    stage.later(30);
    await sweep();
  }
  // A cluster that is idle and may be stopped is stopped in the end, whatever its name by now.
  for (const { id, resourceId, status } of stage.states()) {
    const { use, env } = stage.truth.get(resourceId) ?? {};
    const isDue = env === 'dev' && (life.stop === 'atOnce' || use === 'none');
    if (isDue) expect(status, `${id}: ${JSON.stringify({ use, happenings })}`).toBe('stopped');
  }
}

test(`in ${WORLDS.numRuns} worlds of renamed, re-created, restored and cloned clusters, none is taken for another when it is stopped`, async () => {
  await fc.assert(fc.asyncProperty(aLife, live), { ...WORLDS, endOnFailure: true });

  expect(seen.stops).toBeGreaterThan(WORLDS.numRuns / 2);
  expect(seen.snapshots).toBeGreaterThan(WORLDS.numRuns / 8);
  expect(seen.kinds.size).toBe(8);
});
