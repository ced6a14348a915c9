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

/** The same about a world, by one of its listings, for as long as the policy and the given parts of the world are the same. */
export function oncePerWorld<
  Listing extends string,
  World extends Readonly<Record<Listing, object>>,
  Policy,
  Result,
>(
  listing: Listing,
  parts: readonly (keyof World)[],
  find: (policy: Policy, world: World) => Result,
): (policy: Policy, world: World) => Result {
  const known = new WeakMap<object, { policy: Policy; world: World; result: Result }>();
  return (policy, world) => {
    const last = known.get(world[listing]);
    if (last?.policy === policy && parts.every((part) => last.world[part] === world[part]))
      return last.result;
    const result = find(policy, world);
    known.set(world[listing], { policy, world, result });
    return result;
  };
}

/** A function that works out its answer about each thing once, for as long as that is in use: nothing about it changes. */
export function oncePerThing<Thing extends object, Result>(
  find: (thing: Thing) => Result,
): (thing: Thing) => Result {
  const known = new WeakMap<Thing, { readonly result: Result }>();
  return (thing) => {
    const found = known.get(thing);
    if (found !== undefined) return found.result;
    const result = find(thing);
    known.set(thing, { result });
    return result;
  };
}
