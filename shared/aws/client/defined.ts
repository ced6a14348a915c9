/** A type whose members may be missing, but not `undefined`. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The fields that are not `undefined`: the SDK says `undefined` where the domain types leave a field out. */
export function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
