import * as z from 'zod';
import type { Issue, Reading } from '../../../document/problem.ts';

/** Makes a parser of texts a zod transform that keeps the parser's own words. */
export function reading<T>(read: (text: string) => Reading<T>): (text: string, ctx: z.RefinementCtx) => T {
  return (text, ctx) => {
    const result = read(text);
    if (result.ok) {
      return result.value;
    }
    const { message, remedy } = result;
    ctx.addIssue({ code: 'custom', input: text, message, params: { remedy } });
    return z.NEVER;
  };
}

/** Whether a key of the map being checked is misspelt, so that nothing follows from one that is missing. */
export function hasUnknownKey({ issues }: z.core.ParsePayload): boolean {
  return issues.some(({ code, path = [] }) => code === 'unrecognized_keys' && path.length === 0);
}

/** Reports something wrong with the value being checked, or with one at a path below it. */
export function report(ctx: z.core.ParsePayload, { path, value, message, remedy }: Issue): void {
  ctx.issues.push({ code: 'custom', input: value, path: [...path], message, params: { remedy } });
}
