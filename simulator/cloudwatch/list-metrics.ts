import type { Metric as ListedMetric } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import type { Call, Operation } from '../core/service.ts';
import { isMultiAz } from '../fleet/engines.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';
import { invalid } from './input.ts';
import { metricNamesOf } from './metrics.ts';
import type { Dimension } from './target.ts';

const inputSchema = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string().optional() })).default([]),
  NextToken: z.string().optional(),
});
type Input = z.infer<typeof inputSchema>;

const pageSize = 500;

/**
 * The metrics that clusters and instances of the place send, by name and dimensions.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export function listMetrics(store: Store): Operation {
  return (raw, call) => {
    const result = inputSchema.safeParse(raw);
    if (!result.success) throw invalid(`The parameters are not valid: ${result.error.message}.`);
    const all = metricsOf(store, call).filter((metric) => isWanted(metric, result.data));
    const from = decode(result.data.NextToken);
    const isCut = all.length > from + pageSize;
    return {
      Metrics: all.slice(from, from + pageSize),
      ...(isCut && { NextToken: String(from + pageSize) }),
    };
  };
}

function metricsOf(store: Store, call: Call): ListedMetric[] {
  return store.clustersIn(call).flatMap((cluster) => {
    const sends = cluster.uses.some(({ use }) => use !== 'missing');
    if (!sends) return [];
    return metricNamesOf(cluster, call.now).flatMap(({ Namespace, MetricName }) =>
      dimensionsOf(cluster).map((Dimensions) => ({ Namespace, MetricName, Dimensions: [...Dimensions] })),
    );
  });
}

/** A Multi-AZ DB cluster sends by instance only. */
function dimensionsOf({ id, engine, members }: Cluster): (readonly Dimension[])[] {
  const instances = members.map((member) => [{ Name: 'DBInstanceIdentifier', Value: member.id }]);
  if (isMultiAz(engine)) return instances;
  const cluster = { Name: 'DBClusterIdentifier', Value: id };
  const roles = ['WRITER', 'READER'].slice(0, Math.min(members.length, 2));
  return [[cluster], ...roles.map((Value) => [cluster, { Name: 'Role', Value }]), ...instances];
}

function isWanted(metric: ListedMetric, { Namespace, MetricName, Dimensions }: Input): boolean {
  return (
    (Namespace ?? metric.Namespace) === metric.Namespace &&
    (MetricName ?? metric.MetricName) === metric.MetricName &&
    Dimensions.every(({ Name, Value }) =>
      metric.Dimensions?.some((own) => own.Name === Name && (Value ?? own.Value) === own.Value),
    )
  );
}

function decode(token: string | undefined): number {
  if (token === undefined) return 0;
  if (!/^\d+$/.test(token)) throw invalid('The value for parameter NextToken is not valid.');
  return Number(token);
}
