import type { EpochMs } from '../shared/policy/time/units.ts';

/** Descriptions of things as reads show them: one that reads show unchanged is the same object each time. */
export interface Seen<Thing, Described> {
  describe(thing: Thing, at: EpochMs): Described;
  /** Something has changed of it that is none of its parts. */
  forget(thing: Thing): void;
}

/** @param partsOf Everything that a description depends on and that may change, unless `forget` is called then. */
export function createSeen<Thing, Described>(
  partsOf: (thing: Thing, at: EpochMs) => readonly unknown[],
  describe: (thing: Thing, at: EpochMs) => Described,
): Seen<Thing, Described> {
  const known = new Map<Thing, { readonly parts: readonly unknown[]; readonly described: Described }>();
  return {
    describe(thing, at) {
      const parts = partsOf(thing, at);
      const seen = known.get(thing);
      if (seen !== undefined && isSame(seen.parts, parts)) return seen.described;
      const described = describe(thing, at);
      known.set(thing, { parts, described });
      return described;
    },
    forget(thing) {
      known.delete(thing);
    },
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return a.length === b.length;
}
