import type { Service } from '../core/service.ts';
import type { Store } from '../rds/clusters/store.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';

/** CloudWatch, by its signing name; IAM has no resources for it but `*`. */
export function createCloudWatchService(store: Store): Service {
  return {
    name: 'monitoring',
    operations: {
      GetMetricData: getMetricData(store),
      GetMetricStatistics: getMetricStatistics(store),
      ListMetrics: listMetrics(store),
    },
  };
}
