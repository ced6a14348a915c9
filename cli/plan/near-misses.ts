import type { World } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { describeNearMisses } from '../../shared/policy/report/near-misses.ts';
import { byPlace } from './change.ts';

/** A tag that looks like a hold or a protection to people and is none. */
export interface NearMiss {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly detail: string;
}

export function nearMisses(
  policy: Policy,
  worlds: readonly World[],
  isMeant: (one: Pick<NearMiss, 'account' | 'cluster'>) => boolean,
): NearMiss[] {
  return worlds
    .flatMap(({ clusters }) =>
      clusters.flatMap(({ cluster }) => {
        const { arn, account, region, id } = cluster;
        return describeNearMisses(policy, cluster).map((detail) => ({
          arn,
          account,
          region,
          cluster: id,
          detail,
        }));
      }),
    )
    .filter(isMeant)
    .toSorted(byPlace);
}
