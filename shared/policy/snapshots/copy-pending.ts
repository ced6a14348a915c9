import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { protectionFrom } from '../rules/match.ts';
import { settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { ineligibleToCopy, isSource, neverSource } from './copy-sources.ts';
import { copyStates, type Destination } from './copy-wanted.ts';
import { isCopy, readProvenance } from './provenance.ts';

/**
 * The snapshots of a cluster that have to be copied before they may go, by ARN, each with why. Automated snapshots,
 * which are not known here, could only make a copy less wanted.
 *
 * @param snapshots Manual snapshots of the cluster, everybody's.
 * @param otherRegions What there is in other Regions: Dormouse's own copies of the cluster, and everything else.
 */
export function copyPending(
  policy: Policy,
  cluster: Cluster,
  snapshots: readonly Snapshot[],
  otherRegions: Destination,
  now: EpochMs,
): Map<string, string> {
  const rule = settingsOf(policy, cluster, 'snapshots');
  const copy = rule?.settings.copy;
  if (!rule || !copy || protectionFrom(policy, cluster, 'copySnapshot')) return new Map();
  const sources = snapshots.filter(
    (each) =>
      each.status === 'available' && isSource(each, copy) && !neverSource(each) && !ineligibleToCopy(each),
  );
  return new Map(
    copy.to
      .filter(({ region }) => region !== cluster.region)
      .flatMap((to) => {
        const states = copyStates(to, { timezone: rule.timezone, now }, sources, {
          own: otherRegions.own.filter(({ snapshot }) => snapshot.region === to.region),
          others: otherRegions.others.filter(({ region }) => region === to.region),
        });
        return [...states]
          .filter(([, { state }]) => state !== 'copied' && state !== 'unwanted')
          .map(([arn, { detail }]): [string, string] => [arn, `${to.region}: ${detail}`]);
      }),
  );
}

/** Snapshots that somebody is copying right now, by ARN, each with the copy's. */
export function beingCopied(otherRegions: readonly Snapshot[]): Map<string, string> {
  const underWay = otherRegions.filter(({ status }) => status !== 'available' && status !== 'failed');
  return new Map(
    underWay.flatMap((each) =>
      [each.sourceArn, sourceByTags(each)]
        .filter((arn) => arn !== undefined)
        .map((arn): [string, string] => [arn, `${each.arn} is ${each.status}`]),
    ),
  );
}

/** Enough to wait for it, whoever wrote them. */
function sourceByTags({ tags }: Snapshot): string | undefined {
  const provenance = readProvenance(tags);
  return provenance && isCopy(provenance) ? provenance.source : undefined;
}
