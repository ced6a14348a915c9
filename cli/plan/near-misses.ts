import type { World } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { HOLD_TAG } from '../../shared/policy/model/tags.ts';
import { protectionFrom } from '../../shared/policy/rules/match.ts';
import { nearHolds, nearProtection } from '../../shared/policy/rules/near-miss.ts';
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
        const { arn, account, region, id, tags } = cluster;
        const isProtected = protectionFrom(policy, cluster, 'stop') !== undefined;
        const holds = nearHolds(tags).map(
          (key) => `the tag ${JSON.stringify(key)} holds nothing; write ${HOLD_TAG}`,
        );
        const protections = policy.protect
          .flatMap((entry) => (isProtected ? [] : nearProtection(entry, tags)))
          .map(
            ({ key, value, wanted, difference }) =>
              `the tag ${key}=${JSON.stringify(value)} does not protect it: it differs from ${wanted} in ${difference}`,
          );
        return [...holds, ...new Set(protections)].map((detail) => ({
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
