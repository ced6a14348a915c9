import { createHash } from 'node:crypto';
import type { Objects } from '../../../shared/aws/evidence/objects.ts';

/** A call to the bucket: what it did, and to which key. */
export interface BucketCall {
  readonly call: keyof Objects;
  readonly key: string;
}

/** A bucket in memory that is as consistent as S3: a model to judge the store by. */
export function modelBucket(now: () => number = () => 0) {
  const content = new Map<string, { text: string; at: number }>();
  const etagOf = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;
  const objects: Objects = {
    async list(prefix, after = '') {
      return [...content]
        .filter(([key]) => key.startsWith(prefix) && key > after)
        .map(([key, { at }]) => ({ key, at }))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
    async get(key) {
      const there = content.get(key);
      return there && { bytes: new TextEncoder().encode(there.text), etag: etagOf(there.text) };
    },
    async put(key, text, condition) {
      const there = content.get(key);
      if (condition !== undefined && 'isNew' in condition && there !== undefined) return undefined;
      if (condition !== undefined && 'etag' in condition && etagOf(there?.text ?? '') !== condition.etag)
        return undefined;
      content.set(key, { text, at: now() });
      return etagOf(text);
    },
    async remove(key) {
      content.delete(key);
    },
  };
  return { objects, content };
}

/** The same bucket, with `around` about each call: it may wait, throw before the call, or after it has had its effect. */
export function watched(
  objects: Objects,
  around: <T>(call: BucketCall, run: () => Promise<T>) => Promise<T>,
): Objects {
  return {
    list: (prefix, after) => around({ call: 'list', key: prefix }, () => objects.list(prefix, after)),
    get: (key) => around({ call: 'get', key }, () => objects.get(key)),
    put: (key, text, condition) => around({ call: 'put', key }, () => objects.put(key, text, condition)),
    remove: (key) => around({ call: 'remove', key }, () => objects.remove(key)),
  };
}
