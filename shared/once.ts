/** A function that makes its value when it is first called, and gives the same one from then on. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * A function that remembers its last answer about each key, for as long as the other arguments are the same and the key
 * is in use: reading and deciding ask the same about the same listings.
 */
export function oncePer<Key extends object, Rest extends readonly unknown[], Result>(
  find: (key: Key, ...rest: Rest) => Result,
): (key: Key, ...rest: Rest) => Result {
  const known = new WeakMap<Key, { readonly rest: Rest; readonly result: Result }>();
  return (key, ...rest) => {
    const last = known.get(key);
    if (last?.rest.every((argument, index) => argument === rest[index])) return last.result;
    const result = find(key, ...rest);
    known.set(key, { rest, result });
    return result;
  };
}

/** A function that remembers its answer about a world. */
export interface OncePerWorld<Policy, World, Result> {
  (policy: Policy, world: World): Result;
  /** The same for the last caller: the answer is forgotten, and takes no memory while its consequences are carried out. */
  lastly(policy: Policy, world: World): Result;
}

/**
 * A function that remembers its last answer about a world, by one of the world's listings, for as long as the policy and the
 * given parts of the world are the same.
 */
export function oncePerWorld<
  Listing extends string,
  World extends Readonly<Record<Listing, object>>,
  Policy,
  Result,
>(
  listing: Listing,
  parts: readonly (keyof World)[],
  find: (policy: Policy, world: World) => Result,
): OncePerWorld<Policy, World, Result> {
  const known = new WeakMap<object, { policy: Policy; world: World; result: Result }>();
  const ask = (policy: Policy, world: World): Result => {
    const last = known.get(world[listing]);
    if (last?.policy === policy && parts.every((part) => last.world[part] === world[part]))
      return last.result;
    const result = find(policy, world);
    known.set(world[listing], { policy, world, result });
    return result;
  };
  return Object.assign(ask, {
    lastly(policy: Policy, world: World): Result {
      const result = ask(policy, world);
      known.delete(world[listing]);
      return result;
    },
  });
}

/**
 * A function that works out its answer about each thing once, and remembers it for as long as the thing is in use. The
 * parts of the thing that the answer depends on must not change.
 */
export function oncePerThing<Thing extends object, Result>(
  find: (thing: Thing) => Result,
): (thing: Thing) => Result {
  const known = new WeakMap<Thing, Result>();
  return (thing) => {
    const found = known.get(thing);
    // The answer may be undefined, too.
    if (found !== undefined || known.has(thing)) return found as Result;
    const result = find(thing);
    known.set(thing, result);
    return result;
  };
}
