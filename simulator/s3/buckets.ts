import type { Clock } from '../core/clock.ts';
import type { Checksums } from './checksums.ts';
import { noSuchBucket } from './errors.ts';

/** A bucket that is there from the start. */
export interface BucketOptions {
  readonly name: string;
  /** Default: the account that the test calls with, whichever calls first. */
  readonly account?: string;
  /** Whether it keeps versions; default yes. */
  readonly versioned?: boolean;
  /** How many days Object Lock keeps each version from being deleted; default: it does not. */
  readonly lockDays?: number;
}

/** One version of an object, or a delete marker. */
export interface Version {
  readonly id: string;
  readonly key: string;
  /** Absent: a delete marker. */
  readonly content?: Content;
  readonly modifiedAt: number;
  /** Until when Object Lock keeps it, ms since 1970. */
  readonly lockedUntil?: number;
}

export interface Content {
  readonly body: Uint8Array;
  /** In double quotes. */
  readonly etag: string;
  readonly type: string;
  readonly checksums: Checksums;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly account: string | undefined;
  readonly isVersioned: boolean;
  readonly lockDays: number | undefined;
  /** The current version of a key; a delete marker may be one. */
  current(key: string): Version | undefined;
  /** All versions of a key, oldest first. */
  versions(key: string): readonly Version[];
  /** In the order of their bytes: every key that has a version. */
  keys(): readonly string[];
  /** A new current version, or a delete marker without content. */
  put(key: string, content?: Content): Version;
  /** For good. Without a version: all of them. */
  remove(key: string, versionId?: string): void;
}

/** Everything that is kept in S3, by the name of the bucket. */
export interface Buckets {
  /** @throws ServiceError `NoSuchBucket` */
  named(name: string): Bucket;
  find(name: string): Bucket | undefined;
  create(options: BucketOptions): Bucket;
}

export function createBuckets(clock: Pick<Clock, 'now'>, listed: readonly BucketOptions[] = []): Buckets {
  const byName = new Map<string, Bucket>();
  let made = 0;

  function create(options: BucketOptions): Bucket {
    const bucket = createBucket(options, clock, () => {
      made += 1;
      return made;
    });
    byName.set(options.name, bucket);
    return bucket;
  }

  for (const options of listed) create(options);
  return {
    named(name) {
      const bucket = byName.get(name);
      if (bucket === undefined) throw noSuchBucket();
      return bucket;
    },
    find: (name) => byName.get(name),
    create,
  };
}

const dayMs = 86_400_000;

function createBucket(
  { name, account, versioned: isVersioned = true, lockDays }: BucketOptions,
  clock: Pick<Clock, 'now'>,
  next: () => number,
): Bucket {
  const objects = new Map<string, Version[]>();
  let sorted: readonly string[] | undefined;

  return {
    ...{ name, account, isVersioned, lockDays },
    current: (key) => objects.get(key)?.at(-1),
    versions: (key) => objects.get(key) ?? [],
    keys() {
      sorted ??= [...objects.keys()].sort(byBytes);
      return sorted;
    },
    put(key, content) {
      const modifiedAt = clock.now();
      const version: Version = {
        ...{ key, modifiedAt, id: isVersioned ? `v${String(next()).padStart(9, '0')}` : 'null' },
        ...(content && { content }),
        ...(content && lockDays !== undefined && { lockedUntil: modifiedAt + lockDays * dayMs }),
      };
      const known = objects.get(key);
      if (known === undefined) sorted = undefined;
      objects.set(key, isVersioned ? [...(known ?? []), version] : [version]);
      return version;
    },
    remove(key, versionId) {
      const left =
        versionId === undefined ? [] : (objects.get(key) ?? []).filter(({ id }) => id !== versionId);
      if (left.length > 0) objects.set(key, left);
      else if (objects.delete(key)) sorted = undefined;
    },
  };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
