import {
  confirming,
  deadLettersOf,
  functions,
  functionsNamed,
  nameOf,
  type StackFunction,
} from './functions.ts';
import { type Part, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
type Metric = readonly (string | object)[];

const WIDTH = 12;
const HEIGHT = 6;

/** Everything on one page, with at most 50 metrics: such dashboards are in CloudWatch's free tier. */
export function dashboard(settings: Settings): Part {
  const ofQueue = (metric: string, name: typeof nameOf) =>
    functions.map((fn): Metric => ['AWS/SQS', metric, 'QueueName', name(settings, fn), { label: fn.name }]);
  const ofOwn = (metric: string, names: readonly StackFunction[] = functions) =>
    names.map((fn): Metric => {
      const dimensions = ['service', `dormouse-${settings.stage}`, 'function', fn.name];
      return ['Dormouse', metric, ...dimensions, { label: `${fn.name} ${metric}` }];
    });

  const widgets = [
    graph('Changes made', 'Sum', [
      ...ofOwn('ClustersDone', ofClusters),
      ...ofOwn('SnapshotsDone', ofSnapshots),
    ]),
    graph('Accounts and Regions swept', 'Sum', ofOwn('ScopesSwept')),
    graph('Runs with failures', 'Sum', ofOwn('RunsFailed')),
    graph('Requests never confirmed', 'Sum', ofOwn('ActsNotConfirmed', confirming)),
    graph(
      'Slowest confirmation but of snapshots, ms',
      'Maximum',
      ofOwn('ConfirmedAfter', confirmingClusters),
    ),
    graph('Dead letters', 'Maximum', ofQueue('ApproximateNumberOfMessagesVisible', deadLettersOf)),
    graph('Oldest message, s', 'Maximum', ofQueue('ApproximateAgeOfOldestMessage', nameOf)),
    graph(
      'Oldest recovery point, and longest overdue, s',
      'Maximum',
      ['RecoveryPointAgeMax', 'RecoveryPointOverdueMax'].flatMap((metric) =>
        ofOwn(metric, functionsNamed('copy-snapshots')),
      ),
    ),
    graph(
      'Quota of manual cluster snapshots used, %',
      'Maximum',
      ofOwn(
        'SnapshotQuotaUsedPercent',
        functionsNamed('stop-idle-clusters', 'create-snapshots', 'copy-snapshots'),
      ),
    ),
    graph(
      'Longest stream gap, s',
      'Maximum',
      ofOwn('StreamGapMax', functionsNamed('toggle-activity-streams')),
    ),
    graph(
      'Streams that follow an override',
      'Maximum',
      ofOwn('StreamsOverridden', functionsNamed('toggle-activity-streams')),
    ),
  ];
  const body = JSON.stringify({ widgets: widgets.map(place) });
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: { DashboardName: dashboardName(settings), DashboardBody: substitute(body) },
      },
    },
  };
}

const ofSnapshots = functions.filter(({ name }) => name.endsWith('-snapshots'));
const ofClusters = functions.filter((fn) => !ofSnapshots.includes(fn));
/** How long a snapshot takes depends on its size. */
const confirmingClusters = confirming.filter((fn) => ofClusters.includes(fn));

/** With the Region, because the name of a dashboard is the account's: other Regions may have the same stage. */
function dashboardName({ stage }: Settings): unknown {
  return substitute(`dormouse-${stage}-\${AWS::Region}`);
}

function graph(title: string, stat: 'Sum' | 'Maximum', metrics: readonly Metric[]): object {
  return {
    type: 'metric',
    properties: { title, stat, metrics, period: 300, view: 'timeSeries', region: `\${AWS::Region}` },
  };
}

/** Two beside each other. */
function place(widget: object, index: number): object {
  return {
    ...widget,
    x: (index % 2) * WIDTH,
    y: Math.floor(index / 2) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
  };
}
