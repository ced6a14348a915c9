import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DrillRecordChanged } from '../../../shared/aws/evidence/drill-store.ts';
import type { Objects } from '../../../shared/aws/evidence/objects.ts';
import { createDrillStore } from '../../../shared/aws/evidence/store.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { sequenceOf } from '../../../shared/policy/recovery/evidence/keys.ts';
import { NO_PREDECESSOR, sha256 } from '../../../shared/policy/recovery/evidence/text.ts';
import { drillRecord, failedRecord, passedRecord } from '../../support/builders/drill-records.ts';
import { runs } from '../../support/runs.ts';
import { modelBucket, watched } from './model-bucket.ts';

/** How a call ends for the run that makes it: it dies before or after the effect, or hears nothing of the effect. */
const fates = ['crash-before', 'crash-after', 'lost'] as const;

class Crash extends Error {}

const world = fc.record({
  drills: fc.integer({ min: 1, max: 5 }),
  clusters: fc.integer({ min: 1, max: 2 }),
  failing: fc.array(fc.nat(4), { maxLength: 2 }),
  writers: fc.integer({ min: 1, max: 4 }),
  /** By the number of the call over all writers. */
  fates: fc.dictionary(fc.nat(150).map(String), fc.constantFrom(...fates), { maxKeys: 20, size: 'max' }),
});

it('under crashes at any call, lost answers and several writers at once, each drill is in the chain exactly once, and the chain holds', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.scheduler(), async (given, scheduler) => {
      const { objects, content } = modelBucket();
      const ended = recordsOf(given);
      let calls = 0;
      const loose = watched(objects, async (_call, run) => {
        const fate = given.fates[String(calls)];
        calls += 1;
        await scheduler.schedule(Promise.resolve());
        if (fate === 'crash-before') throw new Crash();
        const answer = await run();
        await scheduler.schedule(Promise.resolve());
        if (fate === 'crash-after') throw new Crash();
        if (fate === 'lost') throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        return answer;
      });

      const all = Array.from({ length: given.writers }, (_, n) => writer(loose, ended, n));
      await scheduler.waitFor(Promise.all(all));
      // The sweeps go on, and at last one meets no trouble.
      await sweep(objects, ended, 0);

      const numbers = [...content.keys()].flatMap((key) => sequenceOf(key) ?? []).toSorted((a, b) => a - b);
      expect(numbers).toEqual(ended.map((_, index) => index + 1));
      const texts = numbers.map(
        (n) => content.get(`evidence/${String(n).padStart(8, '0')}.json`)?.text ?? '',
      );
      const chain = texts.map((text): DrillRecord => JSON.parse(text));
      expect(chain.map(({ drill }) => drill).toSorted()).toEqual(ended.map(({ drill }) => drill).toSorted());
      expect(chain.map(({ closing }) => closing?.previous)).toEqual(
        [NO_PREDECESSOR, ...texts.map(sha256)].slice(0, texts.length),
      );
      for (const [index, record] of chain.entries()) {
        const mark = JSON.parse(
          content.get(`done/111122223333/eu-central-1/${record.drill}.json`)?.text ?? '{}',
        );
        expect(mark).toMatchObject({
          ...{ sequence: index + 1, verdict: record.verdict },
          sha256: sha256(texts[index] ?? ''),
        });
      }
      expect([...content.keys()].filter((key) => key.startsWith('open/'))).toEqual([]);
      const store = createDrillStore(objects);
      for (const { source } of ended) {
        const last = chain.findLast((one) => one.source.resourceId === source.resourceId);
        expect((await store.last(source))?.drill).toBe(last?.drill);
      }
      for (const record of ended) expect(await store.begin(begun(record))).toBeUndefined();
    }),
    runs(2_000, 200),
  );
});

function recordsOf({ drills, clusters, failing }: { drills: number; clusters: number; failing: number[] }) {
  return Array.from({ length: drills }, (_, n) => {
    const source = { ...drillRecord().source, resourceId: `cluster-${n % clusters}` };
    const over = { drill: `202611280200-0000000${n}`, source };
    return failing.includes(n) ? failedRecord(over) : passedRecord(over);
  });
}

function begun({ drill, source }: DrillRecord): DrillRecord {
  return drillRecord({ drill, source });
}

/** A function that sweeps a few times, whatever becomes of it each time. */
async function writer(objects: Objects, ended: readonly DrillRecord[], first: number): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    try {
      await sweep(objects, ended, first);
    } catch (error) {
      const isPassing = error instanceof DrillRecordChanged || error instanceof Crash;
      if (!isPassing && !(error instanceof Error && 'code' in error)) throw error;
    }
  }
}

/** Begins the drills that are due, in some order, and brings those under way to their end: verdict first, then evidence. */
async function sweep(objects: Objects, ended: readonly DrillRecord[], first: number): Promise<void> {
  const store = createDrillStore(objects);
  const place = drillRecord().place;
  const done = await store.done(place, 0);
  const open = new Set((await store.open(place)).map(({ record }) => record.drill));
  for (const record of from(first, ended)) {
    if (!done.has(record.drill) && !open.has(record.drill)) await store.begin(begun(record));
  }
  for (const { record, etag } of from(first, await store.open(place))) {
    const end = ended.find(({ drill }) => drill === record.drill);
    if (end === undefined) throw new Error(`nobody began ${record.drill}`);
    const measured = record.verdict === undefined ? await store.save({ ...end }, etag) : { record, etag };
    await store.close(measured.record, measured.etag);
  }
}

/** The same in another order, so that several do not go over them in step. */
function from<T>(first: number, all: readonly T[]): T[] {
  const start = first % Math.max(1, all.length);
  return [...all.slice(start), ...all.slice(0, start)];
}
