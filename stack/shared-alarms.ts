import {
  type AlarmSpec,
  type Alarms,
  failuresMinutes,
  MINUTE_SECONDS,
  messagesIn,
  present,
  sweepMinutes,
  twiceWithin,
} from './alarm.ts';
import { undeliveredName } from './rules.ts';
import { scheduleGroup } from './schedules.ts';
import { MAX_PAUSED_HOURS, type Settings } from './settings.ts';

/** The alarms of the stack as a whole. */
export function sharedAlarms(settings: Settings): Alarms {
  const scheduler = {
    namespace: 'AWS/Scheduler',
    dimensions: { ScheduleGroup: scheduleGroup(settings) },
  } as const;
  return {
    UndeliveredEvents: {
      description:
        'EventBridge could not deliver events to a queue or the record; they are in the queue of undelivered events',
      runbook: 'undelivered-events',
      ...messagesIn(undeliveredName(settings)),
    },
    Paused: {
      description: `Something of Dormouse has been paused for ${settings.pausedMaxHours} hours: changes are not made`,
      runbook: 'paused',
      ...ofAll(settings),
      ...present,
      metric: 'Paused',
      ...pausedPeriods(settings),
    },
    PolicyOutdated: {
      description:
        'The newest policy cannot be used: the last one that could be starts clusters and stops none',
      runbook: 'policy-outdated',
      ...ofAll(settings),
      ...present,
      metric: 'PolicyOutdated',
      periodSeconds: sweepMinutes(settings) * MINUTE_SECONDS,
    },
    // Twice: the next run reads it again.
    PausesUnknown: {
      description: 'It cannot be read whether Dormouse is paused: nothing is done that takes something away',
      runbook: 'pauses-unknown',
      ...ofAll(settings),
      ...present,
      metric: 'PausesUnknown',
      periodSeconds: sweepMinutes(settings) * MINUTE_SECONDS,
      periods: 2,
    },
    ScheduleFailed: {
      description: `EventBridge Scheduler could not invoke functions at least twice within ${failuresMinutes(settings)} minutes`,
      runbook: 'schedule-failed',
      ...scheduler,
      metric: 'TargetErrorCount',
      ...twiceWithin(failuresMinutes(settings)),
      notifies: settings.enabled,
    },
  };
}

/**
 * Hours, or longer periods where sweeps are so rare that an hour may have none: the metric is missing then, as if nothing
 * were paused. Together no more than the seven days that CloudWatch looks back.
 */
function pausedPeriods(settings: Settings): Pick<AlarmSpec, 'periodSeconds' | 'periods'> {
  const minutes = Math.max(60, failuresMinutes(settings));
  const periods = Math.ceil((settings.pausedMaxHours * 60) / minutes);
  // At least two of the longer ones: with a single one, the first sweep in a short pause would raise the alarm.
  const atLeast = minutes === 60 ? 1 : 2;
  return {
    periodSeconds: minutes * MINUTE_SECONDS,
    periods: Math.min(Math.max(atLeast, periods), Math.floor((MAX_PAUSED_HOURS * 60) / minutes)),
  };
}

/** A metric that all functions send as one. */
function ofAll({ stage }: Settings) {
  return { namespace: 'Dormouse', dimensions: { service: `dormouse-${stage}` } } as const;
}
