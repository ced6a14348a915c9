import { createHash } from 'node:crypto';
import { defined } from '../../defined.ts';
import { parseArn } from '../model/arn.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { Match, Policy, Protection } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { mayMatch } from '../rules/match.ts';
import type { OwnSnapshot } from './own.ts';

const ACTION = 'deleteSnapshot';
/** The most fingerprints in a tag of 256 characters: each takes nine with its blank. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MOST = 28;

/**
 * By which entries under `protect` the tags of a cluster do not protect its snapshots, as a tag can hold it: written on a
 * snapshot when it is made, because the cluster's tags are gone with the cluster. Undefined when there is none.
 */
export function unprotectedText({ protect }: Policy, cluster: Cluster): string | undefined {
  const by = protect.filter((entry) => isByTags(entry) && !hasTags(entry, cluster));
  return by.length === 0 ? undefined : by.map(fingerprint).slice(0, MOST).join(' ');
}

/**
 * The protection of a snapshot whose cluster is gone. An entry by tags protects unless it is known from when the
 * snapshot was made that the cluster did not have them: a tag that can't be known any more counts as protecting.
 */
export function protectionOfGone(
  { protect }: Policy,
  { snapshot, provenance }: OwnSnapshot,
): Skipped | undefined {
  const cluster = asItWas(snapshot, provenance.cluster);
  const known = new Set(provenance.unprotected?.split(' '));
  for (const entry of protect) {
    const { tags, ignoreCase: _case, not, ...others } = entry;
    if (!(entry.from?.includes(ACTION) ?? true) || !mayMatch(others, cluster)) continue;
    if (mayMatch(entry, cluster)) return skip('protected', 'an entry under protect keeps it');
    if (isByTags(entry) && !known.has(fingerprint(entry))) {
      const keys = Object.keys({ ...tags, ...not?.tags }).join(', ');
      const detail = `an entry under protect asks for tags (${keys}) that its cluster, which is gone, may have had; narrow the entry or delete the snapshot yourself`;
      return skip('protected', detail);
    }
  }
  return undefined;
}

/** A cluster that is gone, as far as its snapshot describes it. */
export function asItWas(
  { account, clusterId, engine, tags, resourceId, clusterCreatedAt: createdAt }: Snapshot,
  arn: string,
): Cluster {
  return {
    arn,
    account,
    region: parseArn(arn)?.region ?? '',
    id: clusterId,
    ...defined({ resourceId, createdAt }),
    engine,
    engineVersion: '',
    engineMode: '',
    status: 'deleted',
    tags,
    members: [],
    readReplicas: [],
  };
}

function isByTags({ tags, not, from }: Protection): boolean {
  return (tags ?? not?.tags) !== undefined && (from?.includes(ACTION) ?? true);
}

function hasTags(entry: Protection, cluster: Cluster): boolean {
  return mayMatch(byTags(entry), cluster);
}

/** The conditions of an entry that its tags have a say in. */
function byTags({ tags, ignoreCase, not }: Protection): Match {
  return defined({ tags, ignoreCase, not: not?.tags && not });
}

/** The fingerprint of the tags that an entry asks for, in whatever order it names them. */
function fingerprint(entry: Protection): string {
  const { tags = {}, ignoreCase, not } = byTags(entry);
  const text = [
    ...Object.entries(tags)
      .map(([key, values]) => JSON.stringify([key, values.toSorted()]))
      .toSorted(),
    ...(ignoreCase ? ['in any case'] : []),
    ...(not ? [`not ${JSON.stringify(not)}`] : []),
  ].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
