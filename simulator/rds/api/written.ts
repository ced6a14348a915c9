import { z } from 'zod';

/** The one resource of an ARN or an id. Throws when there is none, or more than one. */
export function onlyNamed<T extends { readonly arn: string; readonly id: string }>(
  all: Iterable<T>,
  name: string,
  kind: string,
): T {
  return only(
    Array.from(all).filter(({ arn, id }) => arn === name || id === name),
    name,
    kind,
  );
}

export function only<T>(found: readonly T[], name: string, kind: string): T {
  const [one] = found;
  if (one === undefined) throw new Error(`There is no ${kind} ${name}: write an ARN or an id that there is`);
  if (found.length > 1) throw new Error(`${found.length} ${kind}s are named ${name}: write the ARN`);
  return one;
}

/** Reads what people write, with a message that says what is wrong with it. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(z.prettifyError(result.error));
}

/** Writes tags over those of the same key; null takes one away. */
export function changeTags(own: Map<string, string>, changes: Readonly<Record<string, string | null>>): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) own.delete(key);
    else own.set(key, value);
  }
}
