import type { FunctionName, StackFunction } from './functions.ts';
import { type Resource, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
type Metric = readonly (string | object)[];

const WIDTH = 12;
const HEIGHT = 6;

/** A dashboard of graphs, two beside each other. */
export function dashboardOf(name: string, graphs: readonly object[]): Resource {
  const body = JSON.stringify({ widgets: graphs.map(place) });
  // With the Region, because the name of a dashboard is the account's: other Regions may have the same stage.
  const DashboardName = substitute(`${name}-\${AWS::Region}`);
  return {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardName, DashboardBody: substitute(body) },
  };
}

/** A metric that functions send themselves. */
export function ofOwn(
  settings: Settings,
  functions: readonly StackFunction[],
  ...metrics: readonly string[]
): Metric[] {
  return metrics.flatMap((metric) =>
    functions.map(
      ({ name }): Metric => [...ownMetric(settings, name, metric), { label: `${name} ${metric}` }],
    ),
  );
}

/** A metric that one function sends itself, without its options. */
export function ownMetric({ stage }: Settings, name: FunctionName, metric: string): string[] {
  return ['Dormouse', metric, 'service', `dormouse-${stage}`, 'function', name];
}

/** A metric of SQS about a queue of each function. */
export function ofQueues(
  settings: Settings,
  functions: readonly StackFunction[],
  metric: string,
  nameOf: (settings: Settings, fn: StackFunction) => string,
): Metric[] {
  return functions.map(
    (fn): Metric => ['AWS/SQS', metric, 'QueueName', nameOf(settings, fn), { label: fn.name }],
  );
}

export function graph(title: string, stat: 'Sum' | 'Maximum', metrics: readonly Metric[]): object {
  return {
    type: 'metric',
    properties: { title, stat, metrics, period: 300, view: 'timeSeries', region: `\${AWS::Region}` },
  };
}

function place(widget: object, index: number): object {
  return {
    ...widget,
    x: (index % 2) * WIDTH,
    y: Math.floor(index / 2) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
  };
}
