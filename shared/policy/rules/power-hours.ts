import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Calendars } from '../time/calendars.ts';
import { type Hours, type Window, windowAt } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { describeWindow } from '../time/when.ts';
import { isByTag, scheduleOf } from './schedule-tag.ts';
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
  /** Where they come from. Absent: they are the rule's own. */
  readonly source?: string;
}

/**
 * The hours of a cluster's power: whatever asks for them does so here. Undefined when its rule has none, or its tag names
 * no schedule, which `checkSchedule` reports.
 */
export function powerHoursAt(subject: PowerSubject, now: EpochMs): PowerHours | undefined {
  const { calendars } = subject.policy;
  const declared = declaredHours(subject);
  if (declared === undefined) return undefined;
  const { hours, timezone, source } = declared;
  const local = { timezone, now };
  return { hours, window: windowAt(hours, calendars, local), local, calendars, ...defined({ source }) };
}

/** Where the instant is in the hours: `inside mon-fri 07:30-19:00 until Fri 19:00 Europe/Berlin`. */
export function describePowerHours({ hours, window, local, calendars, source }: PowerHours): string {
  return `${describeWindow(hours, window, local, calendars)}${source === undefined ? '' : `, by ${source}`}`;
}

/** The hours that the rule says, or the schedule that it refers to. */
function declaredHours({ policy, rule: { settings, timezone }, cluster }: PowerSubject) {
  const { hours } = settings;
  if (hours === undefined || !isByTag(hours)) return hours && { hours, timezone };
  const schedule = scheduleOf(policy, hours, cluster);
  const source = `the schedule ${cluster.tags[hours.tag]} in its tag ${hours.tag}`;
  return schedule && { hours: schedule.hours, timezone: schedule.timezone ?? timezone, source };
}
