import type { Reason } from '../../shared/policy/model/reasons.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { count, hang, rowsWithin, wrap } from '../terminal/columns.ts';
import { isRefusal, type PlannedChange } from './change.ts';
import { clustersOf, crowds } from './crowd.ts';
import type { Plan } from './plan.ts';
import { detailLines, type PlanTextOptions, subjectOf } from './row.ts';

/** Widest line of a sentence where there is no terminal to fit. */
export const WIDTH = 100;

/** Snapshots of one cluster that are named; more are only counted. */
const NAMED = 3;

/** The changes that a breaker prevents. */
export function tripped(plan: Plan, options: PlanTextOptions): string[][] {
  const title = 'More changes are due than a breaker under limits allows, so none of these are made';
  return limitedBy(plan, options, { reason: 'limit-breaker', title, mark: options.paint('fault', '✗') });
}

/** The changes that a cap leaves to later sweeps. */
export function capped(plan: Plan, options: PlanTextOptions): string[][] {
  const title = 'Due, and left to later sweeps by a cap under limits';
  return limitedBy(plan, options, { reason: 'limit-cap', title, mark: ' ' });
}

function limitedBy(
  { changes }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
  { reason: limit, title, mark }: { reason: Reason; title: string; mark: string },
): string[][] {
  const broken = changes.filter(({ reason }) => reason === limit);
  if (broken.length === 0) return [];
  const places = Map.groupBy(broken, ({ account, region, detail }) => `${account}  ${region}\n${detail}`);
  const dim = (line: string): string => paint('dim', line);
  return [
    [
      ...wrap(title, width).map((line) => paint(limit === 'limit-breaker' ? 'fault' : 'heading', line)),
      ...[...places.values()].flatMap((group) => {
        const [{ account = '', region = '', detail = '' } = {}] = group;
        const clusters = clustersOf(group).join(', ');
        return [
          `  ${mark} ${account}  ${region}`,
          ...hang('    ', detail, width),
          ...hang('    ', clusters, Math.min(width, WIDTH), dim),
        ];
      }),
    ],
  ];
}

/** Clusters that a rule covers and that stay as they are until somebody fixes the cause. */
export function refused({ changes }: Pick<Plan, 'changes'>, options: PlanTextOptions): string[][] {
  const { paint, all, width = Number.POSITIVE_INFINITY } = options;
  const refusals = changes.filter((one) => one.aspect !== 'snapshots' && isRefusal(one));
  const causeOf = ({ arn, reason, detail }: PlannedChange): string => [arn, reason, detail].join('\n');
  const crowdOf = ({ account, region, aspect, reason, detail }: PlannedChange): string =>
    [account, region, aspect, reason, detail].join('\n');
  // One cause, such as a hold that cannot be read, may block several functions, and many clusters.
  const causes = crowds(refusals, crowdOf, causeOf);
  if (all === true || causes.length === 0) return [];
  const indent = ' '.repeat(11);
  const heads = rowsWithin(
    causes.map((group) => {
      const [{ account = '', region = '', reason = '' } = {}] = group;
      const [cluster = '', ...others] = clustersOf(group);
      const subjects = [...new Set(group.map((one) => subjectOf(one) || 'power'))].join(', ');
      return [
        `  ${paint('refused', '!')}`,
        `${account}  ${region}`,
        others.length === 0 ? cluster : `${others.length + 1} clusters`,
        subjects === 'power' ? reason : `${subjects}: ${reason}`,
      ];
    }),
    width,
    indent,
  );
  return [
    [
      paint('heading', 'A rule covers these clusters, but nothing can be done to them'),
      ...causes.flatMap((group, index) => {
        const names = clustersOf(group);
        const [{ detail = '' } = {}] = group;
        return [
          ...(heads[index] ?? []),
          ...detailLines([['', detail]], indent, options),
          ...(names.length > 1 ? detailLines([['', names.join(', ')]], indent, options) : []),
        ];
      }),
    ],
  ];
}

