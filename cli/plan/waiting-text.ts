import { count, hang, rowsWithin, wrap } from '../terminal/columns.ts';
import { isPaused, type PlannedChange } from './change.ts';
import { clustersOf, commonDetail, crowds } from './crowd.ts';
import type { Plan } from './plan.ts';
import { type PlanTextOptions, reasonOf, subjectOf } from './row.ts';

/** Due, and made later for a reason that is another cluster's, or the clock's. */
const waits: ReadonlySet<PlannedChange['reason']> = new Set(['waits-for', 'staggered', 'to-warn', 'warned']);

/** The changes that are due and paused, and those that wait for other clusters, for their turn, or for the time after a warning. */
export function dueLater(plan: Plan, options: PlanTextOptions): string[][] {
  return options.all === true ? [] : [...dueAndPaused(plan, options), ...dueAndWaiting(plan, options)];
}

/** Each cause once, with what it keeps from being done. */
function dueAndPaused({ changes }: Plan, options: PlanTextOptions): string[][] {
  const { paint, width = Number.POSITIVE_INFINITY } = options;
  const due = changes.filter(isPaused);
  if (due.length === 0) return [];
  const causes = Map.groupBy(due, ({ detail }) => detail);
  return [
    [
      paint('heading', 'Due, and paused'),
      ...[...causes].flatMap(([cause, those]) => [
        ...hang('  ', cause, width),
        ...groupLines(those, options, { subjectOf: changeText, detailOf: () => '' }),
      ]),
    ],
  ];
}

/** @example '7 snapshots to copy' */
function changeText(group: readonly PlannedChange[]): string {
  const [first] = group;
  if (first?.aspect !== 'snapshots') return (first && subjectOf(first)) || 'power';
  const { action = 'create' } = first;
  return `${count(group.length, 'snapshot')} to ${action === 'create' ? 'take' : action}`;
}

function dueAndWaiting({ changes }: Plan, options: PlanTextOptions): string[][] {
  const { paint, width = Number.POSITIVE_INFINITY } = options;
  const due = changes.filter(({ reason }) => waits.has(reason));
  if (due.length === 0) return [];
  const title = 'Due, and made later: each waits for other clusters, its turn, or a warning';
  return [
    [
      ...wrap(paint('heading', title), width),
      ...groupLines(due, options, {
        subjectOf: ([first]) => (first ? reasonOf(first) : ''),
        detailOf: (group) => commonDetail(group.map(({ detail }) => detail)),
      }),
    ],
  ];
}

type TextOf = (group: readonly PlannedChange[]) => string;

/** Many clusters of one rule in one place are one row with their names. */
function groupLines(
  due: readonly PlannedChange[],
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
  { subjectOf: subject, detailOf }: { readonly subjectOf: TextOf; readonly detailOf: TextOf },
): string[] {
  const crowdOf = ({ account, region, aspect, action, reason, rule }: PlannedChange): string =>
    [account, region, aspect, action, reason, rule].join('\n');
  const groups = crowds(due, crowdOf, (one) => `${crowdOf(one)}\n${one.cluster}`);
  const heads = rowsWithin(
    groups.map((group) => {
      const [{ account = '', region = '', rule = '' } = {}] = group;
      const [cluster = '', ...others] = clustersOf(group);
      return [
        `    ${account}  ${region}`,
        others.length === 0 ? cluster : `${others.length + 1} clusters`,
        subject(group),
        paint('dim', rule),
      ];
    }),
    width,
    '      ',
  );
  const dim = (line: string): string => paint('dim', line);
  return groups.flatMap((group, index) => {
    const names = clustersOf(group);
    const texts = [detailOf(group), names.length > 1 ? names.join(', ') : ''];
    return [
      ...(heads[index] ?? []),
      ...texts.filter((text) => text !== '').flatMap((text) => hang('      ', text, width, dim)),
    ];
  });
}
