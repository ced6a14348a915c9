import type { Aspect } from '../../shared/policy/model/actions.ts';
import { reasonRow } from '../../shared/policy/model/reasons.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { supportLines } from '../survey/support-lines.ts';
import { rowsWithin, wrap } from '../terminal/columns.ts';
import { capped, held, nearMissed, refused, snapshotRefusals, tripped } from './attention-text.ts';
import { isChange, type PlannedChange } from './change.ts';
import { changesText } from './changes-text.ts';
import { drillCostLines } from './drill-costs.ts';
import { ending } from './ending-text.ts';
import type { Plan } from './plan.ts';
import { reasonLines } from './reason-lines.ts';
import { recoveryLines } from './recovery-lines.ts';
import type { PlanTextOptions } from './row.ts';
import { gaps, overrides, waiting } from './streams-text.ts';
import { dueLater } from './waiting-text.ts';

/** Recovery points listed without --all. */
const MAX_RECOVERY_POINTS = 20;

/** Activity streams, capacities and drills that are as their rule wants them, which only --all counts. */
function isQuiet({ aspect, reason }: PlannedChange): boolean {
  const { kind, rulesOut } = reasonRow(reason);
  const isOfMany = aspect === 'activityStream' || aspect === 'capacity' || aspect === 'recovery';
  return isOfMany && kind === 'settled' && rulesOut === undefined;
}

/**
 * The plan for people: changes by account and Region, problems, unchanged clusters and the reasons, recovery
 * points, failed reads, and how to have the plan carried out. Ends with a line feed.
 */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const blocks = [
    ...timeToCome(plan, options),
    ...changesText(plan, options),
    ...costs(plan, options),
    ...tripped(plan, options),
    ...capped(plan, options),
    ...dueLater(plan, options),
    ...refused(plan, options),
    ...snapshotRefusals(plan, options),
    ...waiting(plan, options),
    ...gaps(plan, options),
    ...overrides(plan, options),
    ...held(plan, options),
    ...nearMissed(plan, options),
    ...unchanged(plan, options),
    ...recovery(plan, options),
    ...ofSupport(plan, options),
    ...unread(plan, options),
    ...unmatched(plan, options),
    ...noTargets(plan, options),
    ...empty(plan, options),
    ending(plan, options),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The limits of a plan for a time to come. */
function timeToCome(
  { at, factsAt }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  if (factsAt === undefined) return [];
  return [
    [
      ...wrap(
        paint(
          'heading',
          `What the clock makes due at ${formatUtc(at)}, by the facts of ${formatUtc(factsAt)}`,
        ),
        width,
      ),
      ...wrap('A cluster counts as running, stopped, idle or in use then as it is now.', width),
    ],
  ];
}

const titles: Readonly<Record<Aspect, string>> = {
  power: 'Clusters that are neither stopped nor started',
  activityStream: 'Activity streams that do not change',
  capacity: 'Capacities that do not change',
  snapshots: 'Snapshots that do not change',
  recovery: 'Restore drills that do not begin',
};

function unchanged(
  { changes }: Plan,
  { paint, width = Number.POSITIVE_INFINITY, all }: PlanTextOptions,
): string[][] {
  const counted = changes.filter((one) => !isChange(one) && (all === true || !isQuiet(one)));
  const aspects = ['power', 'activityStream', 'capacity', 'snapshots', 'recovery'] as const;
  return aspects.flatMap((aspect) => {
    const reasons = counted.filter((one) => one.aspect === aspect).map(({ reason }) => reason);
    return reasons.length === 0
      ? []
      : [[paint('heading', titles[aspect]), ...reasonLines(reasons, aspect, paint, width)]];
  });
}

function recovery({ recoveryPoints }: Plan, { paint, width, all }: PlanTextOptions): string[][] {
  if (recoveryPoints.length === 0) return [];
  const listed = all ? recoveryPoints.length : MAX_RECOVERY_POINTS;
  const title = 'Recovery points: the newest complete copy of each cluster';
  return [[paint('heading', title), ...recoveryLines(recoveryPoints, paint, listed, width)]];
}

function costs({ drillCosts = [] }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const lines = drillCostLines(drillCosts, paint, width);
  return lines.length === 0 ? [] : [lines];
}

function ofSupport({ support }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const lines = supportLines(support, paint, width);
  return lines.length === 0 ? [] : [lines];
}

function unread(
  { unread: scopes }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  if (scopes.length === 0) return [];
  const faults = Map.groupBy(scopes, ({ fault }) => `${fault.name}: ${fault.message}`);
  const lines = [...faults].flatMap(([fault, places]) => [
    ...rowsWithin(
      places.map(({ account, region, functions, all }) => [
        `  ${paint('fault', '✗')} ${account}  ${region}`,
        paint('dim', all ? 'all functions' : functions.join(', ')),
      ]),
      width,
      '      ',
    ).flat(),
    ...wrap(fault, width - 4).map((line) => `    ${line}`),
  ]);
  return [
    [
      paint('heading', 'Not read completely, so changes that these functions would make may be missing'),
      ...lines,
    ],
  ];
}

function unmatched({ unmatched: names, unread: scopes }: Plan, options: PlanTextOptions): string[][] {
  if (names.length === 0) return [];
  const { paint, width = Number.POSITIVE_INFINITY } = options;
  const isPartial = scopes.length > 0;
  const rest = isPartial
    ? '; it may be where something could not be read'
    : '; dormouse plan --all lists everything';
  return [
    names.flatMap(({ name, near }) => {
      const hint = near === undefined ? rest : `; did you mean ${near}?`;
      const head = isPartial ? `Nothing that could be read is named ${name}` : `Nothing is named ${name}`;
      return wrap(paint('fault', head) + hint, width);
    }),
  ];
}

/** Clusters there are not read either, whatever the options name. */
function noTargets(
  { noTargets: regions }: Plan,
  { paint, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[][] {
  return regions.map((region) =>
    wrap(
      `${region} is not a target of the policy: it only receives copies of snapshots, and its clusters are not read`,
      width,
    ).map((line) => paint('heading', line)),
  );
}

/** A Region that was named by mistake looks like this. */
function empty({ read }: Plan, { paint }: PlanTextOptions): string[][] {
  const places = read.filter(({ clusters }) => clusters === 0);
  if (places.length === 0) return [];
  const named = places.map(({ account, region }) => `  ${account}  ${region}`);
  return [[paint('heading', 'No clusters in'), ...named]];
}
