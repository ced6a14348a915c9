import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { decidingRule, protectionFrom } from '../rules/match.ts';
import type { EpochMs } from '../time/units.ts';
import { ineligibleToCopy, isSource, neverSource } from './copy-sources.ts';
import { copyStates } from './copy-wanted.ts';
import { type Copied, copiesAmong, type OwnSnapshot, ownSnapshots } from './provenance.ts';

/**
 * The snapshots of a cluster that have to be copied before they may go, by ARN, each with why. Automated snapshots,
 * which are not known here, could only make a copy less wanted.
 *
 * @param snapshots Manual snapshots of the cluster, everybody's.
 * @param copies Copies of the cluster that Dormouse made in other Regions.
 */
export function copyPending(
  policy: Policy,
  cluster: Cluster,
  snapshots: readonly Snapshot[],
  copies: readonly OwnSnapshot<Copied>[],
  now: EpochMs,
): Map<string, string> {
  const rule = decidingRule(policy, cluster, 'snapshots');
  const copy = rule?.snapshots?.copy;
  if (!rule || !copy || protectionFrom(policy, cluster, 'copySnapshot')) return new Map();
  const sources = snapshots.filter(
    (each) =>
      each.status === 'available' && isSource(each, copy) && !neverSource(each) && !ineligibleToCopy(each),
  );
  return new Map(
    copy.to
      .filter(({ region }) => region !== cluster.region)
      .flatMap((to) => {
        const there = copies.filter(({ snapshot }) => snapshot.region === to.region);
        const states = copyStates(to, rule.timezone, now, sources, there);
        return [...states]
          .filter(([, { state }]) => state !== 'copied' && state !== 'unwanted')
          .map(([arn, { detail }]): [string, string] => [arn, `${to.region}: ${detail}`]);
      }),
  );
}

/** Snapshots that somebody is copying right now, by ARN, each with the copy's. */
export function beingCopied(otherRegions: readonly Snapshot[]): Map<string, string> {
  const underWay = otherRegions.filter(({ status }) => status !== 'available' && status !== 'failed');
  const ours = new Map(
    copiesAmong(ownSnapshots(underWay)).map((each) => [each.snapshot, each.provenance.source]),
  );
  return new Map(
    underWay.flatMap((each) =>
      [each.sourceArn, ours.get(each)]
        .filter((arn) => arn !== undefined)
        .map((arn): [string, string] => [arn, `${each.arn} is ${each.status}`]),
    ),
  );
}
