import type { Row } from './rows.ts';

/** An empty text filters nothing. */
export interface Filters {
  readonly text: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  readonly rule: string;
  /** `key=value`, or a key alone. */
  readonly tag: string;
}

export const noFilters: Filters = { text: '', account: '', region: '', engine: '', rule: '', tag: '' };

/** How a cluster without a rule is filtered. */
export const NO_RULE = '(none)';

export function filtered(rows: readonly Row[], filters: Filters): Row[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ cluster, text }) => {
    const { account, region, engine, rule = NO_RULE, tags } = cluster;
    return (
      isIn(filters.account, account) &&
      isIn(filters.region, region) &&
      isIn(filters.engine, engine) &&
      isIn(filters.rule, rule) &&
      hasTag(filters.tag, tags) &&
      words.every((word) => text.includes(word))
    );
  });
}

function isIn(filter: string, value: string): boolean {
  return filter === '' || filter === value;
}

function hasTag(filter: string, tags: Readonly<Record<string, string>>): boolean {
  return (
    filter === '' ||
    Object.entries(tags).some(([key, value]) => filter === key || filter === `${key}=${value}`)
  );
}

/** The values that a filter may take, each with its number of clusters, in the order of the alphabet. */
export function choicesOf(rows: readonly Row[], of: (row: Row) => readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const value of of(row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}
