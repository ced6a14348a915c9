/** 0 throughout means that a serverless cluster has paused by itself. */
export const PAUSE_METRIC = 'ServerlessDatabaseCapacity';

/** A CloudWatch metric that shows how a cluster is used. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: 'Maximum';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The name of a metric among those of its cluster; a metric of one instance begins with the instance's identifier. */
export function seriesName({ metric, dimensions }: Pick<MetricQuery, 'metric' | 'dimensions'>): string {
  const { DBInstanceIdentifier: instance } = dimensions;
  return instance === undefined ? metric : `${instance} ${metric}`;
}
