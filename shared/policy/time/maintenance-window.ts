import { DAY_MS, type EpochMs, MINUTE_MS } from './units.ts';

/** `honour`: be up in the cluster's own weekly maintenance window. */
export type MaintenanceChoice = 'ignore' | 'honour';

/**
 * How long before the window a cluster is started: a start usually takes minutes.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
 */
export const MAINTENANCE_LEAD_MS = 15 * MINUTE_MS;

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05T00:00Z, the first Monday of the epoch. */
const MONDAY_MS = 4 * DAY_MS;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EDGE = '(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):([0-5][0-9])';
const WINDOW = new RegExp(`^${EDGE}-${EDGE}$`, 'i');

/** A weekly window: milliseconds from Monday 00:00 UTC, and how long it is. */
export interface MaintenanceWindow {
  readonly startMs: number;
  readonly lengthMs: number;
}

/**
 * Reads PreferredMaintenanceWindow, `ddd:hh24:mi-ddd:hh24:mi` in UTC; it may run from Sunday into Monday.
 * Undefined when it cannot be read.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export function parseMaintenanceWindow(text: string): MaintenanceWindow | undefined {
  const edges = WINDOW.exec(text.trim());
  if (edges === null) return undefined;
  const [, startDay, startHour, startMinute, endDay, endHour, endMinute] = edges;
  const startMs = weekMs(startDay, startHour, startMinute);
  const lengthMs = (weekMs(endDay, endHour, endMinute) - startMs + WEEK_MS) % WEEK_MS;
  return lengthMs === 0 ? undefined : { startMs, lengthMs };
}

/** Whether `now` is within the weekly window, or less than `leadMs` before it. A window that cannot be read is never now. */
export function inMaintenanceWindow(text: string | undefined, now: EpochMs, leadMs: number): boolean {
  const window = text === undefined ? undefined : parseMaintenanceWindow(text);
  if (window === undefined) return false;
  const sinceLead = (now - MONDAY_MS - window.startMs + leadMs) % WEEK_MS;
  return (sinceLead + WEEK_MS) % WEEK_MS < window.lengthMs + leadMs;
}

/** `now` within the weekly window if more than `leastMs` is left, else when it begins next. Undefined when it cannot be read. */
export function nextMaintenanceAt(text: string | undefined, now: EpochMs, leastMs = 0): EpochMs | undefined {
  const window = text === undefined ? undefined : parseMaintenanceWindow(text);
  if (window === undefined) return undefined;
  const since = (((now - MONDAY_MS - window.startMs) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  return since < window.lengthMs - leastMs ? now : now - since + WEEK_MS;
}

function weekMs(day = '', hour = '', minute = ''): number {
  return (DAYS.indexOf(day.toLowerCase()) * 1440 + Number(hour) * 60 + Number(minute)) * MINUTE_MS;
}
