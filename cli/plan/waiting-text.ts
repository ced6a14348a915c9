import { count, hang, rowsWithin, wrap } from '../terminal/columns.ts';
import type { PlannedChange } from './change.ts';
import { clustersOf, commonDetail, crowds } from './crowd.ts';
import type { Plan } from './plan.ts';
import { type PlanTextOptions, reasonOf } from './row.ts';

/** Due, and made later for a reason that is another cluster's, or the clock's. */
const waits: ReadonlySet<PlannedChange['reason']> = new Set(['waits-for', 'staggered', 'to-warn', 'warned']);

/** Due, and not made, because somebody has paused it, or nobody knows whether it still should be. */
const restrained: ReadonlySet<PlannedChange['reason']> = new Set([
  'paused',
  'policy-outdated',
  'pauses-unknown',
]);

/** The changes that are due and paused, and those that wait for other clusters, for their turn, or for the time after a warning. */
export function dueLater(plan: Plan, options: PlanTextOptions): string[][] {
  return [
    ...dueFor(restrained, 'Due, and paused', plan, options),
    ...dueFor(
      waits,
      'Due, and made later: each waits for other clusters, its turn, or a warning',
      plan,
      options,
    ),
  ];
}

function dueFor(
  reasons: ReadonlySet<PlannedChange['reason']>,
  heading: string,
  { changes }: Plan,
  options: PlanTextOptions,
): string[][] {
  const { paint, all, width = Number.POSITIVE_INFINITY } = options;
  const due = changes.filter(({ reason }) => reasons.has(reason));
  if (all === true || due.length === 0) return [];
  const crowdOf = ({ account, region, aspect, reason, rule }: PlannedChange): string =>
    [account, region, aspect, reason, rule].join('\n');
  const groups = crowds(due, crowdOf, (one) => `${crowdOf(one)}\n${one.cluster}`);
  const heads = rowsWithin(
    groups.flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const clusters = clustersOf(group);
      return [
        [
          `    ${first.account}  ${first.region}`,
          clusters.length === 1 ? first.cluster : `${clusters.length} clusters`,
          `${reasonOf(first)}${first.aspect === 'snapshots' ? `, ${count(group.length, 'snapshot')}` : ''}`,
          paint('dim', first.rule ?? ''),
        ],
      ];
    }),
    width,
    '      ',
  );
  const dim = (line: string): string => paint('dim', line);
  return [
    [
      ...wrap(paint('heading', heading), width),
      ...groups.flatMap((group, index) => {
        const names = clustersOf(group);
        const detail = commonDetail(group.map((one) => one.detail));
        return [
          ...(heads[index] ?? []),
          ...(detail === '' ? [] : hang('      ', detail, width, dim)),
          ...(names.length > 1 ? hang('      ', names.join(', '), width, dim) : []),
        ];
      }),
    ],
  ];
}
