import { type Finding, skip } from '../model/finding.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { mayMatch } from '../rules/match.ts';
import { isSource, neverSource } from './copy-sources.ts';
import { type ClusterLookup, originOf } from './identity.ts';
import { asItWas } from './protection.ts';
import type { CopyWorld } from './worlds.ts';

/**
 * Sources whose cluster is gone, each with the reason to skip it. No rule decides about them any more, so Dormouse does not copy
 * them; but the newest of a cluster, its final snapshot perhaps, is named to people if a rule would have copied it and
 * the destination has no copy of it.
 */
export function skipGone(
  { rules }: Policy,
  { region, gone, copies }: Pick<CopyWorld, 'region' | 'copies'> & { readonly gone: readonly Snapshot[] },
  lookup: ClusterLookup,
): Map<Snapshot, Finding> {
  if (gone.length === 0) return new Map();
  const complete = gone.filter(
    (source) => source.status === 'available' && neverSource(source) === undefined,
  );
  const newest = new Set(
    [...Map.groupBy(complete, (source) => lookup.keyOf(originOf(source))).values()].map((group) =>
      group.reduce((a, b) => (b.createdAt > a.createdAt ? b : a)),
    ),
  );
  const copied = Map.groupBy(copies, ({ sourceArn }) => sourceArn);
  const findingOf = (source: Snapshot): Finding => {
    const { account } = originOf(source);
    if (account !== source.account) {
      return skip('not-a-source', `it was copied in from the account ${account}, and so is its cluster's`);
    }
    const is = `its cluster ${source.clusterId} is gone`;
    const isCopied = copied
      .get(source.arn)
      ?.some(({ status, createdAt }) => status !== 'failed' && createdAt >= source.createdAt);
    const rule = newest.has(source) && !isCopied && rules.find((each) => mayCopy(each, source, region));
    return rule
      ? skip(
          'final-not-copied',
          `${is}, and the rule ${rule.name} may have copied it to ${region}; copy it yourself, or delete it`,
        )
      : skip('cluster-gone', is);
  };
  return new Map(gone.map((source) => [source, findingOf(source)]));
}

/** By the facts that the snapshot holds: a tag that it does not have, its cluster may have had. */
function mayCopy({ match, snapshots }: Rule, source: Snapshot, destination: string): boolean {
  const { tags = {}, not, ...others } = match;
  const copy = snapshots?.copy;
  if (
    copy === undefined ||
    !isSource(source, copy) ||
    !copy.to.some(({ region }) => region === destination)
  ) {
    return false;
  }
  const known = Object.entries(tags).filter(([key]) => hasKey(source, key, match.ignoreCase));
  const arn = source.arn.replace(/:cluster-snapshot:.*$/, `:cluster:${source.clusterId}`);
  const narrowed = { ...others, tags: Object.fromEntries(known), ...(not && !not.tags && { not }) };
  return mayMatch(narrowed, asItWas(source, arn));
}

function hasKey({ tags }: Snapshot, key: string, ignoreCase = false): boolean {
  if (!ignoreCase) return Object.hasOwn(tags, key);
  return Object.keys(tags).some((own) => own.toLowerCase() === key.toLowerCase());
}
