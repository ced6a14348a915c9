import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { someOf } from '../support/runs.ts';
import { sweepWith, tookEffect, toPolicy, writesOf } from './let-loose.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** A Friday. */
const NOON = '2026-11-20T12:00:00Z';
const NIGHT = '2026-11-20T20:00:00Z';
const account = '111122223333';
const regions = ['eu-central-1', 'us-east-1'];
const hours = 'mon-fri 08:00-18:00';
const as = (mode: string, key = 'alias/das') => ({ activityStream: { mode, key } });

const policy = toPolicy({
  version: 1,
  mode: 'enforce',
  targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions }],
  rules: [
    {
      name: 'all',
      match: {},
      activityStream: { mode: 'async', kmsKey: 'alias/das', hours, restart: 'anytime' },
      capacity: [
        { hours, min: 2, max: 16 },
        { min: 0.5, max: 4 },
      ],
    },
  ],
});

const clusters = [
  { id: 'one' },
  { id: 'two', ...as('async') },
  { id: 'three', ...as('sync') },
  { id: 'four', ...as('async', 'alias/old') },
  { id: 'five', region: 'us-east-1' },
  { id: 'six', serverless: { min: 1, max: 8 } },
  { id: 'seven', serverless: { min: 2, max: 16 } },
  { id: 'eight', engine: 'neptune', serverless: { min: 1, max: 8 }, region: 'us-east-1' },
  { id: 'held', tags: { 'dormouse:hold': 'forever' } },
];
const override = { desired: 'sync', until: Date.parse('2026-12-24T00:00:00Z') } as const;
const asked: SweepRequest = { clusters: ['one', 'two', 'three'], override };

interface Story {
  readonly name: string;
  readonly at: string;
  readonly recipe: typeof toggle | typeof scale;
  /** The request of the first run, and after a crash of the next one too: whoever asked would ask again. */
  readonly request?: SweepRequest;
  readonly kind: FaultRule['kind'];
}

const stories = (['crash-before', 'crash-after'] as const).flatMap((kind): Story[] => [
  { name: 'streams that are to run', at: NOON, recipe: toggle, kind },
  { name: 'streams that are not to run any more', at: NIGHT, recipe: toggle, kind },
  { name: 'streams that somebody asks for', at: NIGHT, recipe: toggle, request: asked, kind },
  { name: 'more capacity', at: NOON, recipe: scale, kind },
  { name: 'less capacity', at: NIGHT, recipe: scale, kind },
]);

/** The end states of the clusters, and the changes to each, when the sweep dies at the call with this number. */
async function crashAt({ at, recipe, request, kind }: Story, call: number) {
  const simulator = createSimulator({
    fleet: stringify({
      clusters,
      keys: ['alias/das', 'alias/old'].map((alias) => ({ alias, regions })),
    }),
    now: Date.parse(at),
  });
  const later = (minutes: number) => simulator.clock.advanceTo(simulator.clock.now() + minutes * 60_000);
  const sweep = (asking?: SweepRequest) => sweepWith(simulator, policy, recipe, asking);
  simulator.faults.setRules([{ kind, calls: call }]);
  await sweep(request);
  const calls = simulator.calls.list().length;
  simulator.faults.setRules([]);
  // Reads lag behind the first, and only streams have a note that tells; the same capacity twice does no harm.
  later(recipe === scale ? 1 : 0);
  await sweep(request);
  // A note of a change that was never requested counts for half an hour, and a stopped stream has to be started.
  for (const minutes of recipe === scale ? [12, 12] : [0.2, 12, 12, 12, 12, 12]) {
    later(minutes);
    await sweep();
  }
  const acts = writesOf(simulator).filter(
    (write) => write.action !== 'AddTagsToResource' && tookEffect(write),
  );
  later(12);
  const ends = simulator.backend
    .state()
    .clusters.map(({ id, activityStream: stream, serverless }) => [
      id,
      ...[stream?.status, stream?.mode, stream?.key],
      ...[serverless?.min, serverless?.max],
    ]);
  const restarts = simulator.backend
    .state()
    .clusters.flatMap((one) => one.restarts.map(({ why }) => `${one.id} ${why}`));
  return {
    calls,
    ends,
    restarts,
    acts: acts.map(({ action, resources }) => `${action} ${resources[0]}`).sort(),
  };
}

test.each(stories)(
  '$name: a sweep that dies at any call ($kind) is made good by the next ones',
  async (story) => {
    const fair = await crashAt(story, Number.MAX_SAFE_INTEGER);

    expect(fair.calls).toBeGreaterThan(4);
    expect(fair.acts.length).toBeGreaterThan(1);
    for (const call of someOf(Array.from({ length: fair.calls }, (_, index) => index + 1))) {
      const crashed = await crashAt(story, call);

      expect(crashed.ends, `crash at call ${call} of ${fair.calls}`).toEqual(fair.ends);
      expect(crashed.acts).toEqual(fair.acts);
      // No start or stop on top of another, and each only once.
      expect(crashed.restarts.sort()).toEqual(fair.restarts.sort());
      expect(new Set(crashed.restarts).size).toBe(crashed.restarts.length);
    }
  },
);
