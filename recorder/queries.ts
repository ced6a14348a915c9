import type { ClusterFacts, InstanceFacts } from '../shared/aws/read/fleet-facts.ts';
import type { ValuesQuery } from '../shared/aws/read/metric-values.ts';
import { PAUSE_METRIC } from '../shared/policy/metrics/query.ts';
import { engineOf } from '../shared/policy/model/engines.ts';
import { gaugesOf } from '../shared/policy/power/idle-metrics.ts';
import type { Shape } from './compact.ts';

/** A series to record: what to ask for, and where it stands in the recording of its cluster. */
export interface SeriesPlan {
  readonly cluster: string;
  /** `metrics` by name, `capacity` by instance, or `size` of the volume. */
  readonly place: 'metrics' | 'capacity' | 'size';
  readonly name: string;
  readonly query: ValuesQuery;
  readonly shape: Shape;
  /** The shortest period that AWS sends it in. */
  readonly finestMs: number;
}

const capacityShape = { busyAbove: 0, steady: false, as: 'most' } as const;
const minuteMs = 60_000;

/**
 * The series that decisions about a cluster go by: its gauges of use, and the capacity of its serverless instances. In
 * addition what its bill depends on: the average capacity, and the size of its volume.
 */
export function seriesOf(cluster: ClusterFacts, instances: readonly InstanceFacts[]): SeriesPlan[] {
  const { namespace, periodMs: finestMs = minuteMs } = engineOf(cluster).metrics ?? {};
  if (namespace === undefined) return [];
  const own = { DBClusterIdentifier: cluster.id };
  const plan = (
    place: SeriesPlan['place'],
    name: string,
    query: Omit<ValuesQuery, 'namespace'>,
    shape: Shape,
  ): SeriesPlan => ({ cluster: cluster.arn, place, name, query: { namespace, ...query }, shape, finestMs });
  const gauges = gaugesOf(cluster)
    .filter(({ metric }) => metric !== PAUSE_METRIC)
    .map(({ metric, busyAbove = Number.POSITIVE_INFINITY, steady }) =>
      plan(
        'metrics',
        metric,
        { metric, stat: 'Maximum', dimensions: own },
        { busyAbove, steady, as: 'most' },
      ),
    );
  const serverless = instances.filter((instance) => instance.class === 'db.serverless');
  const average = { metric: PAUSE_METRIC, stat: 'Average', dimensions: own } as const;
  return [
    ...gauges,
    ...(serverless.length === 0
      ? []
      : [plan('metrics', PAUSE_METRIC, average, { ...capacityShape, as: 'mean' })]),
    ...serverless.map(({ id }) =>
      plan(
        'capacity',
        id,
        { metric: PAUSE_METRIC, stat: 'Maximum', dimensions: { DBInstanceIdentifier: id } },
        capacityShape,
      ),
    ),
    plan(
      'size',
      'VolumeBytesUsed',
      { metric: 'VolumeBytesUsed', stat: 'Average', dimensions: own },
      capacityShape,
    ),
  ];
}
