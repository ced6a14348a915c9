import { isRefusal, type Plan, type PlannedCluster } from '../plan.ts';
import { isSnapshotRefusal, type PlannedSnapshot, type SnapshotAction } from '../plan-snapshots.ts';
import { columns, hang } from './columns.ts';
import type { Paint, Tone } from './paint.ts';

export interface PlanTextOptions {
  readonly paint: Paint;
  /** Width of the terminal; details are broken to fit it. Absent: never broken. */
  readonly width?: number;
  /** Lists each cluster and snapshot, also what is left alone. */
  readonly all?: boolean;
}

/** A cluster, or the snapshots of one that share their fate. */
interface Row {
  readonly place: string;
  readonly cluster: string;
  readonly mark: string;
  readonly tone: Tone;
  readonly reason: string;
  readonly rule: string;
  /** A label, such as a snapshot, and what there is to say of it. */
  readonly details: readonly (readonly [label: string, text: string])[];
}

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

/** What would be done, by account and Region: to each cluster, and to its snapshots. */
export function placesOf({ clusters, snapshots }: Plan, options: PlanTextOptions): string[][] {
  const isShown = ({ change }: PlannedCluster | PlannedSnapshot): boolean =>
    options.all === true || change !== undefined;
  const rows = [
    ...clusters.filter(isShown).map(toRow),
    ...snapshotRows(snapshots.filter(isShown), options.all === true),
  ].toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  const markWidth = Math.max('- stop '.length, ...rows.map(({ mark }) => mark.length));
  return [...Map.groupBy(rows, ({ place }) => place)].map(([place, group]) => {
    const heads = columns(
      group.map(({ mark, tone, cluster, reason, rule }) => [
        `  ${options.paint(tone, mark.padEnd(markWidth))}`,
        cluster,
        reason,
        options.paint('dim', rule),
      ]),
    );
    return [
      options.paint('heading', place),
      ...group.flatMap(({ details }, index) => [
        heads[index] ?? '',
        ...detailLines(details, ' '.repeat(markWidth + 4), options),
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

const refusedMark = { mark: '! left', tone: 'refused' } as const;
const leftMark = { mark: '  left', tone: 'dim' } as const;

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
