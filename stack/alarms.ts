import {
  type Alarms,
  alarm,
  failuresMinutes,
  HOUR_SECONDS,
  MINUTE_SECONDS,
  messagesIn,
  once,
  own,
  sweepMinutes,
  twiceWithin,
} from './alarm.ts';
import { causeAlarms, hasCause } from './causes.ts';
import { deadLettersOf, deployed, nameOf, type StackFunction } from './functions.ts';
import type { Part } from './resource.ts';
import type { Settings } from './settings.ts';
import { sharedAlarms } from './shared-alarms.ts';
import { specialAlarms } from './special-alarms.ts';

/** The alarms of each function, those of the stack as a whole, and those of the causes that they have in common. */
export function alarms(settings: Settings): Part {
  const { stage, runbooks } = settings;
  const single = deployed(settings).flatMap((fn) =>
    Object.entries({ ...alarmsOf(settings, fn), ...specialAlarms(settings, fn) }).map(([what, spec]) => ({
      what,
      spec,
      id: alarmId(fn, what),
      name: `${nameOf(settings, fn)}-${what}`,
      // A failure that also ends the invocation, as it does with a single account, is an error of the function.
      ...(FAILURES.includes(what) && { unless: alarmId(fn, 'Errors') }),
    })),
  );
  const shared = Object.entries(sharedAlarms(settings)).map(([what, spec]) => ({
    what,
    spec,
    id: `${what}Alarm`,
    name: `dormouse-${stage}-${what}`,
  }));
  const all = [...single, ...shared];
  const heard = all.filter(({ spec }) => spec.notifies !== false);
  return {
    Resources: {
      ...Object.fromEntries(
        all.map(({ id, name, spec, what }) => [id, alarm(name, spec, runbooks, hasCause(what))]),
      ),
      ...causeAlarms(settings, heard),
    },
  };
}

/** The alarms about failures that end the invocation in some runs and not in others. */
const FAILURES = ['RunsFailed', 'AccountFailing'];

function alarmId({ id }: StackFunction, what: string): string {
  return `${id}${what}Alarm`;
}

function alarmsOf(settings: Settings, fn: StackFunction): Alarms {
  const { sweepMissedMinutes, enabled } = settings;
  const twice = twiceWithin(failuresMinutes(settings));
  const within = `at least twice within ${failuresMinutes(settings)} minutes`;
  const lambda = { namespace: 'AWS/Lambda', dimensions: { FunctionName: nameOf(settings, fn) } } as const;
  return {
    DeadLetters: {
      description: `${fn.name} gave up messages or could not read them; its log says why`,
      runbook: 'dead-letters',
      ...messagesIn(deadLettersOf(settings, fn)),
    },
    // Twice, because the next sweep makes up for one that failed. It clears after the alarms that it speaks for.
    Errors: {
      description: `Invocations of ${fn.name} failed ${within}`,
      runbook: 'errors',
      ...lambda,
      metric: 'Errors',
      ...twice,
      periods: 2,
      datapoints: 1,
    },
    // Includes runs for messages, which fail no invocation.
    RunsFailed: {
      description: `Runs of ${fn.name} had failures other than accounts that cannot be read, ${within}`,
      runbook: 'runs-failed',
      ...own(settings, fn),
      metric: 'ActsFailed',
      ...twice,
    },
    AccountFailing: {
      description: `${fn.name} could not read an account and Region, twice in a row`,
      runbook: 'account-failing',
      ...own(settings, fn),
      metric: 'AccountsFailing',
      ...once,
      periodSeconds: failuresMinutes(settings) * MINUTE_SECONDS,
    },
    ...(fn.confirms && {
      NotConfirmed: {
        description: `AWS accepted requests of ${fn.name} that were never confirmed, ${within}`,
        runbook: 'not-confirmed',
        ...own(settings, fn),
        metric: 'ActsNotConfirmed',
        ...twice,
      },
    }),
    // A message that is followed for longer has been received more than three times by then, and SQS leaves it out:
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    OldestMessage: {
      description: `A message for ${fn.name} is older than an hour: nothing works off its queue`,
      runbook: 'oldest-message',
      namespace: 'AWS/SQS',
      dimensions: { QueueName: nameOf(settings, fn) },
      metric: 'ApproximateAgeOfOldestMessage',
      statistic: 'Maximum',
      periodSeconds: 15 * MINUTE_SECONDS,
      compare: '>',
      threshold: HOUR_SECONDS,
      notifies: enabled,
    },
    // Not the number of invocations: those for events, and those that only split a sweep, count there too. 0 is fine,
    // because there may be nowhere to look, as without a rule about copies. Many short periods, not a long one: where
    // CloudWatch finds no data, it also looks at some periods before.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
    SweepMissed: {
      description: `${fn.name} has completed no sweep for ${sweepMissedMinutes} minutes`,
      runbook: 'sweep-missed',
      ...own(settings, fn),
      metric: 'ScopesSwept',
      statistic: 'Sum',
      periodSeconds: 5 * MINUTE_SECONDS,
      periods: Math.ceil(sweepMissedMinutes / 5),
      compare: '<',
      threshold: 0,
      missingData: 'breaching',
      notifies: enabled,
    },
    BreakerTripped: {
      description: `More changes were due for ${fn.name} than limits.<action>.breaker allows, so it made none`,
      runbook: 'breaker-tripped',
      ...own(settings, fn),
      metric: 'BreakersTripped',
      ...once,
    },
    // Twice in a row, because Lambda's pollers and EventBridge Scheduler try again what was throttled now and then.
    Throttled: {
      description: `Lambda throttled ${fn.name} for ${2 * sweepMinutes(settings)} minutes: no concurrency is left for it`,
      runbook: 'throttled',
      ...lambda,
      metric: 'Throttles',
      ...once,
      periodSeconds: sweepMinutes(settings) * MINUTE_SECONDS,
      periods: 2,
    },
    RecursionStopped: {
      description: `Lambda took ${fn.name} and its queue for a recursive loop and dropped messages`,
      runbook: 'recursion-stopped',
      ...lambda,
      metric: 'RecursiveInvocationsDropped',
      ...once,
    },
  };
}
