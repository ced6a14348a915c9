import type { Row } from './rows.ts';
import { markLooks } from './states.ts';

/** An empty text filters nothing. */
export interface Filters {
  readonly text: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  readonly rule: string;
  /** `key=value`. */
  readonly tag: string;
  /** The name of a mark that a cluster has, or {@link DIFFERS}. */
  readonly event: string;
}

export const noFilters: Filters = {
  text: '',
  account: '',
  region: '',
  engine: '',
  rule: '',
  tag: '',
  event: '',
};

/** How a cluster without a rule is filtered. */
const NO_RULE = '(none)';

/** Of a comparison: clusters on which the two policies differ. */
const DIFFERS = 'any difference';

export type Choice = readonly [value: string, clusters: number];

/** For each filter but the text, what a cluster has. */
const properties: Readonly<Record<Exclude<keyof Filters, 'text'>, (row: Row) => readonly string[]>> = {
  account: ({ cluster }) => [cluster.account],
  region: ({ cluster }) => [cluster.region],
  engine: ({ cluster }) => [cluster.engine],
  rule: ({ cluster }) => [cluster.rule ?? NO_RULE],
  tag: ({ cluster }) => Object.entries(cluster.tags).map(([key, value]) => `${key}=${value}`),
  event: ({ cluster, old, differs }) => [
    ...(differs > 0 ? [DIFFERS] : []),
    ...new Set([...cluster.marks, ...(old?.marks ?? [])].map(({ kind }) => markLooks[kind].name)),
  ],
};

const keys = Object.keys(properties) as (keyof typeof properties)[];

export function filtered(rows: readonly Row[], filters: Filters): Row[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = keys.filter((key) => filters[key] !== '');
  return rows.filter(
    (row) =>
      asked.every((key) => properties[key](row).includes(filters[key])) &&
      words.every((word) => row.text.includes(word)),
  );
}

/** The values that a filter may take, each with its number of clusters, in the order of the alphabet. */
export function choicesOf(rows: readonly Row[], key: keyof typeof properties): Choice[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    for (const value of properties[key](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}
