import { alarmActions, describe } from './alarm.ts';
import { type Resource, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/** An alarm that may raise a cause. */
export interface Child {
  /** The end of its name, `Errors`. */
  readonly what: string;
  /** Its logical id. */
  readonly id: string;
  /** The logical id of another alarm that speaks for it while both are raised. Absent: there is none. */
  readonly unless?: string;
}

interface Cause {
  readonly description: string;
  readonly runbook: string;
  /** Ends of the names of the alarms that it speaks for. Absent: alarms that end in the name of the cause. */
  readonly of?: readonly string[];
}

/**
 * One alarm for each cause, which notifies once, however many functions it shows in. The alarms of functions notify
 * nobody then: they say where to look. No cause keeps another one silent, because it may last for weeks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */
const causes: Readonly<Record<string, Cause>> = {
  DoesNotWork: {
    description: 'Dormouse does not work: its functions fail, or do not run',
    runbook: 'does-not-work',
    of: ['Errors', 'SweepMissed', 'OldestMessage', 'Throttled', 'RecursionStopped', 'ScheduleFailed'],
  },
  AccountFailing: {
    description: 'An account and Region cannot be read, twice in a row; the events Account Failing name it',
    runbook: 'account-failing',
  },
  RunsFailed: {
    description: 'AWS refused changes, or was too busy for them, or reports were not delivered',
    runbook: 'runs-failed',
  },
  NotConfirmed: { description: 'AWS accepted requests that were never confirmed', runbook: 'not-confirmed' },
  DeadLetters: {
    description: 'Messages were given up, or could not be read',
    runbook: 'dead-letters',
  },
  BreakerTripped: {
    description: 'More changes were due than limits.<action>.breaker allows, so none were made',
    runbook: 'breaker-tripped',
  },
  Quota: {
    description: 'Over 80 % of the quota of manual cluster snapshots is used in an account and Region',
    runbook: 'quota',
  },
};

/** True when a cause notifies for alarms with this end of their names. */
export function hasCause(what: string): boolean {
  return Object.entries(causes).some(([name, cause]) => speaksFor(name, cause, what));
}

/** The alarms of all causes; `children` are those of functions, in the order of the functions. */
export function causeAlarms(settings: Settings, children: readonly Child[]): Record<string, Resource> {
  const entries = Object.entries(causes).flatMap(([name, cause]): [string, Resource][] => {
    const own = children.filter(({ what }) => speaksFor(name, cause, what));
    return own.length === 0 ? [] : [[`${name}Alarm`, causeAlarm(settings, name, cause, own)]];
  });
  return Object.fromEntries(entries);
}

function causeAlarm(
  { stage, runbooks }: Settings,
  name: string,
  cause: Cause,
  children: readonly Child[],
): Resource {
  return {
    Type: 'AWS::CloudWatch::CompositeAlarm',
    Properties: {
      AlarmName: `dormouse-${stage}-${name}`,
      AlarmDescription: describe(cause, runbooks),
      AlarmRule: substitute(children.map(condition).join(' OR ')),
      ...alarmActions,
    },
  };
}

/** A `Ref` of an alarm is its name. An alarm without data yet is not raised. */
function condition({ id, unless }: Child): string {
  const raised = `ALARM("\${${id}}")`;
  return unless === undefined ? raised : `(${raised} AND NOT ALARM("\${${unless}}"))`;
}

function speaksFor(name: string, { of = [name] }: Cause, what: string): boolean {
  return of.includes(what);
}
