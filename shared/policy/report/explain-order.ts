import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { circleText, namesOf, orderOf } from '../power/order.ts';
import { settingsOf } from '../rules/settings.ts';

/**
 * Which clusters of its account and Region come before and after it, and the rules that say so; undefined where none does.
 *
 * @example
 * 'starts after db-1 (power.after of rule applications), stops after web-1 (power.after of rule web)'
 */
export function explainOrder(
  policy: Policy,
  cluster: Cluster,
  clusters: readonly Cluster[],
): string | undefined {
  const order = orderOf(policy, clusters);
  if (order === undefined) return undefined;
  const [before, after] = [order.before(cluster), order.after(cluster)];
  const parts = [
    ...(before.length > 0 ? [`starts after ${namesOf(before)} (${bySettings(policy, [cluster])})`] : []),
    ...(after.length > 0 ? [`stops after ${namesOf(after)} (${bySettings(policy, after)})`] : []),
  ];
  const text = `${parts.join(', ')}${circleText(order.circle(cluster))}`.replace(/^; /, '');
  return text === '' ? undefined : text;
}

/** The rules that put these clusters after others. */
function bySettings(policy: Policy, clusters: readonly Cluster[]): string {
  const names = new Set(clusters.flatMap((one) => settingsOf(policy, one, 'power')?.name ?? []));
  return `power.after of rule ${[...names].join(', ')}`;
}
