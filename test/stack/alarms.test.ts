import { expect, test } from 'vitest';
import { z } from 'zod';
import { delaySeconds } from '../../shared/runtime/queue/delay.ts';
import { alarms } from '../../stack/alarms.ts';
import { functions } from '../../stack/functions.ts';
import { settings, settingsWith } from './builders.ts';

const HOUR_SECONDS = 3600;

const alarm = z.object({
  AlarmName: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Period: z.number().multipleOf(60),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number(),
  ComparisonOperator: z.string(),
  TreatMissingData: z.string(),
  ActionsEnabled: z.boolean().optional(),
  AlarmActions: z
    .array(z.object({ Ref: z.literal('AlarmTopic') }))
    .length(1)
    .optional(),
});
const all = alarmsWith({});

function alarmsWith(more: Partial<typeof settings>) {
  const { Resources } = alarms({ ...settings, ...more });
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => alarm.parse(Properties));
}

test.each(functions)('$name is watched', ({ key }) => {
  const names = all.map(({ AlarmName }) => AlarmName).filter((name) => name.includes(`-${key}-`));

  expect(names).toEqual(
    expect.arrayContaining(
      [
        ...['DeadLetters', 'Errors', 'RunsFailed', 'OldestMessage', 'SweepMissed', 'BreakerTripped'],
        ...['RecursionStopped', 'Throttled', 'AccountFailing'],
      ].map((what) => `dormouse-test-${key}-${what}`),
    ),
  );
});

test('recovery points, stream gaps, quotas and what is undelivered are watched', () => {
  expect(all.map(({ AlarmName }) => AlarmName)).toEqual(
    expect.arrayContaining([
      'dormouse-test-copySnapshots-RecoveryPointAge',
      'dormouse-test-copySnapshots-RecoveryPointsMissing',
      'dormouse-test-copySnapshots-RecoveryPointOverdue',
      'dormouse-test-toggleActivityStreams-StreamGap',
      'dormouse-test-toggleActivityStreams-StreamsOverridden',
      'dormouse-test-stopIdleClusters-Quota',
      'dormouse-test-createSnapshots-Quota',
      'dormouse-test-copySnapshots-Quota',
      'dormouse-test-UndeliveredEvents',
    ]),
  );
});

test('drills that fail, miss a target or leave something over are watched, and clusters that none has proven', () => {
  const drills = alarmsWith(settingsWith({ drills: true, provenMaxDays: 100 })).filter(({ AlarmName }) =>
    /-(Proven|Drill|NotReady)\w*$/.test(AlarmName),
  );

  expect(
    drills.map(({ AlarmName, MetricName, ComparisonOperator, Threshold }) => [
      ...[AlarmName.split('-').at(-1), MetricName, ComparisonOperator, Threshold],
    ]),
  ).toEqual([
    ['ProvenAge', 'ProvenAgeHours', 'GreaterThanThreshold', 2400],
    ['NotReady', 'ClustersNotReady', 'GreaterThanOrEqualToThreshold', 1],
    ['DrillFailed', 'DrillsFailed', 'GreaterThanOrEqualToThreshold', 1],
    ['DrillTargetMissed', 'DrillTargetMissed', 'GreaterThanOrEqualToThreshold', 1],
    ['DrillLeftover', 'DrillLeftovers', 'GreaterThanOrEqualToThreshold', 1],
  ]);
});

test('without drills there is no alarm about them, and none of their function', () => {
  const { Resources } = alarms(settingsWith());

  expect(Object.keys(Resources).filter((id) => id.includes('Drill'))).toEqual([]);
});

