import { HOURS_PER_MONTH } from '../../prices/prices.ts';

/**
 * The cost of Dormouse itself, by the list prices of docs/cost.md: alarms, metrics, the dashboard, the key and the pollers
 * of its queues cost the same however many clusters there are.
 */
const FIXED_MONTH = 6.3 + 2.86 + 3 + 1.04 + 1.95 + 0.05;
/** Lambda, events, logs and three times the metrics that were counted, of a hundred clusters. */
const CLUSTER_MONTH = (0.36 + 0.02 + 0.13 + 3 * 0.47) / 100;

/** US dollars for a deployment over some hours. */
export function ownCost(clusters: number, hours: number): number {
  return ((FIXED_MONTH + CLUSTER_MONTH * clusters) * hours) / HOURS_PER_MONTH;
}
