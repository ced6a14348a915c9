import type { MetricsOutage } from '../../aws/read/metrics.ts';
import type { Location } from '../../policy/model/location.ts';
import { type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';
import type { Fault } from './outcome.ts';
import { firstOf } from './summary.ts';

/** One or two sweeps without metrics are no pattern, however far apart they are. */
const MIN_SWEEPS = 3;

/**
 * Remembers since when metrics are out, of an account and Region or of clusters there, for as long as the execution
 * environment lives.
 */
export interface Outages {
  /** Notes how the metrics were at `at`: the fault of an outage that has lasted too long, or undefined. */
  note(location: Location, outage: MetricsOutage | undefined, at: EpochMs): Fault | undefined;
}

interface Noted {
  readonly since: EpochMs;
  readonly sweeps: number;
}

/** The key of an outage that is about no cluster in particular. */
const ALL = '';

/** A memory of outages; a cold start begins with an empty one. */
export function createOutages(): Outages {
  const known = new Map<string, ReadonlyMap<string, Noted>>();
  return {
    note({ account, region }, outage, at) {
      const key = `${account} ${region}`;
      const before: ReadonlyMap<string, Noted> = known.get(key) ?? new Map();
      if (outage === undefined) {
        known.delete(key);
        return undefined;
      }
      const noted = (outage.clusters ?? [ALL]).map((id) => [id, noteAgain(before.get(id), at)] as const);
      // Where nothing was answered, nothing is known of single clusters, so what was known of them stays.
      known.set(key, new Map([...(outage.clusters === undefined ? before : []), ...noted]));
      const lasting = noted.filter(
        ([, { since, sweeps }]) => sweeps >= MIN_SWEEPS && at - since >= outage.toleratedMs,
      );
      if (lasting.length === 0) return undefined;
      const minutes = Math.floor((at - Math.min(...lasting.map(([, { since }]) => since))) / MINUTE_MS);
      const named = outage.clusters ? `${firstOf(lasting.map(([id]) => id))}: ` : '';
      return { name: outage.name, message: `for ${minutes} minutes, ${named}${outage.message}` };
    },
  };
}

function noteAgain(
  { since, sweeps }: Noted = { since: Number.POSITIVE_INFINITY, sweeps: 0 },
  at: EpochMs,
): Noted {
  return { since: Math.min(since, at), sweeps: sweeps + 1 };
}

/** The fault of an outage that passes only when somebody changes something: it needs no memory. */
export function lastingFault(outage: MetricsOutage | undefined): Fault | undefined {
  return outage?.toleratedMs === 0 ? { name: outage.name, message: outage.message } : undefined;
}
