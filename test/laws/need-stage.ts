import { stringify } from 'yaml';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import { createRefusals } from '../../shared/runtime/sweep/refusals.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { sweepWith, toPolicy } from './let-loose.ts';

const account = '111122223333';
const HOME = 'eu-central-1';
/** A Saturday, just after snapshots are due. */
const START = Date.parse('2026-11-21T03:02:00Z');

const actions = [
  ...['stop', 'start', 'createSnapshot', 'copySnapshot', 'deleteSnapshot'],
  ...['changeActivityStream', 'changeCapacity'],
];

interface Row {
  readonly recipe: Recipe;
  /** Of each cluster, beside its id. */
  readonly cluster?: object;
  readonly aspects: object;
  /** How many changes are due of each cluster. */
  readonly each?: number;
}

const stream = { mode: 'async', kmsKey: 'alias/das', restart: 'anytime' };
const running = { mode: 'async', key: 'alias/das' };
const serverless = { min: 1, max: 32 };
const power = { hours: 'never', idleFor: '30m' };
const copies = { copy: { sources: ['automated'], to: [{ region: 'us-west-2', keep: { last: 1 } }] } };
const creates = { cron: '0 3 * * *', keep: { last: 1 } };

/** Everything that may be due, with a fleet and rules of which it is. */
const rows = {
  stop: { recipe: stop, aspects: { power } },
  'stop at once': { recipe: stop, aspects: { power: { ...power, stop: 'atOnce' } } },
  'snapshot before a stop': { recipe: stop, aspects: { power: { ...power, snapshotFirst: true } } },
  start: {
    recipe: start,
    cluster: { status: 'stopped', since: '1d' },
    aspects: { power: { hours: 'always' } },
  },
  create: { recipe: create, aspects: { snapshots: { create: creates } } },
  copy: { recipe: copy, aspects: { snapshots: copies } },
  prune: { recipe: prune, aspects: { snapshots: { create: { ...creates, cron: '0 * * * *' } } }, each: 2 },
  'start a stream': { recipe: toggle, aspects: { activityStream: stream } },
  'stop a stream': {
    recipe: toggle,
    cluster: { activityStream: running },
    aspects: { activityStream: { ...stream, hours: 'never' } },
  },
  'change a stream': {
    recipe: toggle,
    cluster: { activityStream: running },
    aspects: { activityStream: { ...stream, mode: 'sync' } },
  },
  'less capacity': { recipe: scale, cluster: { serverless }, aspects: { capacity: [{ min: 1, max: 8 }] } },
  'more capacity': { recipe: scale, cluster: { serverless }, aspects: { capacity: [{ min: 2, max: 64 }] } },
} as const satisfies Readonly<Record<string, Row>>;

export type Need = keyof typeof rows;
export const needs = Object.keys(rows) as Need[];

interface Options {
  readonly need: Need;
  readonly tagActions: boolean;
  readonly seed: number;
  /** How long reads show the state of before. */
  readonly lagS?: number;
  /** How many clusters there are. */
  readonly count?: number;
  /** How much one sweep may do. */
  readonly cap?: number;
}

export type NeedStage = Awaited<ReturnType<typeof needStage>>;

/** Clusters for which the same is due, reads that lag, and ways to look. */
export async function needStage({ need, tagActions, seed, lagS = 0, count = 2, cap = 1000 }: Options) {
  const { recipe, aspects, cluster = {}, each = 1 }: Row = rows[need];
  const ids = Array.from({ length: count }, (_, index) => `db-${index}`);
  const simulator = createSimulator({
    fleet: stringify({
      clusters: ids.map((id) => ({
        id,
        encrypted: 'none',
        since: '30d',
        backupWindow: '02:00-02:30',
        ...cluster,
      })),
      keys: [{ alias: 'alias/das', regions: [HOME] }],
      timings: { lag: '0s' },
    }),
    now: START,
    seed,
  });
  const policyWith = (limit: number) =>
    toPolicy({
      version: 1,
      mode: 'enforce',
      tagActions,
      targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [HOME] }],
      limits: Object.fromEntries(actions.map((action) => [action, limit])),
      rules: [{ name: 'all', match: {}, ...aspects }],
    });
  const policy = policyWith(cap);
  const laterS = (seconds: number) => simulator.clock.advanceTo(simulator.clock.now() + seconds * 1000);
  if (recipe === prune) {
    for (let hours = 0; hours < each + 1; hours++) {
      await sweepWith(simulator, policyWith(1000), create);
      laterS(3600);
    }
  }
  simulator.faults.delivery = { ...simulator.faults.delivery, lagMs: lagS * 1000 };
  simulator.calls.clear();
  // Of a function that stays warm.
  const memory = { refusals: createRefusals() };
  return {
    simulator,
    ids,
    /** The number of changes that are due. */
    due: count * each,
    laterS,
    sweep: () => sweepWith(simulator, policy, recipe, {}, memory),
    /** As an event or a follow-up about one of the clusters brings it. */
    message: () => sweepWith(simulator, policy, recipe, { clusters: ['db-0'], hinted: true }, memory),
  };
}
