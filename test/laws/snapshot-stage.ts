import { stringify } from 'yaml';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { parseEvent } from '../../shared/runtime/request/event.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { sweepWith, toPolicy } from './let-loose.ts';

export const HOME = 'eu-central-1';
const account = '111122223333';

/** A fleet and a snapshots rule for all of it, and Dormouse let loose on it, each time in a new process. */
export function snapshotStage(fleet: object, rule: object, start: string) {
  const simulator = createSimulator({ fleet: stringify(fleet), now: Date.parse(start) });
  const policy = toPolicy({
    version: 1,
    mode: 'enforce',
    targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [HOME] }],
    limits: { deleteSnapshot: 1000 },
    rules: [{ name: 'all', match: {}, snapshots: rule }],
  });

  return {
    simulator,
    create: () => sweepWith(simulator, policy, create),
    copy: () => sweepWith(simulator, policy, copy),
    prune: () => sweepWith(simulator, policy, prune),
    /** Runs copy-snapshots as an RDS event does. */
    hint(event: unknown) {
      const hint = parseEvent(event);
      if (!hint.ok) throw new Error(JSON.stringify(hint.problems));
      return sweepWith(simulator, policy, copy, hint.request);
    },
    later: (hours: number) => simulator.clock.advanceTo(simulator.clock.now() + hours * 3_600_000),
    /** The snapshots that Dormouse made, by Region and identifier, with their origin. */
    ours: () =>
      simulator.backend
        .snapshots()
        .filter(({ tags }) => tags['dormouse:created-by'] !== undefined)
        .map(({ region, id, status }) => `${region} ${id} ${status}`)
        .sort(),
  };
}
