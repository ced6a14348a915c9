import { stringify } from 'yaml';
import { recipe as copy } from '../../functions/copy-snapshots.ts';
import { recipe as create } from '../../functions/create-snapshots.ts';
import { recipe as prune } from '../../functions/prune-snapshots.ts';
import { createScope } from '../../shared/aws/clients.ts';
import { parsePolicy } from '../../shared/policy/parse.ts';
import type { World } from '../../shared/policy/world.ts';
import { parseEvent, type SweepRequest } from '../../shared/runtime/event.ts';
import type { Recipe } from '../../shared/runtime/recipe.ts';
import { runSweep } from '../../shared/runtime/run.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { createSimulator } from '../../simulator/simulator.ts';

export const HOME = 'eu-central-1';
const account = '111122223333';

/** A fleet and a snapshots rule for all of it, and Dormouse let loose on it, each time in a new process. */
export function snapshotStage(fleet: object, rule: object, start: string) {
  const simulator = createSimulator({ fleet: stringify(fleet), now: Date.parse(start) });
  const parsed = parsePolicy(
    stringify({
      version: 1,
      mode: 'enforce',
      targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [HOME] }],
      limits: { deleteSnapshot: 1000 },
      rules: [{ name: 'all', match: {}, snapshots: rule }],
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { policy } = parsed;

  function sweep<W extends World>(recipe: Recipe<W>, request: SweepRequest = {}) {
    const requestHandler = inProcess(simulator);
    return runSweep(recipe as Recipe, policy, request, {
      home: () => Promise.reject(new Error('the policy has targets')),
      scopeFor: (place) =>
        createScope(place, { requestHandler, maxAttempts: 1, retryMode: 'standard' }, { warn: () => {} }),
    });
  }

  return {
    simulator,
    create: () => sweep(create),
    copy: () => sweep(copy),
    prune: () => sweep(prune),
    /** What an RDS event makes copy-snapshots do. */
    hint(event: unknown) {
      const hint = parseEvent(event);
      if (!hint.ok) throw new Error(JSON.stringify(hint.problems));
      return sweep(copy, hint.request);
    },
    later: (hours: number) => simulator.clock.advanceTo(simulator.clock.now() + hours * 3_600_000),
    /** What Dormouse made, by Region and identifier, and what it is of. */
    ours: () =>
      simulator.plane
        .snapshots()
        .filter(({ tags }) => tags['dormouse:created-by'] !== undefined)
        .map(({ region, id, status }) => `${region} ${id} ${status}`)
        .sort(),
  };
}
