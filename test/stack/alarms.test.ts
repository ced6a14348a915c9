import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { delaySeconds } from '../../shared/runtime/queue/delay.ts';
import { alarms } from '../../stack/alarms.ts';
import { dashboard } from '../../stack/dashboard.ts';
import { functions } from '../../stack/functions.ts';
import { settings } from './builders.ts';

const HOUR_SECONDS = 3600;

const alarm = z.object({
  AlarmName: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Period: z.number().multipleOf(60),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  ComparisonOperator: z.string(),
  TreatMissingData: z.string(),
  AlarmActions: z.array(z.object({ Ref: z.literal('AlarmTopic') })).length(1),
});
const all = alarmsWith({});

function alarmsWith(more: Partial<typeof settings>) {
  const { Resources } = alarms({ ...settings, ...more });
  return Object.values(Resources).map(({ Properties }) => alarm.parse(Properties));
}

test.each(functions)('$name is watched', ({ key }) => {
  const names = all.map(({ AlarmName }) => AlarmName).filter((name) => name.includes(`-${key}-`));

  expect(names).toEqual(
    expect.arrayContaining(
      [...['DeadLetters', 'Errors', 'RunsFailed'], ...['OldestMessage', 'SweepMissed', 'BreakerTripped']].map(
        (what) => `dormouse-test-${key}-${what}`,
      ),
    ),
  );
});

test('recovery points, stream gaps, quotas and what is undelivered are watched', () => {
  expect(all.map(({ AlarmName }) => AlarmName)).toEqual(
    expect.arrayContaining([
      'dormouse-test-copySnapshots-RecoveryPointAge',
      'dormouse-test-copySnapshots-RecoveryPointsMissing',
      'dormouse-test-toggleActivityStreams-StreamGap',
      'dormouse-test-stopIdleClusters-Quota',
      'dormouse-test-createSnapshots-Quota',
      'dormouse-test-copySnapshots-Quota',
      'dormouse-test-UndeliveredEvents',
    ]),
  );
});

test('what does not come about is watched where anything is followed', () => {
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
        .map(({ Period, EvaluationPeriods }) => (Period * EvaluationPeriods) / 60);

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
  const far = alarmsWith({ sweepMissedMinutes: 1440, recoveryPointMaxHours: 168 }).filter(
    ({ Period, EvaluationPeriods }) =>
      Period * EvaluationPeriods > (Period >= HOUR_SECONDS ? 7 * 24 : 24) * HOUR_SECONDS,
  );

  expect(far).toEqual([]);
});

function metricsOnDashboard() {
  const { Dashboard } = dashboard(settings).Resources;
  const { 'Fn::Sub': text } = z.object({ 'Fn::Sub': z.string() }).parse(Dashboard?.Properties.DashboardBody);
  const metric = z.array(z.union([z.string(), z.object({ label: z.string() })]));
  const { widgets } = z
    .object({ widgets: z.array(z.object({ properties: z.object({ metrics: z.array(metric) }) })) })
    .parse(JSON.parse(text));
  return widgets.flatMap(({ properties }) => properties.metrics);
}

test('alarms and the dashboard know no metric of ours that the functions do not send', () => {
  const senders = ['shared/runtime/report/metrics.ts', 'shared/runtime/queue/notify.ts'];
  const sent = senders.map((file) => readFileSync(file, 'utf8')).join('');
  const onDashboard = metricsOnDashboard().flatMap(([namespace, name]) =>
    namespace === 'Dormouse' ? String(name) : [],
  );
  const inAlarms = all
    .filter(({ Namespace }) => Namespace === 'Dormouse')
    .map(({ MetricName }) => MetricName);

  const counts = /^(Clusters|Snapshots)(Done|Failed)$/;
  const unknown = [...onDashboard, ...inAlarms].filter(
    (name) => !counts.test(name) && !new RegExp(`\\b${name}\\b`).test(sent),
  );

  expect(unknown).toEqual([]);
  expect(onDashboard).toEqual(expect.arrayContaining(['ActsNotConfirmed', 'ConfirmedAfter', 'ScopesSwept']));
});

test('the dashboard shows runs in which anything failed, which are no errors of a function when a message asked for them', () => {
  const failed = metricsOnDashboard().filter(([, name]) => name === 'RunsFailed');

  expect(failed.map((parts) => parts[5])).toEqual(functions.map(({ name }) => name));
});

test('the dashboard shows every queue, and only metrics that are named with their dimensions', () => {
  const metrics = metricsOnDashboard();

  const names = metrics.flatMap((parts) => parts.filter((part) => typeof part === 'string'));

  expect(metrics.filter((parts) => parts.length !== 5 && parts.length !== 7)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(functions.map(({ key }) => `dormouse-test-${key}-dead-letters`)),
  );
});

// https://aws.amazon.com/cloudwatch/pricing/
test('the dashboard has no more metrics than CloudWatch gives for nothing', () => {
  expect(metricsOnDashboard().length).toBeLessThanOrEqual(50);
});
