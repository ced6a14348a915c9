import { expect, test, vi } from 'vitest';
import { someOf } from '../support/runs.ts';
import type { GeneratedCluster, GeneratedWorld } from './generated-world.ts';
import { writesOf } from './let-loose.ts';
import { settledStatus } from './oracle.ts';
import { stage, statusesOf } from './stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

function cluster(id: string, some: Partial<GeneratedCluster> = {}): GeneratedCluster {
  return {
    id,
    account: '111122223333',
    region: 'eu-central-1',
    engine: 'aurora-postgresql',
    env: 'dev',
    hold: 'none',
    kind: 'plain',
    use: 'none',
    status: 'available',
    stream: 'stopped',
    capacity: 'none',
    ...some,
  };
}

const night: GeneratedWorld = {
  clusters: [
    cluster('one'),
    cluster('two', { engine: 'neptune' }),
    cluster('three', { region: 'us-east-1', engine: 'docdb' }),
    cluster('four', { account: '444455556666' }),
    cluster('busy', { use: 'always' }),
    cluster('held', { hold: 'forever' }),
  ],
  mode: 'enforce',
  observed: [],
  stop: 'whenIdle',
  inHours: false,
  tagActions: true,
  cap: 50,
  protectFrom: 'both',
  faults: [],
  events: { lost: 0, doubled: 0, reordered: 0 },
  seed: 7,
};
const morning: GeneratedWorld = {
  ...night,
  inHours: true,
  clusters: night.clusters.map((one) => ({ ...one, status: 'stopped' })),
};

/** The end states of the clusters, and the changes to each, when the sweep dies at the call with this number. */
async function crashAt(world: GeneratedWorld, kind: 'crash-before' | 'crash-after', call: number) {
  const staged = stage(world);
  const sweep = world.inHours ? staged.start : staged.stop;
  staged.simulator.faults.setRules([{ kind, calls: call }]);
  await sweep();
  const calls = staged.simulator.calls.list().length;
  staged.simulator.faults.setRules([]);
  for (let sweeps = 0; sweeps < 2; sweeps++) {
    staged.later(0.1);
    await sweep();
  }
  staged.later(1);
  const took = ({ outcome, fault }: { outcome: string; fault?: string }) =>
    outcome === 'ok' || fault === 'crash-after';
  const acts = writesOf(staged.simulator).filter(
    (write) => write.action !== 'AddTagsToResource' && took(write),
  );
  return { calls, statuses: statusesOf(staged.simulator), acts: acts.map(({ resources }) => resources[0]) };
}

test.each([
  ['stop', 'crash-before', night],
  ['stop', 'crash-after', night],
  ['start', 'crash-before', morning],
  ['start', 'crash-after', morning],
] as const)(
  'a %s sweep that dies at any call (%s) is made good by the next ones, with no act done twice',
  async (_, kind, world) => {
    const { calls } = await crashAt(world, kind, Number.MAX_SAFE_INTEGER);
    const expected = Object.fromEntries(world.clusters.map((one) => [one.id, settledStatus(one, world)]));
    const due = world.clusters.filter((one) => expected[one.id] !== one.status);

    expect(calls).toBeGreaterThan(10);
    for (const call of someOf(Array.from({ length: calls }, (_, index) => index + 1))) {
      const { statuses, acts } = await crashAt(world, kind, call);

      expect(statuses, `crash at call ${call} of ${calls}`).toEqual(expected);
      expect(new Set(acts).size).toBe(acts.length);
      expect(acts.length).toBe(due.length);
    }
  },
);
