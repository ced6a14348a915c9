import type { MetricsOutage } from '../../aws/read/metrics.ts';
import type { Location } from '../../policy/model/location.ts';
import { type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';
import type { Fault } from './outcome.ts';

/** One or two sweeps without metrics are no pattern, however far apart they are. */
const MIN_SWEEPS = 3;

/** Remembers since when metrics are out, by account and Region, for as long as the execution environment lives. */
export interface Outages {
  /** Notes how the metrics were at `at`: the fault of an outage that has lasted too long, or undefined. */
  note(location: Location, outage: MetricsOutage | undefined, at: EpochMs): Fault | undefined;
}

/** A memory of outages; a cold start begins with an empty one. */
export function createOutages(): Outages {
  const known = new Map<string, { readonly since: EpochMs; readonly sweeps: number }>();
  return {
    note({ account, region }, outage, at) {
      const key = `${account} ${region}`;
      if (outage === undefined) {
        known.delete(key);
        return undefined;
      }
      const { since, sweeps } = known.get(key) ?? { since: at, sweeps: 0 };
      known.set(key, { since, sweeps: sweeps + 1 });
      const lastedMs = at - since;
      if (sweeps + 1 < MIN_SWEEPS || lastedMs < outage.toleratedMs) return undefined;
      const message = `for ${Math.floor(lastedMs / MINUTE_MS)} minutes, ${outage.message}`;
      return { name: outage.name, message };
    },
  };
}

/** The fault of an outage that passes only when somebody changes something: it needs no memory. */
export function lastingFault(outage: MetricsOutage | undefined): Fault | undefined {
  return outage?.toleratedMs === 0 ? { name: outage.name, message: outage.message } : undefined;
}
