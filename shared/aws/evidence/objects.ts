/** An object, and its version. */
export interface StoredObject {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

/** A write that takes effect only if there is no such object, or only if it is still that version. */
export type Condition = { readonly isNew: true } | { readonly etag: string };

/** A bucket, as far as evidence needs it. Each method throws what AWS throws. */
export interface Objects {
  /** All keys that begin with `prefix` and come after `after`, in order, and when each was written. */
  list(prefix: string, after?: string): Promise<readonly { readonly key: string; readonly at: number }[]>;
  /** Undefined: there is none. */
  get(key: string): Promise<StoredObject | undefined>;
  /** The new version; undefined if the condition does not hold. */
  put(key: string, text: string, condition?: Condition): Promise<string | undefined>;
  remove(key: string): Promise<void>;
}
