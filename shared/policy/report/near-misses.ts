import type { Cluster } from '../model/cluster.ts';
import { DRILL_PREFIX, isDrillName } from '../model/drill-record.ts';
import type { Policy } from '../model/policy.ts';
import { HOLD_TAG, HOURS_TAG } from '../model/tags.ts';
import { protectionFrom } from '../rules/match.ts';
import { nearKeys } from '../rules/near-miss.ts';
import { nearProtection } from '../rules/near-protection.ts';

/** Each tag of a cluster that looks like a hold or a protection to people and is none, in a sentence. */
export function describeNearMisses(policy: Policy, cluster: Cluster): string[] {
  const { tags } = cluster;
  if (isDrillName(cluster.id))
    return [`no rule matches it, whatever it says, because its name begins with ${DRILL_PREFIX}`];
  const isProtected = protectionFrom(policy, cluster, 'stop') !== undefined;
  const holds = nearKeys(tags, HOLD_TAG).map(
    (key) => `the tag ${JSON.stringify(key)} holds nothing; write ${HOLD_TAG}`,
  );
  const hours = nearKeys(tags, HOURS_TAG).map(
    (key) => `the tag ${JSON.stringify(key)} changes no hours; write ${HOURS_TAG}`,
  );
  const protections = policy.protect
    .flatMap((entry) => (isProtected ? [] : nearProtection(entry, tags)))
    .map(
      ({ key, value, wanted, difference }) =>
        `the tag ${key}=${JSON.stringify(value)} does not protect it: it differs from ${wanted} in ${difference}`,
    );
  return [...holds, ...hours, ...new Set(protections)];
}
