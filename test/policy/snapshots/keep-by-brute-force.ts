import type { Keep } from '../../../shared/policy/model/policy.ts';

/** A snapshot as the oracle sees it. */
interface Item {
  readonly key: string;
  readonly at: number;
}

/**
 * The snapshots that `restic forget` keeps, read off its documentation and by other means than the code under test: Intl
 * instead of Temporal, weeks by their Monday, and each snapshot asked by itself how many periods newer than its own
 * there are.
 */
export function keptByBruteForce(keep: Keep, items: readonly Item[], timezone: string): Set<string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' },
  });
  const newer = (a: Item, b: Item): boolean => a.at > b.at || (a.at === b.at && a.key < b.key);
  const local = new Map(
    items.map((item) => {
      const part = Object.fromEntries(format.formatToParts(item.at).map(({ type, value }) => [type, value]));
      const day = `${part.year}-${part.month}-${part.day}`;
      return [
        item.key,
        {
          last: item.key,
          hourly: `${day} ${part.hour}`,
          daily: day,
          weekly: mondayOf(day),
          monthly: day.slice(0, 7),
          yearly: day.slice(0, 4),
        },
      ];
    }),
  );
  const kept = new Set<string>();
  for (const [bucket, count] of Object.entries(keep)) {
    const label = ({ key }: Item): unknown => Reflect.get(local.get(key) ?? {}, bucket);
    const all = new Set(items.map(label)).size;
    for (const item of items) {
      const newest = !items.some((other) => newer(other, item) && label(other) === label(item));
      const before = new Set(items.filter((other) => newer(other, item)).map(label));
      before.delete(label(item));
      if (newest && before.size < count) kept.add(item.key);
      // "If there are not enough snapshots …, the oldest snapshot is kept additionally."
      if (all < count && !items.some((other) => newer(item, other))) kept.add(item.key);
    }
  }
  return kept;
}

function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
