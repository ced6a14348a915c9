import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { runs } from '../support/runs.ts';
import { sweepWith, tookEffect, toPolicy, writesOf } from './let-loose.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** Of each aspect: 2,000 in a full run. */
const WORLDS = runs(150, 25);
const account = '111122223333';
const [HOME, AWAY] = ['eu-central-1', 'us-west-2'];
const MINUTE = 60_000;
/** A Saturday. */
const START = Date.parse('2026-11-21T08:00:00Z');

interface Row {
  readonly recipes: readonly Recipe[];
  readonly rule: object;
  readonly cluster?: object;
  /** The new cluster is stopped before anybody looks. */
  readonly isStopped?: true;
  /** Notes that a cluster may have, and a restored one with it; `at` is their time. */
  readonly notes: (at: string) => readonly Readonly<Record<string, string>>[];
}

const power = { hours: 'never', idleFor: '30m' };
const stream = { mode: 'async', kmsKey: 'alias/das', restart: 'anytime' };
const noteEach = (key: string, ...values: string[]) => values.map((value) => ({ [key]: value }));
const powerNotes = (at: string) =>
  noteEach(
    'dormouse:power',
    ...[`stop ${at} attempt 9 by r`, `stop ${at} change 9 by r`, `start ${at} change 9 by r`],
    ...[`stop ${at} attempt 9 refused by r`, `start ${at} busy by r`, `start ${at} by r`],
  );
const snapshots = { create: { cron: '15 * * * *', keep: { last: 2 } } };

const aspects = {
  stop: { recipes: [stop], rule: { power }, notes: powerNotes },
  'stop at once': { recipes: [stop], rule: { power: { ...power, stop: 'atOnce' } }, notes: powerNotes },
  'snapshot first': {
    recipes: [stop],
    rule: { power: { ...power, snapshotFirst: true } },
    notes: powerNotes,
  },
  start: { recipes: [start], rule: { power: { hours: 'always' } }, isStopped: true, notes: powerNotes },
  capacity: {
    recipes: [scale],
    rule: { capacity: [{ min: 1, max: 8 }] },
    cluster: { serverless: { min: 1, max: 32 } },
    notes: (at) =>
      noteEach(
        'dormouse:capacity',
        ...[`1-8 ${at} by r`, `1-8 ${at} change 9 by r`, `1-32 ${at} change 9 by r`],
        ...[`1-8 ${at} refused by r`, `1-8 ${at} first by r`],
      ),
  },
  stream: {
    recipes: [toggle],
    rule: { activityStream: stream },
    notes: (at) =>
      noteEach(
        'dormouse:activity-stream',
        ...[`start ${at} attempt 9 by r`, `start ${at} attempt 3 refused by r`, `stop ${at} change 9 by r`],
        ...[`start ${at} attempt 1 busy by r`, `start ${at} attempt 1 again busy by r`],
      ),
  },
  create: { recipes: [create, prune], rule: { snapshots }, notes: powerNotes },
  copy: {
    recipes: [create, copy, prune],
    rule: {
      snapshots: { ...snapshots, copy: { sources: ['manual'], to: [{ region: AWAY, keep: { daily: 1 } }] } },
    },
    notes: powerNotes,
  },
} as const satisfies Readonly<Record<string, Row>>;
const kinds = Object.keys(aspects) as (keyof typeof aspects)[];
const hows = ['recreate', 'restore', 'restore beside', 'clone', 'rename'] as const;

interface Life {
  readonly aspect: (typeof kinds)[number];
  /** How the new cluster comes. */
  readonly how: (typeof hows)[number];
  readonly note: number;
  /** Minutes before the new cluster of what it inherits. */
  readonly noteAge: number;
  readonly oldUse: 'none' | 'always' | 'missing';
  readonly seed: number;
}

const someLife: fc.Arbitrary<Omit<Life, 'aspect'>> = fc.record({
  how: fc.constantFrom(...hows),
  note: fc.nat(9),
  noteAge: fc.constantFrom(1, 10, 100, 1000),
  oldUse: fc.constantFrom('none', 'always', 'missing'),
  seed: fc.nat(1_000_000),
});

/**
 * The course of a new cluster in some hours. `isSame`: it has the name, or the tags, of an older one with a past of
 * its own; else that one had another name.
 */
