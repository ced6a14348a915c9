import { expect, test } from 'vitest';
import { z } from 'zod';
import { alarms } from '../../stack/alarms.ts';
import { dashboard } from '../../stack/dashboard.ts';
import { functions } from '../../stack/functions.ts';

const HOUR_SECONDS = 3600;

const settings = {
  stage: 'test',
  timeoutSeconds: 300,
  batchWindowSeconds: 10,
  traced: false,
  accounts: [],
  sweepMissedMinutes: 60,
  recoveryPointMaxHours: 168,
  streamGapMaxMinutes: 60,
};

const alarm = z.object({
  AlarmName: z.string(),
  Namespace: z.string(),
  MetricName: z.string(),
  Period: z.number().multipleOf(60),
  EvaluationPeriods: z.number(),
  Threshold: z.number(),
  TreatMissingData: z.string(),
  AlarmActions: z.array(z.object({ Ref: z.literal('AlarmTopic') })).length(1),
});
const all = Object.values(alarms(settings).Resources).map(({ Properties }) => alarm.parse(Properties));

test.each(functions)('$name is watched', ({ key }) => {
  const names = all.map(({ AlarmName }) => AlarmName).filter((name) => name.includes(`-${key}-`));

  expect(names).toEqual(
    expect.arrayContaining(
      [
        ...['DeadLetters', 'Errors', 'ScopesFailed', 'Throttles'],
        ...['OldestMessage', 'SweepMissed', 'BreakerTripped'],
      ].map((what) => `dormouse-test-${key}-${what}`),
    ),
  );
});

test('recovery points, stream gaps, quotas and what is undelivered are watched', () => {
  expect(all.map(({ AlarmName }) => AlarmName)).toEqual(
    expect.arrayContaining([
      'dormouse-test-copySnapshots-RecoveryPointAge',
      'dormouse-test-copySnapshots-RecoveryPointsMissing',
      'dormouse-test-toggleActivityStreams-StreamGap',
      'dormouse-test-createSnapshots-Quota',
      'dormouse-test-copySnapshots-Quota',
      'dormouse-test-UndeliveredEvents',
    ]),
  );
});

test('only a function that is not heard of is bad news by silence', () => {
  const loud = all.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');

  expect(new Set(loud.map(({ MetricName }) => MetricName))).toEqual(new Set(['Invocations']));
});

test('a message that is followed for a day alarms nobody', () => {
  const oldest = all.filter(({ MetricName }) => MetricName === 'ApproximateAgeOfOldestMessage');

  expect(Math.min(...oldest.map(({ Threshold }) => Threshold))).toBeGreaterThan(24 * HOUR_SECONDS);
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
test('no alarm looks back further than CloudWatch does', () => {
  const far = all.filter(
    ({ Period, EvaluationPeriods }) =>
      Period * EvaluationPeriods > (Period >= HOUR_SECONDS ? 7 * 24 : 24) * HOUR_SECONDS,
  );

  expect(far).toEqual([]);
});

test('the dashboard shows every queue, and only metrics that are named with their dimensions', () => {
  const { Dashboard } = dashboard(settings).Resources;
  const { 'Fn::Sub': text } = z.object({ 'Fn::Sub': z.string() }).parse(Dashboard?.Properties.DashboardBody);
  const metric = z.array(z.union([z.string(), z.object({ label: z.string() })]));
  const { widgets } = z
    .object({ widgets: z.array(z.object({ properties: z.object({ metrics: z.array(metric) }) })) })
    .parse(JSON.parse(text));
  const metrics = widgets.flatMap(({ properties }) => properties.metrics);

  const names = metrics.flatMap((parts) => parts.filter((part) => typeof part === 'string'));

  expect(metrics.filter((parts) => parts.length !== 5 && parts.length !== 7)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(functions.map(({ key }) => `dormouse-test-${key}-dead-letters`)),
  );
});
