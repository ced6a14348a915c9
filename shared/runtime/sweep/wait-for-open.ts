import type { Decision } from '../../policy/model/decision.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { type CalendarState, calendarsNeeded, waitForCalendars } from '../../policy/rules/change-calendar.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { CalendarStateOf } from './calendar-states.ts';
import type { RunContext } from './recipe.ts';

/** The policy, and the way to ask whether a change calendar is open. */
interface Asking {
  readonly policy: Policy;
  readonly run: Pick<RunContext, 'at'>;
  /** Absent: all states are unknown. */
  readonly calendarState?: CalendarStateOf | undefined;
}

/**
 * Skips changes whose change calendar is CLOSED. `now` is the time by AWS's clock. A calendar is read only when a change is due
 * that waits for it.
 */
export async function waitForOpen(
  { policy, run, calendarState }: Asking,
  decisions: readonly Decision[],
  now: EpochMs,
): Promise<readonly Decision[]> {
  const names = calendarsNeeded(policy, decisions);
  if (names.length === 0) return decisions;
  const states = new Map<string, CalendarState>();
  for (const name of names) {
    const state = await calendarState?.(name, { now, at: run.at });
    if (state !== undefined) states.set(name, state);
  }
  return waitForCalendars(policy, decisions, states, run.at ?? now);
}
