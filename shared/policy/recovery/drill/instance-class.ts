import type { DrillCheck } from '../../model/recovery-rule.ts';
import type { OrderableClass } from './world.ts';

/** A class that one zone alone offers cannot be had when that zone has no capacity. */
const LEAST_ZONES = 2;

/** From the cheapest, as list prices have stood for years. Sizes that are not here come last. */
const sizes = ['micro', 'small', 'medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge'];

/** The same for families of one size: burstable before the rest, Graviton before Intel. */
const families = ['t4g', 't3', 't2', 'r6g', 'r7g', 'r8g', 'r5', 'r6i', 'r7i', 'r4'];

/** `smallest`: the cheapest that fits, else the one by name. Undefined where it cannot be ordered in two of the zones. */
export function chooseClass(
  wanted: string,
  orderable: readonly OrderableClass[],
  zones: readonly string[],
  checks: readonly DrillCheck[],
): string | undefined {
  const fitting = orderable.filter((one) => sharedZones(one, zones) >= LEAST_ZONES);
  if (wanted !== 'smallest') return fitting.find(({ name }) => name === wanted)?.name;
  const asksBySql = checks.some(({ kind }) => kind === 'sql');
  return fitting
    .map(({ name }) => name)
    .filter((name) => name !== 'db.serverless' && !(asksBySql && isBurstable(name)))
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))[0];
}

/**
 * The RDS Data API does not answer on burstable classes.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html#data-api.limitations
 */
export function isBurstable(name: string): boolean {
  return /^db\.t\d/.test(name);
}

function sharedZones({ zones }: OrderableClass, wanted: readonly string[]): number {
  return new Set(zones.filter((zone) => wanted.includes(zone))).size;
}

function rankOf(name: string): number {
  const [, family = '', size = ''] = name.split('.');
  const place = (list: readonly string[], item: string): number =>
    list.includes(item) ? list.indexOf(item) : list.length;
  return place(sizes, size) * (families.length + 1) + place(families, family);
}
