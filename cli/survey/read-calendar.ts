import { createHome } from '../../shared/aws/client/clients.ts';
import { readChangeCalendar } from '../../shared/aws/read/change-calendar.ts';
import type { ReadCalendar } from '../../shared/runtime/sweep/calendar-states.ts';

/** Reads change calendars as the functions do, from the home account and Region. */
export const readCalendar: ReadCalendar = (name, at) => readChangeCalendar(createHome(), name, at);
