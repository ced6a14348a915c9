import type { EpochMs } from './model.ts';
import { isoSeconds } from './tags.ts';

/** How often a copy that fails or vanishes is begun. */
export const MAX_ATTEMPTS = 3;

/** How often a copy to a Region has been begun, as the tag of the source tells; 0 without a tag that can be read. */
export function readAttempts(tags: Readonly<Record<string, string>>, destination: string): number {
  const [, attempts = '0'] = /^attempt (\d{1,3}) at /.exec(tags[tagOf(destination)] ?? '') ?? [];
  return Number(attempts);
}

/** The tag that counts an attempt, to be written on the source before it. */
export function attemptTag(destination: string, attempt: number, now: EpochMs): Record<string, string> {
  return { [tagOf(destination)]: `attempt ${attempt} at ${isoSeconds(now)}` };
}

function tagOf(destination: string): string {
  return `dormouse:copy-${destination}`;
}
