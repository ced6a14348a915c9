import type { Snapshot } from '../model/snapshot.ts';
import { isoSeconds, tagText } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';
import { parseSnapshotId } from './id.ts';

/** What Dormouse wrote on a snapshot that it made. */
export type Provenance = Created | Copied;

interface Common {
  readonly rule: string;
  /** ARN of the cluster that it is of. */
  readonly cluster: string;
}

/** A snapshot that it took: on schedule, or before a stop. */
export interface Created extends Common {
  readonly by: 'create-snapshots' | 'stop-idle-clusters';
  /** What it was taken for, to the second. */
  readonly due: EpochMs;
}

export interface Copied extends Common {
  readonly by: 'copy-snapshots';
  /** ARN of the snapshot that it is a copy of. */
  readonly source: string;
  /** When that was taken. */
  readonly sourceTime: EpochMs;
}

/** A snapshot that Dormouse made. */
export interface OwnSnapshot<M extends Provenance = Provenance> {
  readonly snapshot: Snapshot;
  readonly provenance: M;
  /** When the data in it was: of a copy, the time of the source. */
  readonly at: EpochMs;
}

const BY = 'dormouse:created-by';
const RULE = 'dormouse:rule';
const CLUSTER = 'dormouse:cluster';
const DUE = 'dormouse:due';
const SOURCE = 'dormouse:source';
const SOURCE_TIME = 'dormouse:source-time';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_TAGS = 50;
const RESERVED = /^(aws|rds|dormouse):/i;

type Tags = Readonly<Record<string, string>>;

/** The tags that say how a snapshot came to be. */
export function provenanceTags(provenance: Provenance): Tags {
  const { by, rule, cluster } = provenance;
  return {
    [BY]: by,
    [RULE]: tagText(rule),
    [CLUSTER]: cluster,
    ...(provenance.by === 'copy-snapshots'
      ? { [SOURCE]: provenance.source, [SOURCE_TIME]: new Date(provenance.sourceTime).toISOString() }
      : { [DUE]: isoSeconds(provenance.due) }),
  };
}

/** Tags of a source that its copy has too: what AWS and Dormouse wrote stays behind, and all together fit. */
export function inheritedTags(source: Tags, own: Tags): Tags {
  const carried = Object.entries(source).filter(([key]) => !RESERVED.test(key));
  return { ...Object.fromEntries(carried.slice(0, MAX_TAGS - Object.keys(own).length)), ...own };
}

/** Reads back what `provenanceTags` wrote; undefined when anything is missing or in another form. */
export function readProvenance(tags: Tags): Provenance | undefined {
  const { [BY]: by, [RULE]: rule = '', [CLUSTER]: cluster, [SOURCE]: source } = tags;
  if (cluster === undefined) return undefined;
  if (by === 'copy-snapshots') {
    const sourceTime = Date.parse(tags[SOURCE_TIME] ?? '');
    if (source === undefined || Number.isNaN(sourceTime)) return undefined;
    return { by, rule, cluster, source, sourceTime };
  }
  const due = Date.parse(tags[DUE] ?? '');
  if ((by !== 'create-snapshots' && by !== 'stop-idle-clusters') || Number.isNaN(due)) return undefined;
  return { by, rule, cluster, due };
}

/**
 * Those snapshots that Dormouse made: manual ones with its tags, an identifier of its form, and the cluster, account and
 * Region that the tags tell of. Tags alone prove nothing: AWS copies those of a cluster to its snapshots.
 */
export function ownSnapshots(snapshots: readonly Snapshot[]): OwnSnapshot[] {
  return snapshots.flatMap((snapshot) => {
    const provenance =
      snapshot.type === 'manual' && parseSnapshotId(snapshot.id) && readProvenance(snapshot.tags);
    if (!provenance || !isInOriginRegion(snapshot, provenance)) return [];
    return [{ snapshot, provenance, at: isCopy(provenance) ? provenance.sourceTime : snapshot.createdAt }];
  });
}

export function isCopy(provenance: Provenance): provenance is Copied {
  return provenance.by === 'copy-snapshots';
}

/** Those that are copies. */
export function copiesAmong(ours: readonly OwnSnapshot[]): OwnSnapshot<Copied>[] {
  return ours.flatMap(({ provenance, ...rest }) => (isCopy(provenance) ? [{ ...rest, provenance }] : []));
}

/** What Dormouse took is where the cluster is; what it copied is not. */
function isInOriginRegion({ account, region, clusterId }: Snapshot, provenance: Provenance): boolean {
  const [, , , ownRegion, ownAccount, , id] = provenance.cluster.split(':');
  return account === ownAccount && clusterId === id && (region === ownRegion) !== isCopy(provenance);
}
