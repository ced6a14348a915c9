import { instanceHour, type Price, type Prices, storageMonth, unitHour } from '../../prices/prices.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { formatDuration } from '../../shared/policy/time/when.ts';
import { usd } from '../output/figures.ts';
import { wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/** The cost in US dollars of a restore drill that begins, or the prices that are missing. */
export interface DrillCost {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly instanceClass: string;
  /** For an hour of the instance; of a serverless one, at its most. */
  readonly hour: Price;
  /** For a GiB of the volume and a month. How large the volume will be is known only once it is restored. */
  readonly storageMonth: Price;
  /** The drill is cleaned up after this time, however far it has come. */
  readonly atMostMs: number;
}

/** The cost of each drill that begins. A restored cluster is never I/O-Optimized. */
export function drillCosts(decisions: readonly Decision[], prices: Prices): DrillCost[] {
  return decisions.flatMap((decision) => {
    if (decision.verdict !== 'act' || decision.command.kind !== 'restore-cluster') return [];
    const { place, source, settings, restored, openedAt, until } = decision.command.record;
    const { instanceClass } = restored;
    const priced = { region: place.region, engine: settings.engine };
    return {
      ...{ ...place, cluster: source.cluster, instanceClass },
      hour:
        instanceClass === 'db.serverless'
          ? times(unitHour(prices, priced), settings.serverless?.max ?? Number.NaN)
          : instanceHour(prices, priced, instanceClass),
      storageMonth: storageMonth(prices, priced),
      atMostMs: Date.parse(until) - Date.parse(openedAt),
    };
  });
}

function times(price: Price, factor: number): Price {
  if (!price.known) return price;
  return Number.isNaN(factor)
    ? { known: false, missing: 'the serverless range' }
    : { known: true, usd: price.usd * factor };
}

/**
 * A sentence for each drill.
 *
 * @example
 * '  orders: db.r6g.large at $0.31 an hour, at most $3.76 until its ttl of 12h; storage at $0.12 a GiB-month, billed by the hour'
 */
export function drillCostLines(
  costs: readonly DrillCost[],
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  if (costs.length === 0) return [];
  const lines = costs.flatMap((one) => wrap(`${one.cluster}: ${costText(one)}`, width - 4));
  return [paint('heading', 'The cost of these drills'), ...lines.map((line) => `  ${line}`)];
}

function costText({ instanceClass, hour, storageMonth: storage, atMostMs }: DrillCost): string {
  const volume = storage.known
    ? `storage at ${usd(storage.usd)} a GiB-month, billed by the hour`
    : `no price for storage: ${storage.missing} is missing`;
  if (!hour.known) {
    return `no price for ${instanceClass}: ${hour.missing} is missing; ${volume}`;
  }
  const most = usd((hour.usd * atMostMs) / HOUR_MS);
  return `${instanceClass} at ${usd(hour.usd)} an hour, at most ${most} until its ttl of ${formatDuration(atMostMs)}; ${volume}`;
}
