import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { HOURS_TAG } from '../model/tags.ts';
import type { Calendars } from '../time/calendars.ts';
import { type Hours, type Window, windowAt } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { describeWindow, formatWhenIn } from '../time/when.ts';
import { type HoursOverride, readHoursOverride } from './hours-override.ts';
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
 * The hours of a cluster's power: whatever asks for them does so here. An override by a tag comes first, as far as the
 * rule allows; then the rule's own, or those of the schedule that a tag names. Undefined when its rule has none, or its tag
 * names no schedule, which `checkSchedule` reports.
 */
export function powerHoursAt(subject: PowerSubject, now: EpochMs): PowerHours | undefined {
  const { calendars } = subject.policy;
  const declared = declaredHours(subject);
  if (declared === undefined) return undefined;
  const local = { timezone: declared.timezone, now };
  const override = overrideAt(subject, local);
  if (override.state !== 'active') {
    const { hours, source } = declared;
    const window = windowAt(hours, calendars, local);
    return { hours, window, local, calendars, ...defined({ source }) };
  }
  const { hours, until } = override;
  const window = endingAt(until, windowAt(hours, calendars, local), () =>
    windowAt(declared.hours, calendars, { ...local, now: until }),
  );
  const source = `its tag ${HOURS_TAG} until ${formatWhenIn(until, local)}`;
  return { hours, window, local, calendars, source };
}

/** Why an override by the tag `dormouse:hours` does not apply; undefined when there is none, or it does. */
export function refusedHours(subject: PowerSubject, now: EpochMs): string | undefined {
  const override = overrideAt(subject, localOf(subject, now));
  return override.state === 'refused' ? override.refusal : undefined;
}

/** The other hours that the tag `dormouse:hours` gives a cluster now; undefined when the rule's apply. */
export function overridingHours(
  subject: PowerSubject,
  now: EpochMs,
): { hours: Hours; until: EpochMs } | undefined {
  const override = declaredHours(subject) && overrideAt(subject, localOf(subject, now));
  return override?.state === 'active' ? override : undefined;
}

/** When the hours of a cluster's power open, close, or become other ones. Times that are past do no harm. */
export function powerHoursChanges(subject: PowerSubject, now: EpochMs): EpochMs[] {
  const override = overrideAt(subject, localOf(subject, now));
  const end = override.state === 'none' ? undefined : override.until;
  const bound = subject.rule.settings.overrides?.maxMs ?? 0;
  const until = powerHoursAt(subject, now)?.window.until;
  return [...(until === undefined ? [] : [until]), ...(end === undefined ? [] : [end, end - bound])];
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

function overrideAt({ policy, rule, cluster }: PowerSubject, local: LocalTime): HoursOverride {
  return readHoursOverride(cluster.tags, rule.settings.overrides, policy.calendars, local);
}

/** The clock of the hours that would be overridden. */
function localOf(subject: PowerSubject, now: EpochMs): LocalTime {
  return { timezone: declaredHours(subject)?.timezone ?? subject.rule.timezone, now };
}

/** A window that the hours of the rule may change when an override ends. */
function endingAt(end: EpochMs, window: Window, after: () => Window): Window {
  if (window.until !== undefined && window.until < end) return window;
  const { until: _until, ...before } = window;
  const next = after();
  const until = next.open === window.open ? next.until : end;
  return { ...before, ...defined({ until }) };
}
