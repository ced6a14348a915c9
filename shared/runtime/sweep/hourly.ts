import type { Location } from '../../policy/model/location.ts';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';

/**
 * Remembers the hour of the last look at an account and Region, for as long as the execution environment lives: a cold
 * start looks again, and no hour is left out, however often the function runs.
 */
export interface Hourly {
  /** Whether this is the first look there within the hour of the clock, by AWS's time `at`. */
  isFirst(location: Location, at: EpochMs): boolean;
}

/** A memory of looks; a cold start begins with an empty one. */
export function createHourly(): Hourly {
  const known = new Map<string, number>();
  return {
    isFirst({ account, region }, at) {
      const key = `${account} ${region}`;
      const hour = Math.floor(at / HOUR_MS);
      const isFirst = known.get(key) !== hour;
      known.set(key, hour);
      return isFirst;
    },
  };
}
