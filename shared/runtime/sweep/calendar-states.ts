import { classify } from '../../aws/client/faults.ts';
import type { CalendarState } from '../../policy/rules/change-calendar.ts';
import { type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';

/** How long a state is used without asking again: whoever closes a calendar expects that to count soon. */
const FRESH_MS = 5 * MINUTE_MS;
/** Accounts and Regions one after the other do not all wait for the same refusal. */
const UNKNOWN_MS = MINUTE_MS;

/** Reads the state of a change calendar, now or at an instant. */
export type ReadCalendar = (name: string, at?: EpochMs) => Promise<CalendarState>;

/** The instants of a question: `now` by AWS's clock, and the one that is decided for, if that is another. */
export interface Asked {
  readonly now: EpochMs;
  readonly at?: EpochMs | undefined;
}

/** The state of a change calendar for a run, remembered or read. */
export type CalendarStateOf = (name: string, asked: Asked) => Promise<CalendarState>;

/** Remembers the states of change calendars from one run to the next, but never past the next transition. */
export interface CalendarStates {
  /** Never throws because of AWS: what cannot be read is unknown. `read` absent: there is no AWS to ask. */
  of(name: string, read: ReadCalendar | undefined, asked: Asked): Promise<CalendarState>;
}

interface Remembered {
  readonly at: EpochMs;
  readonly state: Promise<CalendarState>;
  /** Absent: the answer is under way. */
  until?: EpochMs;
}

/** A memory of states; a cold start begins with an empty one. */
export function createCalendarStates(): CalendarStates {
  const known = new Map<string, Remembered>();
  return {
    of(name, read, { now, at }) {
      const key = JSON.stringify([name, at]);
      const before = known.get(key);
      if (before !== undefined && now < (before.until ?? before.at + FRESH_MS)) return before.state;
      const state = ask(name, read, at);
      const remembered: Remembered = { at: now, state };
      known.set(key, remembered);
      return state.then(
        (answer) => {
          remembered.until = lastsUntil(answer, now);
          return answer;
        },
        (error: unknown) => {
          known.delete(key);
          throw error;
        },
      );
    },
  };
}

function lastsUntil(answer: CalendarState, now: EpochMs): EpochMs {
  if (answer.state === 'unknown') return now + UNKNOWN_MS;
  return Math.min(now + FRESH_MS, answer.until ?? Number.POSITIVE_INFINITY);
}

async function ask(name: string, read: ReadCalendar | undefined, at?: EpochMs): Promise<CalendarState> {
  if (read === undefined) return { state: 'unknown', why: 'there is no AWS to ask' };
  try {
    return await read(name, at);
  } catch (error) {
    const classified = classify(error);
    if (classified === undefined) throw error;
    return { state: 'unknown', why: classified.message };
  }
}