test('unconfirmed requests are watched where anything is followed', () => {
  const watched = all.filter(({ MetricName }) => MetricName === 'ActsNotConfirmed');

  expect(watched.map(({ AlarmName }) => AlarmName)).toEqual(
    ['stopIdleClusters', 'startClusters', 'createSnapshots', 'copySnapshots', 'toggleActivityStreams'].map(
      (key) => `dormouse-test-${key}-NotConfirmed`,
    ),
  );
  expect(
    new Set(watched.map(({ Threshold, TreatMissingData }) => `${Threshold} ${TreatMissingData}`)),
  ).toEqual(new Set(['2 notBreaching']));
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test('an alarm whose metric is only sent now and then does not clear itself in between', () => {
  const kept = all.filter(({ TreatMissingData }) => TreatMissingData === 'ignore');

  expect(kept.map(({ MetricName }) => MetricName)).toEqual([
    ...['SnapshotQuotaUsedPercent', 'SnapshotQuotaUsedPercent', 'SnapshotQuotaUsedPercent'],
    ...['RecoveryPointAgeMax', 'RecoveryPointOverdueMax', 'ProvenAgeHours', 'ClustersNotReady'],
  ]);
});

test('while the stack is disabled, nobody hears of the silence that follows', () => {
  const { Resources } = alarms({ ...settings, enabled: false });
  const silent = alarmsWith({ enabled: false }).filter(({ ActionsEnabled }) => ActionsEnabled === false);

  expect(silent.map(({ AlarmName }) => AlarmName)).toEqual([
    ...functions.flatMap(({ key }) =>
      ['OldestMessage', 'SweepMissed'].map((what) => `dormouse-test-${key}-${what}`),
    ),
    'dormouse-test-ScheduleFailed',
  ]);
  expect(JSON.stringify(Resources.DoesNotWorkAlarm)).not.toMatch(/OldestMessage|SweepMissed|ScheduleFailed/);
  expect(all.filter(({ ActionsEnabled }) => ActionsEnabled === false)).toEqual([]);
});

test('an override of a stream that lasts for a week is heard of, a shorter one is not', () => {
  const overridden = all.find(({ MetricName }) => MetricName === 'StreamsOverridden');

  expect(overridden).toMatchObject({
    Period: HOUR_SECONDS,
    EvaluationPeriods: 7 * 24,
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('only sweeps that are not heard of are bad news by silence', () => {
  const loud = all.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

  expect(loud.map(({ AlarmName }) => AlarmName)).toEqual(
    functions.map(({ key }) => `dormouse-test-${key}-SweepMissed`),
  );
  // Invocations would also be those for events, and those that only split a sweep.
  expect(loud.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`)).toEqual(
    functions.map(() => 'Dormouse ScopesSwept'),
  );
});

// It sends 0, as copy-snapshots does where no rule copies.
test('a sweep that has nowhere to look at is no sweep missed', () => {
  const loud = all.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

  expect(new Set(loud.map((one) => `${one.ComparisonOperator} ${one.Threshold}`))).toEqual(
    new Set(['LessThanThreshold 0']),
  );
});

test.each([
  [60, 15],
  [240, 60],
  [7, 15],
])(
  'with sweepMissedMinutes %s, a stream gap has to be seen in two periods of %s minutes',
  (sweepMissedMinutes, minutes) => {
    const gap = alarmsWith({ sweepMissedMinutes }).find(({ MetricName }) => MetricName === 'StreamGapMax');

    expect(gap).toMatchObject({
      EvaluationPeriods: 2,
      Period: 60 * minutes,
      TreatMissingData: 'notBreaching',
    });
  },
);

test.each([
  [60, 60, 30],
  [240, 240, 120],
  [1440, 1440, 720],
  [7, 10, 30],
])(
  'with sweepMissedMinutes %s, silence alarms after %s minutes, and two failures within %s',
  (sweepMissedMinutes, silent, failing) => {
    const minutesOf = (what: string) =>
      alarmsWith({ sweepMissedMinutes })
        .filter(({ AlarmName }) => AlarmName.endsWith(`-${what}`))
        .map(
          ({ Period, EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods }) =>
            (Period * DatapointsToAlarm) / 60,
        );

    expect(new Set(minutesOf('SweepMissed'))).toEqual(new Set([silent]));
    expect(
      new Set([...minutesOf('Errors'), ...minutesOf('RunsFailed'), ...minutesOf('NotConfirmed')]),
    ).toEqual(new Set([failing]));
  },
);

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
test('silence is looked for in short periods, for CloudWatch waits some more of them', () => {
  const loud = all.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

  expect(new Set(loud.map(({ Period }) => Period))).toEqual(new Set([300]));
});

// SQS leaves out of the age what was received three times, or more:
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
test.each([10, 300])(
  'a message that is followed is left out of the age before it alarms, with a window of %s s',
  (windowSeconds) => {
    const oldest = all.filter(({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage');
    const sentAhead = 60;
    const waits = ['1', '2', '3'].map((count) => delaySeconds({ ApproximateReceiveCount: count }));
    const looks = 4 * (windowSeconds + settings.timeoutSeconds);

    const longest = waits.reduce((sum, wait) => sum + wait, sentAhead + looks);

    expect(waits).toEqual([60, 120, 240]);
    expect(new Set(oldest.map(({ Threshold }) => Threshold))).toEqual(new Set([HOUR_SECONDS]));
    expect(longest).toBeLessThan(HOUR_SECONDS);
  },
);

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
test('no alarm looks back further than CloudWatch does', () => {
  const far = [20, 60, 121, 202, 999, 1440].flatMap((sweepMissedMinutes) =>
    alarmsWith({ sweepMissedMinutes, recoveryPointMaxHours: 168, pausedMaxHours: 168 }).filter(
      ({ Period, EvaluationPeriods }) =>
        Period * EvaluationPeriods > (Period >= HOUR_SECONDS ? 7 * 24 : 24) * HOUR_SECONDS,
    ),
  );

  expect(far).toEqual([]);
});
