import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DrillRecordChanged } from '../../../shared/aws/evidence/drill-store.ts';
import type { Objects } from '../../../shared/aws/evidence/objects.ts';
import { s3Objects } from '../../../shared/aws/evidence/s3-objects.ts';
import { createDrillStore } from '../../../shared/aws/evidence/store.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { askedKey } from '../../../shared/policy/recovery/evidence/keys.ts';
import { verifyEvidence } from '../../../shared/policy/recovery/evidence/verify.ts';
import { directClients } from '../../../simulator/direct-clients.ts';
import { createBuckets } from '../../../simulator/s3/buckets.ts';
import { createS3 } from '../../../simulator/s3/service.ts';
import { drillRecord, failedRecord, passedRecord } from '../../support/builders/drill-records.ts';
import { runs } from '../../support/runs.ts';
import { account } from '../builders.ts';
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

interface TestBucket {
  readonly objects: Objects;
  /** All that lies in it. */
  content(): Promise<ReadonlyMap<string, string>>;
}

function inMemory(): TestBucket {
  const { objects, content } = modelBucket();
  return {
    objects,
    content: async () => new Map([...content].map(([key, { text }]) => [key, text])),
  };
}

/** The simulated S3, with versions and a lock, as the stack makes its bucket. */
function simulated(): TestBucket {
  const clock = { now: () => Date.parse('2026-11-28T04:10:00Z') };
  const bucket = { name: 'evidence', account, versioned: true, lockDays: 365 };
  const s3 = createS3(createBuckets(clock, [bucket]));
  const clients = directClients([s3], { account, region: 'eu-central-1' }, clock, () => undefined);
  const objects = s3Objects(async () => clients.s3, { name: 'evidence', owner: account });
  return {
    objects,
    async content() {
      const listed = await objects.list('');
      const texts = listed.map(async ({ key }) => {
        const found = await objects.get(key);
        return [key, new TextDecoder().decode(found?.bytes)] as const;
      });
      return new Map(await Promise.all(texts));
    },
  };
}

it.each([
  ['a model of S3', inMemory, runs(2_000, 200)],
  ['the simulated S3', simulated, runs(500, 60)],
])(
  'under crashes at any call, lost answers and several writers at once, each drill is in the chain exactly once, and the chain holds, in %s',
  async (_, bucketOf, parameters) => {
    await fc.assert(
      fc.asyncProperty(world, fc.scheduler(), async (given, scheduler) => {
        const bucket = bucketOf();
        const { objects } = bucket;
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

        const all = Array.from({ length: given.writers }, (_writer, n) => writer(loose, ended, n));
        await scheduler.waitFor(Promise.all(all));
        // The sweeps go on, and at last one meets no trouble.
        await sweep(objects, ended, 0);

        const content = await bucket.content();
        const stored = [...content].map(([key, text]) => ({ key, bytes: new TextEncoder().encode(text) }));
        const { drills, open, problems } = verifyEvidence(stored, Date.parse('2026-11-28T05:00:00Z'));
        expect(problems).toEqual([]);
        expect(open).toEqual([]);
        expect(drills.map(({ sequence }) => sequence)).toEqual(ended.map((_record, index) => index + 1));
        expect(drills.map(({ record }) => record.drill).toSorted()).toEqual(
          ended.map(({ drill }) => drill).toSorted(),
        );
        expect([...content.keys()].filter((key) => key.startsWith('done/'))).toHaveLength(ended.length);
        const store = createDrillStore(objects);
        for (const one of ended) {
          const last = drills.findLast(({ record }) => askedKey(record) === askedKey(one));
          expect((await store.last(one))?.drill).toBe(last?.record.drill);
        }
        for (const record of ended) expect(await store.begin(begun(record))).toBeUndefined();
      }),
      parameters,
    );
  },
);

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
