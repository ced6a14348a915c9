import * as z from 'zod';
import { defined } from '../../defined.ts';
import type { Pause, Pauses } from '../model/pause.ts';
import { isoSeconds } from '../model/tags.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

const pause = z.strictObject({
  function: z.string().min(1).exactOptional(),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .exactOptional(),
  rule: z.string().min(1).exactOptional(),
  until: instant.exactOptional(),
  since: instant,
  by: z.string(),
  because: z.string(),
});

/** Reads the pauses of a deployment. Text that is none, or that a later version has written, is unknown. */
export function readPauses(text: string): Pauses {
  try {
    return { state: 'known', pauses: z.array(pause).parse(JSON.parse(text)) };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : String(error);
    return { state: 'unknown', why: `it is no list of pauses: ${why}` };
  }
}

/** The same as text. */
export function writePauses(pauses: readonly Pause[]): string {
  const written = pauses.map(({ until, since, ...rest }) => ({
    ...rest,
    ...defined({ until: until === undefined ? undefined : isoSeconds(until) }),
    since: isoSeconds(since),
  }));
  return JSON.stringify(written);
}