async function becomes({ aspect, how, note, noteAge, oldUse, seed }: Life, isSame: boolean) {
  const { recipes, rule, notes, cluster: some = {}, isStopped }: Row = aspects[aspect];
  const old = isSame ? 'orders' : 'other';
  const clusterOf = (id: string, use: string) => ({ id, use, encrypted: 'none', size: 1, ...some });
  const clusters = [
    { ...clusterOf(old, oldUse), since: '9d' },
    ...(how === 'rename' ? [{ ...clusterOf('second', 'none'), since: '9d' }] : []),
  ];
  const simulator = createSimulator({
    fleet: stringify({
      clusters,
      keys: [{ alias: 'alias/das', regions: [HOME] }],
      timings: { stop: '3m', start: '5m' },
    }),
    now: START,
    seed,
  });
  const { backend, clock } = simulator;
  const policyOf = (own: object) =>
    toPolicy({
      ...{ version: 1, mode: 'enforce' },
      targets: [
        {
          account,
          role: `arn:aws:iam::${account}:role/dormouse`,
          regions: aspect === 'copy' ? [HOME, AWAY] : [HOME],
        },
      ],
      rules: [{ name: 'r', match: {}, ...own }],
    });
  const policy = policyOf(rule);
  const later = (minutes: number) => clock.advanceTo(clock.now() + minutes * MINUTE);

  // The past: snapshots of each kind, and a stop and a start in which nobody had a hand.
  for (const [recipe, of] of [
    [create, policyOf({ snapshots })],
    [stop, policyOf({ power: { ...power, stop: 'atOnce', snapshotFirst: true } })],
  ] as const) {
    await sweepWith(simulator, of, recipe, { clusters: [old] });
    later(20);
  }
  backend.cluster(old).setStatus('stopped');
  later(5);
  backend.cluster(old).setStatus('available');
  later(20);

  const at = new Date(clock.now() - noteAge * MINUTE).toISOString().replace(/\.\d+/, '');
  const all = notes(at);
  const tags = isSame ? all[note % all.length] : {};
  const [snapshot] = backend.snapshots().filter(({ id }) => id.startsWith('dormouse-'));
  const isBeside = how === 'restore beside' || how === 'clone';
  const id = isBeside ? 'new' : 'orders';
  if (!isBeside) backend.cluster(old).delete();
  if (how === 'rename') backend.cluster('second').rename(id);
  else if (how.startsWith('restore'))
    backend.restoreCluster(snapshot?.arn ?? '', { id, use: 'none', tags, ...some });
  else backend.addCluster({ ...clusterOf(id, 'none'), tags });
  if (isStopped) backend.cluster(id).setStatus('stopped');
  const { arn, resourceId } = backend.state().clusters.find((state) => state.id === id) ?? {};
  const isOwn = (one: { readonly resourceId?: string }) => one.resourceId === resourceId;

  simulator.calls.clear();
  for (let sweeps = 0; sweeps < 5; sweeps++) {
    for (const recipe of recipes) await sweepWith(simulator, policy, recipe);
    later(30);
  }
  const { status, serverless, activityStream } =
    backend.state().clusters.find((state) => state.arn === arn) ?? {};
  const changes = writesOf(simulator).filter(
    ({ action, resources, ...write }) =>
      tookEffect({ action, resources, ...write }) &&
      action !== 'AddTagsToResource' &&
      resources.includes(arn ?? ''),
  );
  return {
    end: [status, serverless?.max, activityStream?.status],
    changes: changes.map(({ action }) => action).sort(),
    snapshots: backend
      .snapshots()
      .filter(isOwn)
      .map(({ region }) => region)
      .sort(),
  };
}

test.each(kinds)(
  `in ${WORLDS.numRuns} worlds, a cluster with the name or the tags of an older one fares as one without: %s`,
  async (aspect) => {
    let seen = 0;

    await fc.assert(
      fc.asyncProperty(someLife, async (some) => {
        const life = { ...some, aspect };
        const [same, other] = [await becomes(life, true), await becomes(life, false)];

        expect(same).toEqual(other);
        const isNothing = other.changes.length === 0 && other.snapshots.length === 0;
        seen += isNothing ? 0 : 1;
      }),
      { ...WORLDS, endOnFailure: true },
    );

    expect(seen).toBeGreaterThan(WORLDS.numRuns / 5);
  },
);
