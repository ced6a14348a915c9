import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { alarms } from '../../stack/alarms.ts';
import { dashboard } from '../../stack/dashboard.ts';
import { functions } from '../../stack/functions.ts';
import { slos } from '../../stack/slo.ts';
import { settings, settingsWith } from './builders.ts';

const alarm = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Value: z.string() })),
});
const all = Object.values(alarms(settings).Resources)
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => alarm.parse(Properties));

function metricsOnDashboard() {
  return [...metricsOn('Dashboard'), ...metricsOn('DrillDashboard')];
}

function metricsOn(id: 'Dashboard' | 'DrillDashboard') {
  const { DashboardBody } = dashboard(settings).Resources[id]?.Properties ?? {};
  const { 'Fn::Sub': text } = z.object({ 'Fn::Sub': z.string() }).parse(DashboardBody);
  const metric = z.array(z.union([z.string(), z.object({ label: z.string() })]));
  const { widgets } = z
    .object({ widgets: z.array(z.object({ properties: z.object({ metrics: z.array(metric) }) })) })
    .parse(JSON.parse(text));
  return widgets.flatMap(({ properties }) => properties.metrics);
}

test('alarms and the dashboard know no metric of ours that the functions do not send', () => {
  const senders = [
    ...['shared/runtime/report/metrics.ts', 'shared/runtime/report/drill-metrics.ts'],
    'shared/runtime/report/restraints.ts',
    'shared/runtime/function/runner.ts',
    'shared/runtime/queue/notify.ts',
  ];
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

test('the dashboard shows each quota that an alarm watches', () => {
  const quotas = metricsOnDashboard().filter(([, name]) => name === 'SnapshotQuotaUsedPercent');

  expect(quotas.map((parts) => parts[5])).toEqual(
    all
      .filter(({ MetricName }) => MetricName === 'SnapshotQuotaUsedPercent')
      .map(({ Dimensions }) => Dimensions[1]?.Value),
  );
});

test.each(['StreamsOverridden', 'RecoveryPointOverdueMax'])(
  'the dashboard shows %s, which an alarm watches',
  (name) => {
    const functionsOf = (metrics: readonly string[]) => metrics.filter((each) => each === name).length;

    expect(functionsOf(metricsOnDashboard().map(([, metric]) => String(metric)))).toBe(1);
    expect(functionsOf(all.map(({ MetricName }) => MetricName))).toBe(1);
  },
);

// arn:aws:cloudwatch::<account>:dashboard/<name>:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
test('the dashboard of another Region of the account has another name', () => {
  expect(dashboard(settings).Resources.Dashboard?.Properties.DashboardName).toEqual({
    'Fn::Sub': `dormouse-test-\${AWS::Region}`,
  });
});

test('the dashboard shows every queue, and only metrics that are named with their dimensions', () => {
  const metrics = metricsOnDashboard();

  const names = metrics.flatMap((parts) => parts.filter((part) => typeof part === 'string'));

  expect(metrics.filter((parts) => parts.length !== 5 && parts.length !== 7)).toEqual([]);
  expect(names).toEqual(
    expect.arrayContaining(functions.map(({ key }) => `dormouse-test-${key}-dead-letters`)),
  );
});

test('the objectives have a dashboard of their own, with metrics that functions send', () => {
  const { DashboardBody } = dashboard(settings).Resources.SloDashboard?.Properties ?? {};
  const sent = readFileSync('shared/runtime/report/metrics.ts', 'utf8');
  const named = slos.flatMap(({ metrics }) => Object.values(metrics).map(({ metric }) => metric));

  expect(JSON.stringify(DashboardBody)).toContain(slos[0]?.expression);
  expect(
    named.filter((name) => !/^(Clusters(Failed|Retry)|ActsNotConfirmed|ConfirmedAfter)$/.test(name)),
  ).toEqual(named.filter((name) => new RegExp(`\\b${name}\\b`).test(sent)));
});

// https://aws.amazon.com/cloudwatch/pricing/
test('no dashboard has more metrics than CloudWatch gives for nothing', () => {
  expect(metricsOn('Dashboard').length).toBeLessThanOrEqual(50);
  expect(metricsOn('DrillDashboard').length).toBeLessThanOrEqual(50);
});

test('drills have a dashboard of their own, and without drills there is none', () => {
  expect(dashboard(settings).Resources.DrillDashboard?.Properties.DashboardName).toEqual({
    'Fn::Sub': `dormouse-test-drills-\${AWS::Region}`,
  });
  expect(Object.keys(dashboard(settingsWith()).Resources)).toEqual(['Dashboard', 'SloDashboard']);
});
