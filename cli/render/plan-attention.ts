import { isRefusal, type Plan } from '../plan.ts';
import { isSnapshotRefusal, type PlannedSnapshot } from '../plan-snapshots.ts';
import { columns, count, hang } from './columns.ts';
import { detailLines, type PlanTextOptions } from './plan-places.ts';

/** Of sentences where there is no terminal to fit. */
export const WIDTH = 100;

/** So many snapshots of a cluster are named, of more it is told how many they are. */
const NAMED = 3;

/** What a breaker keeps as it is. */
export function tripped({ clusters, snapshots }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const broken = [...clusters, ...snapshots].filter(({ reason }) => reason === 'limit-breaker');
  if (broken.length === 0) return [];
  const places = Map.groupBy(broken, ({ account, region, detail }) => `${account}  ${region}\n${detail}`);
  return [
    [
      paint('fault', 'More than a breaker under limits allows, so nothing of it is done'),
      ...[...places].flatMap(([place, group]) => [
        ...place
          .split('\n')
          .map((line, index) => (index === 0 ? `  ${paint('fault', '✗')} ${line}` : `    ${line}`)),
        ...hang(
          '    ',
          [...new Set(group.map(({ cluster }) => cluster))].join(', '),
          width ?? WIDTH,
          (line) => paint('dim', line),
        ),
      ]),
    ],
  ];
}

/** Clusters that a rule covers and that AWS, or an unreadable hold, lets nothing be done to. */
export function refused({ clusters }: Plan, options: PlanTextOptions): string[][] {
  const group = clusters.filter(isRefusal);
  if (group.length === 0 || options.all === true) return [];
  const heads = columns(
    group.map(({ account, region, cluster, reason }) => [
      `  ${options.paint('refused', '!')}`,
      `${account}  ${region}`,
      cluster,
      reason,
    ]),
  );
  return [
    [
      options.paint('heading', 'A rule covers these, but nothing can be done to them'),
      ...group.flatMap(({ detail }, index) => [
        heads[index] ?? '',
        ...detailLines([['', detail]], ' '.repeat(11), options),
      ]),
    ],
  ];
}

/** Snapshots that stay as they are until somebody puts something right: each thing once, and what it is about. */
export function snapshotRefusals({ snapshots }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const causes = [...Map.groupBy(snapshots.filter(isSnapshotRefusal), causeOf).values()];
  if (causes.length === 0) return [];
  const heads = columns(
    causes.map(([{ account = '', region = '', reason = '', rule = '' } = {}]) => [
      `  ${paint('refused', '!')} ${account}  ${region}`,
      reason,
      paint('dim', rule),
    ]),
  );
  const columnsWide = width ?? WIDTH;
  return [
    [
      paint('heading', 'Snapshots that need somebody'),
      ...causes.flatMap((group, index) => [
        heads[index] ?? '',
        ...hang('    ', sentenceOf(group), columnsWide),
        ...hang('    ', concerned(group), columnsWide, (line) => paint('dim', line)),
      ]),
    ],
  ];
}

function causeOf({ account, region, reason, rule, detail }: PlannedSnapshot): string {
  return [account, region, reason, rule, detail].join('\n');
}

function sentenceOf([first]: readonly PlannedSnapshot[]): string {
  if (first === undefined) return '';
  const { reason, detail, region } = first;
  if (reason === 'copy-failed') {
    return `${detail}; find out why; it is tried again a day later, or once you remove the tag dormouse:copy-${region} from the source`;
  }
  if (reason === 'orphan') {
    return `${detail}; delete them yourself, or let the policy do it: orphans: { expireAfter: 90d }`;
  }
  return detail;
}

/** @example 'prod-orders: rds:prod-orders-2026-11-22-01-00; prod-catalog: 12 snapshots' */
function concerned(group: readonly PlannedSnapshot[]): string {
  return [...Map.groupBy(group, ({ cluster }) => cluster)]
    .map(([cluster, same]) => {
      const ids = same.flatMap(({ action, snapshot }) => (action === 'create' ? [] : (snapshot ?? [])));
      if (ids.length === 0) return cluster;
      return `${cluster}: ${ids.length > NAMED ? count(ids.length, 'snapshot') : ids.join(', ')}`;
    })
    .join('; ');
}
