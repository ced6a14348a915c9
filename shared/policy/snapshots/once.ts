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
