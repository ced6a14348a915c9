/**
 * Keeps what is alike in a listing once: of 30,000 snapshots, engine, owner and most other values are the same few, but
 * AWS's answers spell them out for each, which is half of the memory that they take.
 */
export interface Sharing {
  /** The text, in the place of the first one that is equal to it. */
  text<T extends string | undefined>(value: T): T;
  /** The tags, with texts that are shared; those of one like this before are taken as a whole if they are the same. */
  tags(tags: Tags, like: string): Tags;
}

type Tags = Readonly<Record<string, string>>;

/** The sharing of one listing. */
export function createSharing(): Sharing {
  const texts = new Map<string, string>();
  const last = new Map<string, Tags>();

  function text<T extends string | undefined>(value: T): T {
    if (value === undefined) return value;
    const known = texts.get(value);
    if (known === undefined) texts.set(value, value);
    // Equal to it, so of its type.
    return (known ?? value) as T;
  }

  return {
    text,
    tags(tags, like) {
      const before = last.get(like);
      if (before !== undefined && isSame(before, tags)) return before;
      const shared = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, text(value)]));
      last.set(like, shared);
      return shared;
    },
  };
}

function isSame(one: Tags, other: Tags): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && one[key] === other[key])
  );
}
