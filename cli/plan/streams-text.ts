import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { rowsWithin } from '../terminal/columns.ts';
import { isChange, isPaused, isRefusal, isWaiting, type PlannedChange } from './change.ts';
import type { Plan } from './plan.ts';
import { type Detail, detailLines, type PlanTextOptions } from './row.ts';

const INDENT = ' '.repeat(11);

/** Clusters whose stream changes once their rule allows the restart, and when that is. */
export function waiting(plan: Plan, options: PlanTextOptions): string[][] {
  if (options.all === true) return [];
  const items = streamsOf(plan)
    .filter(isWaiting)
    .map(
      (one): Item => ({ ...one, mark: ' ', texts: [waitsUntil(one, plan.at)], details: [['', one.detail]] }),
    );
  return block('Restarts that wait until their rule allows them', items, options);
}

/** Streams that should run and do not, the longest gap first, with the reason where the plan has not given it above. */
export function gaps(plan: Plan, options: PlanTextOptions): string[][] {
  const streams = streamsOf(plan);
  const explained = new Set(
    streams
      .filter(
        (one) => options.all === true || [isChange, isWaiting, isRefusal, isPaused].some((is) => is(one)),
      )
      .map(({ arn }) => arn),
  );
  const zones = new Map(streams.map(({ arn, timezone }) => [arn, timezone]));
  const items = plan.streamGaps
    .toSorted((a, b) => b.gapMs - a.gapMs)
    .map(
      (gap): Item => ({
        ...gap,
        mark: options.paint('refused', '!'),
        texts: [
          gap.reason,
          `since ${formatWhenIn(gap.since, { timezone: zones.get(gap.arn) ?? 'UTC', now: plan.at })}`,
          `at most ${formatAge(gap.gapMs)}`,
        ],
        details: explained.has(gap.arn) ? [] : [['', gap.detail]],
      }),
    );
  return block('Activity streams that do not run as declared', items, options);
}

/** Streams that a person overrides, and until when. */
export function overrides(plan: Plan, options: PlanTextOptions): string[][] {
  const items = streamsOf(plan).flatMap(({ override, ...one }) => {
    if (override === undefined) return [];
    const until = formatWhenIn(override.until, { timezone: one.timezone ?? 'UTC', now: plan.at });
    return [{ ...one, mark: ' ', texts: [`${override.desired} until ${until}`], details: [] }];
  });
  return block('Activity streams with an override', items, options);
}

function streamsOf({ changes }: Plan): PlannedChange[] {
  return changes.filter(({ aspect }) => aspect === 'activityStream');
}

/** @example 'Sun 06:00 Europe/Berlin (its maintenance window)' */
function waitsUntil({ restartsAt, restartsIn, timezone = 'UTC' }: PlannedChange, now: EpochMs): string {
  if (restartsAt === undefined) return 'time unknown';
  const moment = restartsIn === undefined ? '' : ` (${moments[restartsIn]})`;
  return `${formatWhenIn(restartsAt, { timezone, now })}${moment}`;
}

const moments = { maintenanceWindow: 'its maintenance window', offHours: 'outside its hours' } as const;

interface Item {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly rule?: string;
  readonly mark: string;
  readonly texts: readonly string[];
  readonly details: readonly Detail[];
}

function block(title: string, items: readonly Item[], options: PlanTextOptions): string[][] {
  if (items.length === 0) return [];
  const heads = rowsWithin(
    items.map(({ account, region, cluster, rule = '', mark, texts }) => [
      `  ${mark}`,
      `${account}  ${region}`,
      cluster,
      ...texts,
      options.paint('dim', rule),
    ]),
    options.width ?? Number.POSITIVE_INFINITY,
    INDENT,
  );
  return [
    [
      options.paint('heading', title),
      ...items.flatMap(({ details }, index) => [
        ...(heads[index] ?? []),
        ...detailLines(details, INDENT, options),
      ]),
    ],
  ];
}
