import { stringify } from 'yaml';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { createDedupe } from '../../shared/runtime/report/dedupe.ts';
import { reportScope } from '../../shared/runtime/report/report.ts';
import { createOutages } from '../../shared/runtime/sweep/outages.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import type { Spell, SpellLife } from './generated-spells.ts';
import { regions } from './generated-world.ts';
import { sweepWith, tookEffect, toPolicy, writesOf } from './let-loose.ts';

const account = '111122223333';
const MINUTE = 60_000;
/** A Saturday. */
const START = Date.parse('2026-11-21T08:00:00Z');
const quiet = () => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** The clusters of a life, of which each that is not used is due, and spells without metrics. */
export function spellStage({ due, clusters, seed }: SpellLife) {
  const all = clusters.map((cluster, index) => ({ ...cluster, id: `db-${index}` }));
  const simulator = createSimulator({
    fleet: stringify({
      clusters: all.map((cluster) => ({
        ...cluster,
        since: '9d',
        ...(due === 'less' && { serverless: { min: 1, max: 32 } }),
      })),
      useProfiles: { heavy: [{ connections: 50, cpu: 90 }] },
    }),
    now: START,
    seed,
  });
  const { backend, clock } = simulator;
  const aspects = {
    stop: { power: { hours: 'never', idleFor: '30m' } },
    less: { capacity: [{ min: 1, max: 8 }] },
  };
  const policy = toPolicy({
    version: 1,
    mode: 'enforce',
    targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [...regions] }],
    rules: [{ name: 'all', match: {}, ...aspects[due] }],
  });
  // Of a function that stays warm.
  const [outages, dedupe] = [createOutages(), createDedupe()];
  const events: { type: string; region: string }[] = [];
  const report = {
    ...{ function: 'any', log, dedupe },
    putEvents: async (sent: readonly { detailType: string; detail: object }[]) => {
      for (const { detailType, detail } of sent) {
        if (detailType === 'Sweep Failed') events.push({ type: detailType, region: Object(detail).region });
      }
    },
  };
  let from = START;
  let spell: Spell | undefined;

  const stateOf = (id: string) => backend.state().clusters.find((state) => state.id === id);
  /** Whether it is still as it should not be. */
  const isOpen = (id: string) =>
    due === 'stop' ? stateOf(id)?.status === 'available' : stateOf(id)?.serverless?.max === 32;
  const isIn = (index: number) =>
    spell !== undefined &&
    (spell.region === undefined || spell.region === all[index]?.region) &&
    (spell.kind !== 'missing' || (spell.clusters?.includes(index) ?? true));
  const isOut = (id: string) => isIn(all.findIndex((one) => one.id === id));
  const isDue = (id: string) => all.find((one) => one.id === id)?.use === 'none';

  return {
    isOut,
    isDue,
    mayAct: (id: string) => isDue(id) && !isOut(id),
    open: (region: string) =>
      all.filter((one) => one.region === region && isOpen(one.id)).map(({ id }) => id),
    /** The clusters that are due and still as before. */
    left: () => all.filter(({ id, use }) => use === 'none' && isOpen(id)).map(({ id }) => id),
    events: (region: string) => events.filter((event) => event.region === region).map(({ type }) => type),
    advanceTo: (minutes: number) => clock.advanceTo(from + minutes * MINUTE),
    begin(next: Spell) {
      spell = next;
      from = clock.now();
      events.length = 0;
      const { kind, region } = next;
      if (kind !== 'missing') {
        simulator.faults.setRules([{ kind, action: 'GetMetricData', ...(region && { region }) }]);
        return;
      }
      for (const [index, { id }] of all.entries()) if (isIn(index)) backend.cluster(id).setUse('missing');
      // The metrics that they sent before are no longer asked for.
      clock.advanceTo(from + 60 * MINUTE);
      from = clock.now();
    },
    end({ kind, minutes }: Spell) {
      clock.advanceTo(from + minutes * MINUTE);
      from = clock.now();
      simulator.faults.setRules([]);
      if (kind === 'missing') for (const { id, use } of all) backend.cluster(id).setUse(use);
      spell = undefined;
    },
    /** Somebody undoes everything, long ago for the next spell. */
    reset() {
      for (const { id } of all) {
        if (due === 'less') backend.cluster(id).setCapacity(1, 32);
        else if (stateOf(id)?.status !== 'available') backend.cluster(id).setStatus('available');
      }
      clock.advanceTo(clock.now() + 180 * MINUTE);
    },
    async sweep(): Promise<SweepResult & { readonly acts: readonly string[] }> {
      simulator.calls.clear();
      const recipe = due === 'stop' ? stop : scale;
      const result = await sweepWith(
        simulator,
        policy,
        recipe,
        {},
        {
          outages,
          onScopeSweep: (scopeSweep, mode) => reportScope(report, scopeSweep, mode),
        },
      );
      const acts = writesOf(simulator).filter(
        (write) => write.action !== 'AddTagsToResource' && tookEffect(write),
      );
      return { ...result, acts: acts.map(({ resources }) => resources[0]?.split(':').at(-1) ?? '') };
    },
  };
}
