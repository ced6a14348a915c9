import { readHold } from '../shared/policy/rules/hold.ts';
import { overridingHours } from '../shared/policy/rules/power-hours.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import { resolveOverride } from '../shared/policy/streams/override.ts';
import { nextMaintenanceAt, parseMaintenanceWindow } from '../shared/policy/time/maintenance-window.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Event, ForecastCluster, Span } from './course.ts';

/** The ends of holds, other hours and overrides, and the maintenance windows that a rule honours. */
export function calendarEvents(one: ForecastCluster, span: Span): Event[] {
  return [
    ...holdEnds(one, span),
    ...hoursEnds(one, span),
    ...overrideEnds(one, span),
    ...maintenanceWindows(one, span),
  ].filter(({ at }) => at >= span.from && at < span.to);
}

function holdEnds({ cluster }: ForecastCluster, { policy, from }: Span): Event[] {
  const { timezone = policy.timezone } = settingsOf(policy, cluster, 'power') ?? {};
  const hold = readHold(cluster.tags, { timezone, now: from });
  if (hold.state !== 'held' || hold.until === undefined) return [];
  return [{ at: hold.until, kind: 'expires', by: 'people', text: `hold: ${hold.value}` }];
}

function hoursEnds({ cluster }: ForecastCluster, { policy, from }: Span): Event[] {
  const rule = settingsOf(policy, cluster, 'power');
  const override = rule && overridingHours({ policy, rule, cluster }, from);
  if (override === undefined) return [];
  return [
    { at: override.until, kind: 'expires', by: 'people', text: `its own hours: ${override.hours.text}` },
  ];
}

function overrideEnds({ cluster }: ForecastCluster, { policy, from }: Span): Event[] {
  const rule = settingsOf(policy, cluster, 'activityStream');
  if (rule === undefined) return [];
  const local = { timezone: rule.timezone, now: from };
  const { applied } = resolveOverride(cluster.tags, undefined, rule.settings.overrides, local);
  if (applied.state !== 'active') return [];
  const text = `override of its activity stream: ${applied.desired}`;
  return [{ at: applied.until, kind: 'expires', by: 'people', text }];
}

function maintenanceWindows({ cluster }: ForecastCluster, { policy, from, to }: Span): Event[] {
  const text = cluster.maintenanceWindow;
  const window = text === undefined ? undefined : parseMaintenanceWindow(text);
  const isHonoured = settingsOf(policy, cluster, 'power')?.settings.maintenance === 'honour';
  if (window === undefined || !isHonoured) return [];
  const events: Event[] = [];
  const next = (after: EpochMs): EpochMs => nextMaintenanceAt(text, after, window.lengthMs) ?? to;
  for (let at = next(from); at < to; at = next(at + 1)) {
    events.push({ at, kind: 'maintenance', by: 'aws', text: `window ${text} UTC` });
  }
  return events;
}
