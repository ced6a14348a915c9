/** The prices of RDS Extended Support, which AWS bills for Aurora, MySQL and PostgreSQL versions that are past standard support. */

import {
  type ExtendedRates,
  engineOf,
  HOURS_PER_MONTH,
  type Price,
  type Priced,
  type Prices,
  toPrice,
  type YearlyRate,
} from './prices.ts';

export type SupportYears = keyof YearlyRate;

/** The cluster, as far as Extended Support is priced by it. */
export interface Supported extends Omit<Priced, 'storage'> {
  /** DBInstanceClass of each. */
  readonly instances: readonly string[];
  /** ACU that a serverless instance has at least and at most. */
  readonly range?: { readonly min: number; readonly max: number };
}

/** US dollars a month if all instances run all the time; more than one figure where capacity varies. Or what is not known. */
export type SupportCost =
  | { readonly known: true; readonly low: number; readonly high: number }
  | { readonly known: false; readonly missing: string };

/** The cost of Extended Support for a cluster in a month, by the rate of these years. */
export function extendedSupportMonth(
  prices: Prices | undefined,
  { region, engine, instances, range }: Supported,
  years: SupportYears,
): SupportCost {
  let [low, high] = [0, 0];
  for (const instanceClass of instances) {
    const isServerless = instanceClass === 'db.serverless';
    const price = rateOf(prices, { region, engine }, isServerless ? 'unit' : 'vcpu', years);
    if (!price.known) return price;
    const vcpus = vcpusOf(instanceClass);
    const [min, max] = isServerless ? [range?.min, range?.max] : [vcpus, vcpus];
    if (min === undefined || max === undefined) {
      return {
        known: false,
        missing: isServerless ? 'the range of its capacity' : `the vCPUs of ${instanceClass}`,
      };
    }
    low += min * price.usd * HOURS_PER_MONTH;
    high += max * price.usd * HOURS_PER_MONTH;
  }
  return { known: true, low: toCents(low), high: toCents(high) };
}

function toCents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

function rateOf(
  prices: Prices | undefined,
  cluster: Omit<Priced, 'storage'>,
  of: keyof ExtendedRates,
  years: SupportYears,
): Price {
  const { own, path } = engineOf(prices, cluster);
  return toPrice(own?.extendedSupport?.[of]?.[years], `${path}.extendedSupport.${of}.${years}`);
}

/** Sizes of the classes that burst, which do not follow the rule of the others. */
const burstable: Readonly<Record<string, number>> = {
  'db.t2.small': 1,
  'db.t2.medium': 2,
  'db.t3.small': 2,
  'db.t3.medium': 2,
  'db.t3.large': 2,
  'db.t4g.medium': 2,
  'db.t4g.large': 2,
};

/**
 * vCPUs of an instance class: `large` has two, `xlarge` four, and a multiple of it as many times four. Undefined for a
 * class whose size is not known.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.Summary.html
 */
export function vcpusOf(instanceClass: string): number | undefined {
  if (Object.hasOwn(burstable, instanceClass)) return burstable[instanceClass];
  const [, size, times] = /^db\.[mrx]\d[a-z]*\.(large|(\d{0,2})xlarge)$/.exec(instanceClass) ?? [];
  if (size === undefined) return undefined;
  return size === 'large' ? 2 : 4 * Number(times || 1);
}
