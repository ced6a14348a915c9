import { z } from 'zod';
import { defined } from '../../../shared/defined.ts';
import type { Clock } from '../../core/clock.ts';
import { keyPolicy, keyState } from '../../fleet/key-schema.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { type SnapshotInput, snapshotSchema } from '../../fleet/snapshot-schema.ts';
import type { Key, Keys } from '../../kms/keys.ts';
import { changeTags, only, onlyNamed, parse } from '../api/written.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { buildSnapshots } from './build-snapshots.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';

type KeyChange = Partial<Pick<Key, 'state' | 'policy'>>;

/** Changes to snapshots and keys from outside, for tests and for `POST /_simulator/…`. */
export interface SnapshotActions {
  /** Snapshots of a cluster, written as in a fleet file; gives their ARNs. */
  addSnapshot(cluster: string, snapshot: SnapshotInput): readonly string[];
  /** Takes effect and is visible at once; work in progress is dropped. By ARN, or by the id when it is the only one. */
  setSnapshotStatus(name: string, status: string): void;
  /** null takes a tag away. */
  changeSnapshotTags(name: string, tags: Readonly<Record<string, string | null>>): void;
  /** Removes any snapshot, also one that only AWS deletes. */
  removeSnapshot(name: string): void;
  /** The next copy that is asked for begins, and fails. */
  failNextCopy(): void;
  /** By id, alias, or the ARN of either. */
  setKey(name: string, change: KeyChange): void;
}

const newSnapshot = z.strictObject({ cluster: z.string(), ...snapshotSchema.shape });
const changeSchema = z.strictObject({
  snapshot: z.string(),
  status: z.string().optional(),
  tags: z.record(z.string(), z.string().nullable()).optional(),
  delete: z.literal(true).optional(),
});
const keySchema = z.strictObject({
  key: z.string(),
  state: keyState.optional(),
  policy: keyPolicy.optional(),
});

/** Everything throws with a clear message when it can't be done. */
export function createSnapshotActions(parts: {
  readonly clock: Clock;
  readonly keys: Keys;
  readonly quirks: Quirks;
  readonly store: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly findCluster: (name: string) => Cluster;
  /** Called when a key has changed. */
  readonly onKey: (key: Key) => void;
}): SnapshotActions & { readonly routes: Readonly<Record<string, (body: unknown) => unknown>> } {
  const { clock, keys, quirks, store, snapshots, findCluster } = parts;

  const find = (name: string): Snapshot => onlyNamed(store.all(), name, 'snapshot');

  function add(cluster: Cluster, snapshot: z.infer<typeof snapshotSchema>): readonly string[] {
    const built = buildSnapshots(cluster, snapshot, { keys, quirks, now: clock.now() });
    const double = built.find(({ arn }) => store.find(arn) !== undefined);
    if (double !== undefined) throw new Error(`There is a snapshot ${double.arn} already: give another id`);
    for (const one of built) snapshots.enter(one);
    return built.map(({ arn }) => arn);
  }

  const control: SnapshotActions = {
    addSnapshot: (cluster, snapshot) => add(findCluster(cluster), parse(snapshotSchema, snapshot)),
    setSnapshotStatus: (name, status) => snapshots.set(find(name), status),
    changeSnapshotTags: (name, tags) => changeTags(find(name).tags, tags),
    removeSnapshot: (name) => snapshots.remove(find(name)),
    failNextCopy: snapshots.failNextCopy,
    setKey(name, change) {
      const key = only(keys.named(name), name, 'key');
      key.state = change.state ?? key.state;
      key.policy = change.policy ?? key.policy;
      parts.onKey(key);
    },
  };
  const routes = {
    'snapshot/new'(body: unknown) {
      const { cluster, ...snapshot } = parse(newSnapshot, body);
      return { arns: add(findCluster(cluster), snapshot) };
    },
    snapshot(body: unknown) {
      const { snapshot, status, tags, ...flags } = parse(changeSchema, body);
      const { arn } = find(snapshot);
      if (status !== undefined) control.setSnapshotStatus(arn, status);
      if (tags !== undefined) control.changeSnapshotTags(arn, tags);
      if (flags.delete) control.removeSnapshot(arn);
    },
    'snapshot/fail-next-copy': control.failNextCopy,
    key(body: unknown) {
      const { key, state, policy } = parse(keySchema, body);
      control.setKey(key, defined({ state, policy }));
    },
  };
  return { ...control, routes };
}
