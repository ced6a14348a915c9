import type { Simulation } from '../../backtest/simulation.ts';
import { DAY_MS, type EpochMs } from '../../shared/policy/time/units.ts';
import type { Fleet } from '../../simulator/fleet/fleet.ts';

/** When and where a simulation goes on, as options say it. */
export interface SpanOptions {
  readonly days: number;
  /** Milliseconds. */
  readonly from?: EpochMs;
  readonly seed: number;
  readonly region?: string;
}

const TICK_MS = 300_000;

/** The time, the seed and the home of a simulation; what no option says follows from the fleet. */
export function spanOf(
  { days, from: asked, seed, region }: SpanOptions,
  fleet: Fleet,
): Pick<Simulation, 'from' | 'to' | 'seed' | 'home'> {
  const from = asked ?? beginOf(fleet);
  return {
    from,
    to: from + Math.round((days * DAY_MS) / TICK_MS) * TICK_MS,
    seed,
    home: { account: fleet.accounts[0]?.id ?? '', region: region ?? homeOf(fleet) },
  };
}

/** The begin of the recording, or the last Monday before now at midnight UTC. */
function beginOf({ clusters }: Fleet): EpochMs {
  const recorded = clusters.flatMap(({ use }) =>
    typeof use === 'object' && 'stepMs' in use ? [use.from] : [],
  );
  if (recorded.length > 0) return Math.ceil(Math.min(...recorded) / TICK_MS) * TICK_MS;
  const today = Math.floor(Date.now() / DAY_MS);
  // 1970-01-01 was a Thursday.
  return (today - ((today + 3) % 7)) * DAY_MS;
}

/** The Region with most clusters of the first account. */
function homeOf({ clusters, accounts }: Fleet): string {
  const counts = new Map<string, number>();
  for (const { account, region } of clusters)
    if (account === accounts[0]?.id) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? process.env.AWS_REGION ?? 'eu-central-1';
}
