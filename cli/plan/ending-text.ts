import { count, wrap } from '../terminal/columns.ts';
import { WIDTH } from './attention-text.ts';
import { type Change, countOf, isChange, isPaused, type PlannedChange } from './change.ts';
import type { Plan } from './plan.ts';
import type { PlanTextOptions } from './row.ts';

/** The number of changes, and how to have them made. */
export function ending(
  plan: Plan,
  { paint, toApply = false, width = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[] {
  const { changes, unread, read } = plan;
  if (changes.length === 0 && read.length === 0 && unread.length > 0) {
    return [paint('fault', 'No plan: nothing could be read.')];
  }
  const missing =
    unread.length === 0
      ? ''
      : ` ${count(unread.length, 'account and Region', 'accounts and Regions')} could not be read.`;
  return [
    ...wrap(
      paint('heading', `Plan: ${numbers(changes)}.${postponed(changes)}`) + paint('fault', missing),
      width,
    ),
    ...(changes.some(isChange) && !toApply ? wrap(application(plan), Math.min(width, WIDTH)) : []),
  ];
}

/** The numbers of stops, starts and unchanged clusters; the other numbers only if they are not zero. */
function numbers(changes: readonly PlannedChange[]): string {
  const of = (change: Change): number => countOf(changes, change);
  const [create, copy, deletion] = [of('create'), of('copy'), of('delete')];
  const first = create > 0 ? 'create' : copy > 0 ? 'copy' : 'delete';
  const snapshots = (number: number, change: Change): string =>
    change === first ? count(number, 'snapshot') : `${number}`;
  const parts: readonly (readonly [number: number, text: string])[] = [
    [of('start-stream'), `${count(of('start-stream'), 'stream')} to start`],
    [of('stop-stream'), `${count(of('stop-stream'), 'stream')} to stop`],
    [of('remember'), `${count(of('remember'), 'override')} to remember`],
    [of('capacity'), `${count(of('capacity'), 'capacity', 'capacities')} to change`],
    [of('drill'), `${count(of('drill'), 'drill')} to begin`],
    [of('drill-step'), `${count(of('drill-step'), 'drill')} to continue`],
    [of('drill-clean-up'), `${count(of('drill-clean-up'), 'drill')} to clean up`],
    [create, `${snapshots(create, 'create')} to take`],
    [copy, `${snapshots(copy, 'copy')} to copy`],
    [deletion, `${snapshots(deletion, 'delete')} to delete`],
  ];
  const unchanged = changes.filter((one) => one.aspect === 'power' && !isChange(one)).length;
  return [
    `${of('stop')} to stop`,
    `${of('start')} to start`,
    ...parts.flatMap(([number, text]) => (number > 0 ? [text] : [])),
    `${count(unchanged, 'cluster')} unchanged`,
  ].join(', ');
}

function postponed(changes: readonly PlannedChange[]): string {
  const capped = changes.filter(({ reason }) => reason === 'limit-cap').length;
  const paused = changes.filter(isPaused).length;
  const wait = capped === 1 ? 'waits' : 'wait';
  return dueAnd(capped, `${wait} for later sweeps (a cap under limits)`) + dueAnd(paused, 'paused');
}

function dueAnd(number: number, what: string): string {
  return number === 0 ? '' : ` ${number} more ${number === 1 ? 'is' : 'are'} due and ${what}.`;
}

function application({ mode, policy, changes, observing, factsAt }: Plan): string {
  if (factsAt !== undefined) return 'The functions decide again then, by the facts of then.';
  const due = changes.filter(isChange);
  if (mode === 'observe') {
    return `The policy is in observe mode: the functions report these changes and make none. To apply them, set "mode: enforce" in ${policy} and deploy.`;
  }
  if (due.every(({ rule = '' }) => observing.includes(rule))) {
    return `The rules that decide these changes are in observe mode: the functions report them and make none. To apply them, remove "mode: observe" from those rules in ${policy} and deploy.`;
  }
  const minutes = due.some(({ change }) => change === 'copy' || change === 'delete') ? 'fifteen' : 'five';
  const rest = observing.length > 0 ? '. Changes that are marked "mode: observe" are only reported' : '';
  return `The policy is in enforce mode: once deployed, the functions do this within ${minutes} minutes${rest}.`;
}
