import type { World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { readHold } from '../../shared/policy/rules/hold.ts';
import { byPlace } from './by-place.ts';

export interface HeldCluster {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** Clusters that a rule covers, with a hold that no time ends. */
export function heldForever(decisions: readonly Decision[], worlds: readonly World[]): HeldCluster[] {
  const held = new Set(decisions.filter(({ reason }) => reason === 'held').map(({ target }) => target));
  return worlds
    .flatMap(({ clusters, observedAt }) =>
      clusters.flatMap(({ cluster: { arn, account, region, id, tags } }) => {
        const hold = readHold(tags, 'UTC', observedAt);
        const isForever = hold.state === 'held' && hold.until === undefined;
        return isForever && held.has(arn) ? [{ arn, account, region, cluster: id }] : [];
      }),
    )
    .toSorted(byPlace);
}
