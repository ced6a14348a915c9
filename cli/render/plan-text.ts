import type { Reason } from '../../shared/policy/reasons.ts';
import { countChanges, type Plan } from '../plan.ts';
import { countSnapshots } from '../plan-snapshots.ts';
import { count, wrap } from './columns.ts';
import { refused, snapshotRefusals, tripped, WIDTH } from './plan-attention.ts';
import { type PlanTextOptions, placesOf } from './plan-places.ts';
import { reasonLines } from './reason-lines.ts';
import { recoveryLines } from './recovery-lines.ts';

/** So many recovery points are listed without --all. */
const RECOVERY_POINTS = 20;

/**
 * The plan for people: changes by account and Region, refusals, what is left by reason, recovery points, what could not
 * be read, and how it would become real. Ends with a line feed.
 */
export function planText(plan: Plan, options: PlanTextOptions): string {
  const blocks = [
    ...placesOf(plan, options),
    ...tripped(plan, options),
    ...refused(plan, options),
    ...snapshotRefusals(plan, options),
    ...left(plan, options),
    ...recovery(plan, options),
    ...unread(plan, options),
    ...unmatched(plan, options),
    ...empty(plan, options),
    ending(plan, options),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function left({ clusters, snapshots }: Plan, { paint, width }: PlanTextOptions): string[][] {
  const reasonsOf = (all: readonly { change?: string; reason: Reason }[]): Reason[] =>
    all.flatMap(({ change, reason }) => (change === undefined ? [reason] : []));
  const counts = {
    'Left as they are': reasonsOf(clusters),
    'Snapshots left as they are': reasonsOf(snapshots),
  };
  return Object.entries(counts).flatMap(([title, group]) =>
    group.length === 0
      ? []
      : [[paint('heading', title), ...reasonLines(group, paint, width ?? Number.POSITIVE_INFINITY)]],
  );
}

function recovery({ recoveryPoints }: Plan, { paint, all }: PlanTextOptions): string[][] {
  if (recoveryPoints.length === 0) return [];
  const listed = all ? recoveryPoints.length : RECOVERY_POINTS;
  const title = 'Recovery points: the newest complete copy of each cluster';
  return [[paint('heading', title), ...recoveryLines(recoveryPoints, paint, listed)]];
}

function unread({ unread: scopes }: Plan, { paint, width }: PlanTextOptions): string[][] {
  if (scopes.length === 0) return [];
  const faults = Map.groupBy(scopes, ({ fault }) => `${fault.name}: ${fault.message}`);
  const lines = [...faults].flatMap(([fault, places]) => [
    ...places.map(
      ({ account, region, functions }) =>
        `  ${paint('fault', '✗')} ${account}  ${region}  ${paint('dim', functions.join(', '))}`,
    ),
    ...wrap(fault, (width ?? Number.POSITIVE_INFINITY) - 4).map((line) => `    ${line}`),
  ]);
  return [[paint('heading', 'Could not be read, so these functions plan nothing there'), ...lines]];
}

function unmatched({ unmatched: names }: Plan, { paint }: PlanTextOptions): string[][] {
  if (names.length === 0) return [];
  return [
    names.map(({ name, near }) => {
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      return paint('fault', `Nothing is named ${name}`) + hint;
    }),
  ];
}

/** A wrong Region looks like this: it is read, and nothing is there. */
function empty({ read }: Plan, { paint }: PlanTextOptions): string[][] {
  const places = read.filter(({ clusters }) => clusters === 0);
  if (places.length === 0) return [];
  const named = places.map(({ account, region }) => `  ${account}  ${region}`);
  return [[paint('heading', 'No clusters at all in'), ...named]];
}

function ending(plan: Plan, { paint, width }: PlanTextOptions): string[] {
  if (plan.clusters.length + plan.snapshots.length === 0 && plan.unread.length > 0) {
    return [paint('fault', 'No plan: nothing could be read.')];
  }
  const { stop, start, left: others } = countChanges(plan);
  const missing = plan.unread.length === 0 ? '' : ` ${count(plan.unread.length, 'place')} could not be read.`;
  const parts = [`${stop} to stop`, `${start} to start`, ...snapshotParts(plan), `${others} left`];
  const told = isAnythingDone(plan) ? wrap(becoming(plan), width ?? WIDTH) : [];
  return [paint('heading', `Plan: ${parts.join(', ')}.`) + paint('fault', missing), ...told];
}

/** Those that are not zero; the first says what they are about. */
function snapshotParts({ snapshots }: Plan): string[] {
  const counts = countSnapshots(snapshots);
  const parts = [
    [counts.create, 'take'],
    [counts.copy, 'copy'],
    [counts.delete, 'delete'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, verb], index) => `${index === 0 ? count(number, 'snapshot') : number} to ${verb}`);
}

function isAnythingDone({ clusters, snapshots }: Plan): boolean {
  return [...clusters, ...snapshots].some(({ change }) => change !== undefined);
}

function becoming({ mode, policy, snapshots }: Plan): string {
  const minutes = snapshots.some(({ change }) => change === 'copy' || change === 'delete')
    ? 'fifteen'
    : 'five';
  return mode === 'observe'
    ? `The policy is in mode observe: the functions report this and change nothing. With "mode: enforce" in ${policy}, and deployed, they do it.`
    : `The policy is in mode enforce: once it is deployed, the functions do this within ${minutes} minutes.`;
}
