import { hang, rowsWithin } from '../terminal/columns.ts';
import type { Tone } from '../terminal/paint.ts';
import { capacityRow } from './capacity-row.ts';
import { isRefusal, type Plan, type Planned, type PlannedCluster } from './plan.ts';
import { leftMark, type PlanTextOptions, type Row, refusedMark } from './row.ts';
import { isSnapshotRefusal, type PlannedSnapshot, type SnapshotAction } from './snapshots.ts';
import { streamRow } from './stream-row.ts';

/** So many snapshots are listed in the whole plan, and of one group at least one and at most so many. */
const LISTED = 100;
const LISTED_OF_GROUP = 20;
/** A text has this much room beside its label, or is put below it. */
const ROOM = 50;

const marks: Readonly<Record<SnapshotAction, { mark: string; tone: Tone; left: string }>> = {
  create: { mark: '+ snapshot', tone: 'start', left: 'snapshot' },
  copy: { mark: '> copy', tone: 'copy', left: 'copy' },
  delete: { mark: '- delete', tone: 'stop', left: 'delete' },
};

/** What would be done, by account and Region: to each cluster, and to its stream, capacity and snapshots. */
export function placesOf(
  { clusters, streams, capacities, snapshots, observing }: Plan,
  options: PlanTextOptions,
): string[][] {
  const isShown = ({ change }: Planned): boolean => options.all === true || change !== undefined;
  const rows = [
    ...clusters.filter(isShown).map(toRow),
    ...streams.filter(isShown).map(streamRow),
    ...capacities.filter(isShown).map(capacityRow),
    ...snapshotRows(snapshots.filter(isShown), options.all === true),
  ].toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  const markWidth = Math.max('- stop '.length, ...rows.map(({ mark }) => mark.length));
  return [...Map.groupBy(rows, ({ place }) => place)].map(([place, group]) => {
    const indent = ' '.repeat(markWidth + 4);
    const heads = rowsWithin(
      group.map(({ mark, tone, cluster, reason, rule }) => [
        `  ${options.paint(tone, mark.padEnd(markWidth))}`,
        cluster,
        reason,
        options.paint('dim', observing.includes(rule) ? `${rule} (mode: observe)` : rule),
      ]),
      options.width ?? Number.POSITIVE_INFINITY,
      indent,
    );
    return [
      options.paint('heading', place),
      ...group.flatMap(({ details }, index) => [
        ...(heads[index] ?? []),
        ...detailLines(details, indent, options),
      ]),
    ];
  });
}

/** Texts below their head, further lines in line with the first; after a label where there is room. */
export function detailLines(
  details: Row['details'],
  indent: string,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[] {
  const dim = (line: string): string => paint('dim', line);
  const letters = Math.max(...details.map(([label]) => label.length));
  const isNarrow = letters + indent.length + ROOM > width;
  return details.flatMap(([label, text]) => {
    if (label === '') return hang(indent, text, width, dim);
    if (isNarrow) return [indent + label, ...hang(`${indent}  `, text, width, dim)];
    return hang(`${indent}${label.padEnd(letters)}  `, text, width, dim);
  });
}

function toRow(planned: PlannedCluster): Row {
  const { account, region, cluster, change, reason, rule = '', detail } = planned;
  const place = `${account}  ${region}`;
  const base = { place, cluster, reason, rule, details: [['', detail]] } as const;
  if (change === 'stop') return { ...base, mark: '- stop', tone: 'stop' };
  if (change === 'start') return { ...base, mark: '+ start', tone: 'start' };
  return { ...base, ...(isRefusal(planned) ? refusedMark : leftMark) };
}

function snapshotRows(snapshots: readonly PlannedSnapshot[], all: boolean): Row[] {
  const groups = [...Map.groupBy(snapshots, fateOf).values()];
  const fair = Math.floor(LISTED / groups.length);
  const listed = all ? Number.POSITIVE_INFINITY : Math.max(1, Math.min(LISTED_OF_GROUP, fair));
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { account, region, cluster, action, change, reason, rule = '' } = first;
    const { left, ...mark } = marks[action];
    const number = group.length > 1 ? `, ${group.length} snapshots` : '';
    return [
      {
        ...{ place: `${account}  ${region}`, cluster, rule },
        ...(change ? mark : isSnapshotRefusal(first) ? refusedMark : leftMark),
        reason: `${change ? '' : `${left}: `}${reason}${number}`,
        details: [...wayOf(first), ...listOf(group, listed)],
      },
    ];
  });
}

/** What is the same for all snapshots of a row. */
function fateOf(planned: PlannedSnapshot): string {
  const { account, region, cluster, action, change, reason, rule, sourceRegion, kmsKey } = planned;
  return [account, region, cluster, action, change, reason, rule, sourceRegion, kmsKey].join('\n');
}

function wayOf({ change, region, sourceRegion, kmsKey }: PlannedSnapshot): Row['details'] {
  if (change !== 'copy') return [];
  const key = kmsKey === undefined ? 'not encrypted' : `encrypted with ${kmsKey}`;
  return [['', `from ${sourceRegion} to ${region}, ${key}`]];
}

function listOf(group: readonly PlannedSnapshot[], listed: number): Row['details'] {
  const more = group.length - listed;
  return [
    ...group.slice(0, listed).map(({ snapshot = '', detail }) => [snapshot, detail] as const),
    ...(more > 0 ? [['', `and ${more} more (--all shows them)`] as const] : []),
  ];
}

function orderOf({ place, cluster }: Row): string {
  return `${place}\n${cluster}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
