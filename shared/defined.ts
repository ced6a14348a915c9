/** A key whose value may be `undefined` may be missing instead; every other stays. */
type Defined<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> } & {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
};

/**
 * The fields that are not `undefined`, for optional keys: a key is missing where there is nothing to say.
 *
 * @example
 * { arn, ...defined({ rule, detail: fault?.message }) }
 */
export function defined<T extends object>(fields: T): Defined<T> {
  const present: Partial<T> = {};
  for (const key of Object.keys(fields) as (keyof T)[]) {
    if (fields[key] !== undefined) present[key] = fields[key];
  }
  return present as object as Defined<T>;
}
