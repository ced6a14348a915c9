import type { FunctionName } from './functions.ts';
import type { Settings } from './settings.ts';
import { ownMetric } from './widgets.ts';

/** A metric of an objective, under the id that its expression names. */
export interface SloMetric {
  readonly metric: string;
  readonly of: FunctionName;
  /** A statistic of CloudWatch: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
  readonly stat: string;
}

/** A service level objective, as docs/slo.md explains it and the dashboard shows it. */
export interface Slo {
  readonly title: string;
  /** The share of good events that is promised over 28 days, in percent. */
  readonly objective: number;
  readonly metrics: Readonly<Record<string, SloMetric>>;
  /** The share of good events in percent, in metric math, over whatever period is asked for. */
  readonly expression: string;
}

/** How long RDS may take to stop a cluster after the request. */
const STOPPED_MINUTES = 15;

const start = 'start-clusters';
const stop = 'stop-idle-clusters';

/**
 * The objectives. A metric that is not sent counts as 0, so expressions fill it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const slos: readonly Slo[] = [
  {
    title: 'Up in its hours',
    objective: 99.5,
    metrics: {
      hours: { metric: 'ClustersInHours', of: start, stat: 'Sum' },
      late: { metric: 'ClustersLate', of: start, stat: 'Sum' },
    },
    expression: '100 * (hours - FILL(late, 0)) / hours',
  },
  {
    title: `Stopped within ${STOPPED_MINUTES} minutes of being found idle`,
    objective: 99,
    metrics: {
      stopped: { metric: 'ConfirmedAfter', of: stop, stat: 'SampleCount' },
      quick: { metric: 'ConfirmedAfter', of: stop, stat: `PR(:${STOPPED_MINUTES * 60_000})` },
      lost: { metric: 'ActsNotConfirmed', of: stop, stat: 'Sum' },
      refused: { metric: 'ClustersFailed', of: stop, stat: 'Sum' },
      busy: { metric: 'ClustersRetry', of: stop, stat: 'Sum' },
    },
    expression:
      'FILL(stopped, 0) * FILL(quick, 0) / (FILL(stopped, 0) + FILL(lost, 0) + FILL(refused, 0) + FILL(busy, 0))',
  },
  {
    title: 'Accounts and Regions that could be looked at',
    objective: 99.9,
    metrics: {
      swept: { metric: 'ScopesSwept', of: stop, stat: 'Sum' },
      failed: { metric: 'ScopesFailed', of: stop, stat: 'Sum' },
    },
    expression: '100 * FILL(swept, 0) / (FILL(swept, 0) + FILL(failed, 0))',
  },
];

/** The share of its error budget that is left, in percent: less than 0 when the objective is missed. */
export function budgetExpression({ objective }: Pick<Slo, 'objective'>): string {
  return `100 * (sli - ${objective}) / ${Number((100 - objective).toFixed(3))}`;
}

/** A widget of the dashboard: the objective and its budget over the time range that is chosen, four weeks by default. */
export function sloWidget(settings: Settings, slo: Slo): object {
  const inputs = Object.entries(slo.metrics).map(([id, { metric, of, stat }]) => [
    ...ownMetric(settings, of, metric),
    { id, stat, visible: false },
  ]);
  const shown = [
    [{ id: 'sli', expression: slo.expression, label: `good, % (objective ${slo.objective})` }],
    [{ id: 'budget', expression: budgetExpression(slo), label: 'error budget left, %' }],
  ];
  return {
    type: 'metric',
    properties: {
      title: slo.title,
      view: 'singleValue',
      setPeriodToTimeRange: true,
      start: '-P28D',
      metrics: [...shown, ...inputs],
      period: 86_400,
      region: `\${AWS::Region}`,
    },
  };
}
