import type { Action } from '../model/actions.ts';
import { commandRow } from '../model/actions.ts';
import { type Act, type Decision, insteadOf } from '../model/decision.ts';
import type { ChangeCalendar, Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { ruleOf } from './rule-mode.ts';

/** The state of an AWS Systems Manager Change Calendar at an instant. */
export type CalendarState =
  /** `until`: when it changes next, as far as that is known. */
  | { readonly state: 'OPEN' | 'CLOSED'; readonly until?: EpochMs }
  | { readonly state: 'unknown'; readonly why: string };

/** The names of all change calendars of a policy. */
export function changeCalendarsOf({ changeCalendar, rules }: Policy): string[] {
  const named = [changeCalendar, ...rules.map((rule) => rule.changeCalendar)];
  return [...new Set(named.flatMap((one) => one?.name ?? []))];
}

/** The names of the change calendars that these acts wait for. Empty when none has to be read. */
export function calendarsNeeded(policy: Policy, decisions: readonly Decision[]): string[] {
  const names = decisions.flatMap((decision) => calendarOf(policy, decision)?.name ?? []);
  return [...new Set(names)];
}

/** Skips acts while their change calendar is CLOSED, or unknown and the rule says that this counts as closed. */
export function waitForCalendars<D extends Decision>(
  policy: Policy,
  decisions: readonly D[],
  states: ReadonlyMap<string, CalendarState>,
  now: EpochMs,
): D[] {
  return decisions.map((decision) => {
    const calendar = calendarOf(policy, decision);
    if (calendar === undefined || decision.verdict !== 'act') return decision;
    const why = closedBy(calendar, states.get(calendar.name), zoneOf(policy, decision), now);
    // Both are decisions of the same kind: a skip is one of every kind, a fallback one of its act's.
    return why === undefined ? decision : (insteadOf(decision, why) as D);
  });
}

function closedBy(
  { name, whenUnknown }: ChangeCalendar,
  state: CalendarState = { state: 'unknown', why: 'it was not read' },
  timezone: string,
  now: EpochMs,
): { readonly reason: Reason; readonly detail: string } | undefined {
  if (state.state === 'OPEN' || (state.state === 'unknown' && whenUnknown === 'open')) return undefined;
  if (state.state !== 'unknown') {
    const until = state.until === undefined ? '' : ` until ${formatWhenIn(state.until, { timezone, now })}`;
    return { reason: 'change-calendar-closed', detail: `the change calendar ${name} is CLOSED${until}` };
  }
  return {
    reason: 'change-calendar-unknown',
    detail: `the state of the change calendar ${name} is unknown: ${state.why}`,
  };
}

/** The change calendar that an act waits for. What only records something changes nothing. */
function calendarOf(policy: Policy, decision: Decision): ChangeCalendar | undefined {
  if (decision.verdict !== 'act' || commandRow(decision.command.kind).recordsAs !== undefined)
    return undefined;
  const calendar = ruleOf(policy, decision)?.changeCalendar ?? policy.changeCalendar;
  return calendar?.from.some((action) => actionsOf(decision).includes(action)) ? calendar : undefined;
}

/** A snapshot before a stop is made for its sake. */
function actionsOf({ action, aspect }: Act): readonly Action[] {
  return action === 'createSnapshot' && aspect === 'power' ? ['createSnapshot', 'stop'] : [action];
}

function zoneOf(policy: Policy, decision: Decision): string {
  return ruleOf(policy, decision)?.timezone ?? policy.timezone;
}
