import { isoSeconds } from '../model/tags.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';

/** How often a copy that fails or vanishes is begun; after that once a day, for what kept it may have passed. */
export const MAX_ATTEMPTS = 3;

type Tags = Readonly<Record<string, string>>;

/** How often a copy to a Region has been begun, as the tag of the source tells; 0 without a tag that can be read. */
export function readAttempts(tags: Tags, destination: string): number {
  return readTag(tags, destination).attempts;
}

/** Whether a copy has been begun as often as it is tried, the last time within a day. */
export function isExhausted(tags: Tags, destination: string, now: EpochMs): boolean {
  const { attempts, at } = readTag(tags, destination);
  return attempts >= MAX_ATTEMPTS && !(now - at >= DAY_MS);
}

function readTag(tags: Tags, destination: string): { attempts: number; at: EpochMs } {
  const [, attempts = '0', at = ''] =
    /^attempt (\d{1,3}) at (.*)$/.exec(tags[tagOf(destination)] ?? '') ?? [];
  return { attempts: Number(attempts), at: Date.parse(at) };
}

/** The tag that counts an attempt, to be written on the source before it. */
export function attemptTag(destination: string, attempt: number, now: EpochMs): Record<string, string> {
  return { [tagOf(destination)]: `attempt ${attempt} at ${isoSeconds(now)}` };
}

function tagOf(destination: string): string {
  return `dormouse:copy-${destination}`;
}
