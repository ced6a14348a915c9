import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Restraints } from '../../shared/policy/model/pause.ts';
import { runs } from '../support/runs.ts';
import { writes, wrongCalls, wrongDeletions, wrongEvidence } from './drill-oracle.ts';
import { playOut } from './drill-play.ts';
import { drillStage, START } from './drill-stage.ts';
import { drillWorlds, playOf } from './generated-drill.ts';
import { MINUTE } from './year.ts';

const WORLDS = runs(200, 20);

const everything = { since: START, by: 'anna', because: 'audit' };
const restraints = fc.constantFrom<Restraints>(
  { pauses: { state: 'known', pauses: [everything] } },
  { pauses: { state: 'known', pauses: [{ ...everything, function: 'drill-restores' }] } },
  { pauses: { state: 'unknown', why: 'AccessDenied' } },
  { pauses: { state: 'known', pauses: [] }, outdated: 'the newest version is not valid' },
);

/** Worlds in which nobody else changes what a drill has restored, and nothing that it needs is missing. */
const worlds = drillWorlds
  .filter(({ restore }) => restore !== 'tags-stripped')
  .map((one) => ({ ...one, hand: undefined, deficit: undefined }));

test('while drills are paused, or nobody knows whether they are, none begins a step, and each is cleaned up and put on record', async () => {
  const seen = { interrupted: 0, never: 0, deleted: 0 };
  await fc.assert(
    fc.asyncProperty(worlds, restraints, fc.integer({ min: -1, max: 150 }), async (one, held, from) => {
      const stage = drillStage(playOf(one));
      const begin = START + from * MINUTE;
      await playOut(stage, {
        every: one.every,
        hours: 30,
        async sweep() {
          await stage.sweep(undefined, {}, stage.clock.now() >= begin ? held : undefined);
        },
      });

      const later = writes(stage).filter(({ at }) => at >= begin);
      const steps = later.filter(
        ({ action }) => !/^(DeleteDB(Cluster|Instance)|AddTagsToResource)$/.test(action),
      );
      expect(steps.map(({ action }) => action)).toEqual([]);
      expect([...wrongCalls(stage), ...wrongDeletions(stage), ...wrongEvidence(stage, one)]).toEqual([]);
      expect(stage.drillClusters().map(({ id }) => id)).toEqual([]);
      expect(stage.records('open/')).toEqual([]);
      if (later.length > 0) seen.interrupted += 1;
      if (stage.written.length === 0) seen.never += 1;
      seen.deleted += later.filter(({ action }) => action === 'DeleteDBCluster').length;
    }),
    { ...WORLDS, endOnFailure: true },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});
