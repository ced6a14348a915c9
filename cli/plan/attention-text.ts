import { count, hang, rowsWithin } from '../terminal/columns.ts';
import { byPlace } from './by-place.ts';
import { isCapacityRefusal } from './capacities.ts';
import { detailLines } from './changes-text.ts';
import { everythingOf, isRefusal, type Plan, type PlannedCluster } from './plan.ts';
import type { PlanTextOptions } from './row.ts';
import { isSnapshotRefusal, type PlannedSnapshot } from './snapshots.ts';
import { isStreamRefusal } from './streams.ts';

/** Of sentences where there is no terminal to fit. */
export const WIDTH = 100;

/** What goes without saying. */
const POWER = 'power';

/** So many snapshots of a cluster are named, of more it is told how many they are. */
const NAMED = 3;

/** What a breaker keeps as it is. */
export function tripped(plan: Plan, { paint, width }: PlanTextOptions): string[][] {
  const broken = everythingOf(plan).filter(({ reason }) => reason === 'limit-breaker');
  if (broken.length === 0) return [];
  const places = Map.groupBy(broken, ({ account, region, detail }) => `${account}  ${region}\n${detail}`);
  return [
    [
      paint('fault', 'More than a breaker under limits allows, so nothing of it is done'),
      ...[...places.values()].flatMap((group) => [
        `  ${paint('fault', '✗')} ${group[0]?.account}  ${group[0]?.region}`,
        ...hang('    ', group[0]?.detail ?? '', width ?? Number.POSITIVE_INFINITY),
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

/** Clusters that a rule covers, and to which nothing can be done until somebody puts something right. */
export function refused(plan: Plan, options: PlanTextOptions): string[][] {
  const group = options.all === true ? [] : refusalsOf(plan);
  if (group.length === 0) return [];
  const indent = ' '.repeat(11);
  const heads = rowsWithin(
    group.map(({ account, region, cluster, of, reason }) => [
      `  ${options.paint('refused', '!')}`,
      `${account}  ${region}`,
      cluster,
      of === POWER ? reason : `${of}: ${reason}`,
    ]),
    options.width ?? Number.POSITIVE_INFINITY,
    indent,
  );
  return [
    [
      options.paint('heading', 'A rule covers these, but nothing can be done to them'),
      ...group.flatMap(({ detail }, index) => [
        ...(heads[index] ?? []),
        ...detailLines([['', detail]], indent, options),
      ]),
    ],
  ];
}

interface Refusal extends Pick<PlannedCluster, 'account' | 'region' | 'cluster' | 'reason' | 'detail'> {
  /** What of the cluster. */
  readonly of: string;
}

/** Each thing once, though it keeps several functions from the cluster, as an unreadable hold does. */
function refusalsOf({ clusters, streams, capacities }: Plan): Refusal[] {
  const all = [
    ...clusters.filter(isRefusal).map((one) => ({ ...one, of: POWER })),
    ...streams.filter(isStreamRefusal).map((one) => ({ ...one, of: 'stream' })),
    ...capacities.filter(isCapacityRefusal).map((one) => ({ ...one, of: 'capacity' })),
  ];
  const same = Map.groupBy(all, ({ arn, reason, detail }) => [arn, reason, detail].join('\n'));
  return [...same.values()]
    .flatMap((group) =>
      group.slice(0, 1).map((first) => ({ ...first, of: group.map(({ of }) => of).join(', ') })),
    )
    .toSorted(byPlace);
}

/** Snapshots that stay as they are until somebody puts something right: each thing once, and what it is about. */
export function snapshotRefusals({ snapshots }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const causes = [...Map.groupBy(snapshots.filter(isSnapshotRefusal), causeOf).values()];
  if (causes.length === 0) return [];
  const heads = rowsWithin(
    causes.map(([{ account = '', region = '', reason = '', rule = '' } = {}]) => [
      `  ${paint('refused', '!')} ${account}  ${region}`,
      reason,
      paint('dim', rule),
    ]),
    width ?? Number.POSITIVE_INFINITY,
    '    ',
  );
  const columnsWide = width ?? WIDTH;
  return [
    [
      paint('heading', 'Snapshots that need somebody'),
      ...causes.flatMap((group, index) => [
        ...(heads[index] ?? []),
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
