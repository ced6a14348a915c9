import type { DrillStore } from '../../../shared/aws/evidence/drill-store.ts';
import { createDrillStore } from '../../../shared/aws/evidence/store.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { type BucketCall, modelBucket, watched } from './model-bucket.ts';

/** The store of drills over a bucket in memory, and what lies in it. */
export interface KeptDrills {
  readonly store: DrillStore;
  /** Every version of every record that was written, in order. */
  readonly written: readonly DrillRecord[];
  /** The records that are under way. */
  open(): DrillRecord[];
  /** The chain of evidence, the first drill first. */
  evidence(): DrillRecord[];
}

/** `around` is about each call to the bucket: it may throw before the call, or after it has had its effect. */
export function keptDrills(
  around: <T>(call: BucketCall, run: () => Promise<T>) => Promise<T> = (_, run) => run(),
): KeptDrills {
  const { objects, content } = modelBucket();
  const written: DrillRecord[] = [];
  const noted = watched(objects, async ({ call, key }, run) => {
    const before = content.get(key);
    const result = await run();
    const after = content.get(key);
    if (call === 'put' && key.startsWith('open/') && after !== undefined && after !== before) {
      written.push(JSON.parse(after.text));
    }
    return result;
  });
  const under = (folder: string): DrillRecord[] =>
    [...content]
      .filter(([key]) => key.startsWith(folder))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { text }]) => JSON.parse(text));
  return {
    store: createDrillStore(watched(noted, around)),
    written,
    open: () => under('open/'),
    evidence: () => under('evidence/'),
  };
}
