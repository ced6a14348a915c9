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
import { sweepWith, toPolicy } from './let-loose.ts';

const account = '111122223333';
const HOME = 'eu-central-1';
/** A Saturday, just after snapshots are due. */
const START = Date.parse('2026-11-21T03:02:00Z');
const COUNT = 2;

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
  readonly lagS: number;
  readonly tagActions: boolean;
  readonly seed: number;
}

export type NeedStage = Awaited<ReturnType<typeof needStage>>;

/** Two clusters for which the same is due, reads that lag, and ways to look. */
export async function needStage({ need, lagS, tagActions, seed }: Options) {
  const { recipe, aspects, cluster = {}, each = 1 }: Row = rows[need];
  const ids = Array.from({ length: COUNT }, (_, index) => `db-${index}`);
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
  const policy = toPolicy({
    version: 1,
    mode: 'enforce',
    tagActions,
    targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [HOME] }],
    limits: { deleteSnapshot: 1000 },
    rules: [{ name: 'all', match: {}, ...aspects }],
  });
  const laterS = (seconds: number) => simulator.clock.advanceTo(simulator.clock.now() + seconds * 1000);
  if (recipe === prune) {
    for (let hours = 0; hours < each + 1; hours++) {
      await sweepWith(simulator, policy, create);
      laterS(3600);
    }
  }
  simulator.faults.delivery = { ...simulator.faults.delivery, lagMs: lagS * 1000 };
  simulator.calls.clear();
  return {
    simulator,
    /** The number of changes that are due. */
    due: COUNT * each,
    laterS,
    sweep: () => sweepWith(simulator, policy, recipe),
    /** As an event or a follow-up about one of the clusters brings it. */
    message: () => sweepWith(simulator, policy, recipe, { clusters: ['db-0'], hinted: true }),
  };
}
