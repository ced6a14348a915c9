import type { Reason } from '../../shared/policy/model/reasons.ts';
import { rowsWithin, wrap } from '../terminal/columns.ts';
import { refused, snapshotRefusals, tripped } from './attention-text.ts';
import { placesOf } from './changes-text.ts';
import { ending } from './ending-text.ts';
import { held } from './held-text.ts';
import type { Plan, Planned } from './plan.ts';
import { reasonLines } from './reason-lines.ts';
import { recoveryLines } from './recovery-lines.ts';
import type { PlanTextOptions } from './row.ts';
import { gaps, overrides, waiting } from './streams-text.ts';

/** So many recovery points are listed without --all. */
const RECOVERY_POINTS = 20;

/** Reasons of what is as its rule wants it, or no matter of it: counted with --all only. */
const quiet: readonly Reason[] = ['stream-as-declared', 'capacity-as-declared', 'not-serverless'];

/**
 * The plan for people: changes by account and Region, refusals, restarts that wait, streams that do not run, what is
 * held forever or left by reason, recovery points, what could not be read, and how it would become real. Ends with a line feed.
 */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const blocks = [
    ...placesOf(plan, options),
    ...tripped(plan, options),
    ...refused(plan, options),
    ...snapshotRefusals(plan, options),
    ...waiting(plan, options),
    ...gaps(plan, options),
    ...overrides(plan, options),
    ...held(plan, options),
    ...left(plan, options),
    ...recovery(plan, options),
    ...unread(plan, options),
    ...unmatched(plan, options),
    ...noTargets(plan, options),
    ...empty(plan, options),
    ending(plan, options),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function left(
  { clusters, streams, capacities, snapshots }: Plan,
  { paint, width, all }: PlanTextOptions,
): string[][] {
  const reasonsOf = (group: readonly Planned[]): Reason[] =>
    group.flatMap(({ change, reason }) =>
      change === undefined && (all === true || !quiet.includes(reason)) ? [reason] : [],
    );
  const counts = {
    'Clusters neither stopped nor started': reasonsOf(clusters),
    'Activity streams left as they are': reasonsOf(streams),
    'Capacities left as they are': reasonsOf(capacities),
    'Snapshots left as they are': reasonsOf(snapshots),
  };
  return Object.entries(counts).flatMap(([title, group]) =>
    group.length === 0
      ? []
      : [[paint('heading', title), ...reasonLines(group, paint, width ?? Number.POSITIVE_INFINITY)]],
  );
}

function recovery({ recoveryPoints }: Plan, { paint, width, all }: PlanTextOptions): string[][] {
  if (recoveryPoints.length === 0) return [];
  const listed = all ? recoveryPoints.length : RECOVERY_POINTS;
  const title = 'Recovery points: the newest complete copy of each cluster';
  return [[paint('heading', title), ...recoveryLines(recoveryPoints, paint, listed, width)]];
}

function unread({ unread: scopes }: Plan, { paint, width }: PlanTextOptions): string[][] {
  if (scopes.length === 0) return [];
  const room = width ?? Number.POSITIVE_INFINITY;
  const faults = Map.groupBy(scopes, ({ fault }) => `${fault.name}: ${fault.message}`);
  const lines = [...faults].flatMap(([fault, places]) => [
    ...rowsWithin(
      places.map(({ account, region, functions, all }) => [
        `  ${paint('fault', '✗')} ${account}  ${region}`,
        paint('dim', all ? 'all functions' : functions.join(', ')),
      ]),
      room,
      '      ',
    ).flat(),
    ...wrap(fault, room - 4).map((line) => `    ${line}`),
  ]);
  return [
    [
      paint('heading', 'Not read in full, so what these functions would do there is not all planned'),
      ...lines,
    ],
  ];
}

function unmatched({ unmatched: names }: Plan, { paint }: PlanTextOptions): string[][] {
  if (names.length === 0) return [];
  return [
    names.map(({ name, near }) => {
      const hint =
        near === undefined ? '; dormouse plan --all lists what there is' : `; did you mean ${near}?`;
      return paint('fault', `Nothing is named ${name}`) + hint;
    }),
  ];
}

/** What is named there as a cluster is not looked at either. */
function noTargets({ noTargets: regions }: Plan, { paint, width }: PlanTextOptions): string[][] {
  return regions.map((region) =>
    wrap(
      `${region} is no target of the policy: only copies of snapshots go there, and no cluster of it is looked at`,
      width ?? Number.POSITIVE_INFINITY,
    ).map((line) => paint('heading', line)),
  );
}

/** A wrong Region looks like this: it is read, and nothing is there. */
function empty({ read }: Plan, { paint }: PlanTextOptions): string[][] {
  const places = read.filter(({ clusters }) => clusters === 0);
  if (places.length === 0) return [];
  const named = places.map(({ account, region }) => `  ${account}  ${region}`);
  return [[paint('heading', 'No clusters at all in'), ...named]];
}
