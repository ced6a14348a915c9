import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Calendars } from '../time/calendars.ts';
import { type Hours, type Window, windowAt } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { describeWindow } from '../time/when.ts';
import type { Applied } from './settings.ts';

/** A cluster with the rule that decides its power. */
export interface PowerSubject {
  readonly policy: Policy;
  readonly rule: Applied<'power'>;
  readonly cluster: Cluster;
}

/** The hours that apply to the power of one cluster at an instant. */
export interface PowerHours {
  readonly hours: Hours;
  /** The open or closed time around the instant. */
  readonly window: Window;
  /** The instant, by the clock of the hours. */
  readonly local: LocalTime;
  /** The calendars that the hours may name. */
  readonly calendars: Calendars;
}

/** The hours of a cluster's power: whatever asks for them does so here. Undefined when its rule has none. */
export function powerHoursAt(
  { policy: { calendars }, rule: { settings, timezone } }: PowerSubject,
  now: EpochMs,
): PowerHours | undefined {
  const { hours } = settings;
  const local = { timezone, now };
  return hours && { hours, window: windowAt(hours, calendars, local), local, calendars };
}

/** Where the instant is in the hours: `inside mon-fri 07:30-19:00 until Fri 19:00 Europe/Berlin`. */
export function describePowerHours({ hours, window, local, calendars }: PowerHours): string {
  return describeWindow(hours, window, local, calendars);
}
