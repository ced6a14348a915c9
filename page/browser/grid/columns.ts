import { age, duration, hours, money } from '../data/format.ts';
import type { Row } from '../data/rows.ts';

/** A column beside the timelines: text is sorted by the alphabet, figures with the largest first. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly kind: 'text' | 'figure';
  readonly valueOf: (row: Row) => string | number;
  readonly show: (row: Row) => string;
}

function text(key: string, title: string, of: (row: Row) => string): Column {
  return { key, title, kind: 'text', valueOf: of, show: of };
}

/** Nothing is shown for 0. */
function figure(
  key: string,
  title: string,
  of: (row: Row) => number,
  show: (value: number) => string,
): Column {
  return { key, title, kind: 'figure', valueOf: of, show: (row) => (of(row) === 0 ? '' : show(of(row))) };
}

const cluster = text('cluster', 'Cluster', ({ cluster: { id } }) => id);
const differs = figure('differs', 'Differs', (row) => row.differs, duration);
const stopped = figure(
  'stopped',
  'Stopped or paused',
  ({ cluster: { totals } }) => totals.hoursStopped + totals.hoursPaused,
  hours,
);
const idle = figure('idle', 'Idle', ({ cluster: { totals } }) => totals.hoursIdle, hours);
const late = figure('late', 'Late', ({ cluster: { totals } }) => totals.lateStarts, String);
const saved = figure('saved', 'Saved', ({ cluster: { totals } }) => totals.money?.saved ?? 0, money);
const recovery = figure(
  'recovery',
  'Oldest backup',
  ({ cluster: { recoveryPoints = {}, recovery } }) =>
    Math.max(0, ...(recovery?.map(({ worstHours = 0 }) => worstHours) ?? Object.values(recoveryPoints))),
  age,
);
const why = text('why', 'Why', ({ cluster: { why } }) => why?.reason ?? '');
const rule = text('rule', 'Rule', ({ cluster: { rule = '' } }) => rule);

/** Money has a column when there are prices, late starts where there are any. */
export function columnsOf(rows: readonly Row[]): readonly Column[] {
  const has = (of: (row: Row) => unknown): boolean => rows.some((row) => Boolean(of(row)));
  return [
    cluster,
    ...(has(({ old }) => old) ? [differs] : []),
    stopped,
    ...(has(idle.valueOf) ? [idle] : []),
    ...(has(late.valueOf) ? [late] : []),
    ...(has((row) => row.cluster.totals.money) ? [saved] : []),
    ...(has(recovery.valueOf) ? [recovery] : []),
    ...(has(why.valueOf) ? [why] : []),
    rule,
  ];
}

/** Tracks of the style sheet's grid: the timelines, after the name, take what is left. */
export function tracksOf(columns: readonly Column[]): string {
  const [first, ...rest] = columns.map(({ key }) => widths[key] ?? '5rem');
  return [first, 'minmax(0, 1fr)', ...rest].join(' ');
}

/** The same on narrow screens, where the timelines have a line of their own. */
export function narrowTracksOf(columns: readonly Column[]): string {
  const shown = columns.flatMap(({ key }) => (NARROW.has(key) ? (widths[key] ?? []) : []));
  return ['minmax(0, 1fr)', ...shown].join(' ');
}

const NARROW: ReadonlySet<string> = new Set(['stopped', 'late', 'saved']);

const widths: Readonly<Record<string, string>> = {
  cluster: '11.5rem',
  differs: '5.5rem',
  stopped: '5rem',
  idle: '4rem',
  late: '2.6rem',
  saved: '4.2rem',
  recovery: '5rem',
  why: '8rem',
  rule: '8rem',
};

export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Rows that are equal stay in their order. */
export function sorted(
  rows: readonly Row[],
  columns: readonly Column[],
  sort: Sort | undefined,
): readonly Row[] {
  const column = columns.find(({ key }) => key === sort?.column);
  if (column === undefined || sort === undefined) return rows;
  const sign = sort.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(column.valueOf(a), column.valueOf(b)));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** A click sorts, a second one turns the order, a third one takes it back. */
export function nextSort(sort: Sort | undefined, { key, kind }: Column): Sort | undefined {
  const first = kind === 'figure';
  if (sort?.column !== key) return { column: key, isDescending: first };
  return sort.isDescending === first ? { column: key, isDescending: !first } : undefined;
}