/** Snapshots that stay as they are until somebody fixes the cause: each cause once, with the snapshots it blocks. */
export function snapshotRefusals(
  { changes }: Pick<Plan, 'changes'>,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  const refusals = changes.filter((one) => one.aspect === 'snapshots' && isRefusal(one));
  const causes = [
    ...Map.groupBy(refusals, ({ account, region, reason, rule, detail }) =>
      [account, region, reason, rule, detail].join('\n'),
    ).values(),
  ];
  if (causes.length === 0) return [];
  const heads = rowsWithin(
    causes.map(([{ account = '', region = '', reason = '', rule = '' } = {}]) => [
      `  ${paint('refused', '!')} ${account}  ${region}`,
      reason,
      paint('dim', rule),
    ]),
    width,
    '    ',
  );
  const room = Math.min(width, WIDTH);
  return [
    [
      paint('heading', 'Snapshots that need attention'),
      ...causes.flatMap((group, index) => [
        ...(heads[index] ?? []),
        ...hang('    ', remedyFor(group), room),
        ...hang('    ', snapshotsOf(group), room, (line) => paint('dim', line)),
      ]),
    ],
  ];
}

function remedyFor([first]: readonly PlannedChange[]): string {
  if (first === undefined) return '';
  const { reason, detail, region } = first;
  if (reason === 'copy-failed') {
    return `${detail}; find out why; it is tried again a day later, or as soon as you remove the tag dormouse:copy-${region} from the source`;
  }
  if (reason === 'orphan') {
    return `${detail}; delete them yourself, or let the policy do it: orphans: { expireAfter: 90d }`;
  }
  return detail;
}

/** @example 'prod-orders: rds:prod-orders-2026-11-22-01-00; prod-catalog: 12 snapshots' */
function snapshotsOf(group: readonly PlannedChange[]): string {
  return [...Map.groupBy(group, ({ cluster }) => cluster)]
    .map(([cluster, same]) => {
      const ids = same.flatMap(({ action, snapshot }) => (action === 'create' ? [] : (snapshot ?? [])));
      if (ids.length === 0) return cluster;
      return `${cluster}: ${ids.length > NAMED ? count(ids.length, 'snapshot') : ids.join(', ')}`;
    })
    .join('; ');
}

/** Clusters that a hold keeps as they are, stopped or up, those without an end first. */
export function held(
  { held: clusters, at }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  if (clusters.length === 0) return [];
  const ends = Map.groupBy(
    clusters.toSorted((a, b) => (a.until ?? 0) - (b.until ?? 0)),
    ({ account, region, keeps, until, timezone }) =>
      `${account}  ${region}  ${keeps === undefined ? '' : `${keeps} `}${until === undefined ? 'forever' : `until ${formatWhenIn(until, { timezone, now: at })}`}`,
  );
  const isAll = clusters.every(({ keeps }) => keeps === undefined);
  const title = `Held by their tag dormouse:hold${isAll ? ', so nothing is done to them' : ''}`;
  return [
    [
      ...wrap(title, width).map((line) => paint('heading', line)),
      ...[...ends].flatMap(([end, group]) => [
        `  ${end}`,
        ...hang('    ', group.map(({ cluster }) => cluster).join(', '), width),
      ]),
    ],
  ];
}

/** Clusters with a tag that looks like a hold or a protection and is none. */
export function nearMissed(
  { nearMisses }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  if (nearMisses.length === 0) return [];
  return [
    [
      paint('heading', 'Tags that look like a hold or a protection and are none'),
      ...nearMisses.flatMap(({ account, region, cluster, detail }) => [
        `  ${paint('refused', '!')} ${account}  ${region}  ${cluster}`,
        ...hang('    ', detail, width, (line) => paint('dim', line)),
      ]),
    ],
  ];
}
