/** 0 throughout means that a serverless cluster has paused by itself. */
export const PAUSE_METRIC = 'ServerlessDatabaseCapacity';

/** One CloudWatch metric that says something about a cluster's use. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: 'Maximum';
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What a metric is called among those of its cluster: of one instance, with the instance's identifier. */
export function seriesName({ metric, dimensions }: Pick<MetricQuery, 'metric' | 'dimensions'>): string {
  const { DBInstanceIdentifier: instance } = dimensions;
  return instance === undefined ? metric : `${instance} ${metric}`;
}
