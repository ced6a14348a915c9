import { oncePer, oncePerThing } from '../../once.ts';
import { isDrillName } from '../model/drill-record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isoSeconds } from '../model/tags.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { formatSnapshotId, hashOf, parseSnapshotId } from './id.ts';
import {
  type Copied,
  isCopy,
  type Provenance,
  provenanceTags,
  provenanceText,
  readProvenance,
} from './provenance.ts';

/** A snapshot that this deployment of Dormouse made, or a version of it that did not write its deployment. */
export interface OwnSnapshot<P extends Provenance = Provenance> {
  readonly snapshot: Snapshot;
  readonly provenance: P;
  /** When the data in it was: of a copy, the time of the source. */
  readonly at: EpochMs;
}

/** As often as a copy is ever attempted under an identifier of its own. */
export const MAX_COUNTED_ATTEMPTS = 999;

/**
 * The snapshots of a listing that Dormouse made: manual ones with its tags, in the place and of the cluster and source
 * that AWS says, and with an identifier that was made of these very tags. Tags alone prove nothing: AWS copies those of a
 * cluster to its snapshots, and whoever may tag may change them. Identifiers can't be changed so.
 *
 * @param deployment The one that asks: snapshots that another deployment made are not among them.
 */
export const ownSnapshots = oncePer(
  (snapshots: readonly Snapshot[], deployment: string): readonly OwnSnapshot[] =>
    snapshots.flatMap((snapshot) => {
      const own = readOwn(snapshot);
      const maker = own?.provenance.deployment ?? deployment;
      return own === undefined || maker !== deployment ? [] : [own];
    }),
);

/** The snapshots of a listing that neither this nor another deployment of Dormouse made. */
export function foreignSnapshots(snapshots: readonly Snapshot[]): Snapshot[] {
  return snapshots.filter((snapshot) => readOwn(snapshot) === undefined);
}

/** Those that are copies. */
export function copiesAmong(own: readonly OwnSnapshot[]): OwnSnapshot<Copied>[] {
  return own.filter((one): one is OwnSnapshot<Copied> => isCopy(one.provenance));
}

/** Whichever deployment made it; undefined when none did. */
export const readOwn = oncePerThing((snapshot: Snapshot): OwnSnapshot | undefined => {
  const provenance = snapshot.type === 'manual' ? readProvenance(snapshot.tags) : undefined;
  if (provenance === undefined || !proofs.every((holds) => holds(snapshot, provenance))) return undefined;
  return { snapshot, provenance, at: isCopy(provenance) ? provenance.sourceTime : snapshot.createdAt };
});

/**
 * The identity of a copy besides its tags: its destination and, because a failed copy keeps its name, the number of the
 * attempt.
 */
interface Attempt {
  readonly destination: string;
  /** From 1. */
  readonly attempt: number;
}

/**
 * The identifier of a snapshot that is about to be made: always the same for the same provenance, so that it proves the
 * tags and nothing is made twice.
 */
export function identifierOf(clusterId: string, provenance: Provenance, attempt?: Attempt): string {
  return formatSnapshotId(clusterId, timeOf(provenance), identityOf(provenanceTags(provenance), attempt));
}

function identityOf(tags: Snapshot['tags'], copy?: Attempt): string[] {
  return [...provenanceText(tags), ...(copy === undefined ? [] : [copy.destination, `${copy.attempt}`])];
}

/**
 * The identifier of a snapshot that Dormouse made, as it would be if its cluster and what its tags name had other names;
 * undefined when its own identifier does not prove its tags.
 */
export function renamedIdentifier(
  { id, region, tags }: Pick<Snapshot, 'id' | 'region' | 'tags'>,
  other: Pick<Snapshot, 'clusterId' | 'tags'>,
): string | undefined {
  const [before, after] = [readProvenance(tags), readProvenance(other.tags)];
  if (before === undefined || after === undefined) return undefined;
  const known = Array.from(possibleIdentities({ region, tags }, before), hashOf);
  const position = known.indexOf(parseSnapshotId(id)?.hash ?? '');
  const identity = [...possibleIdentities({ region, tags: other.tags }, after)][position];
  return identity && formatSnapshotId(other.clusterId, timeOf(after), identity);
}

/** The time that an identifier has. */
function timeOf(provenance: Provenance): EpochMs {
  return isCopy(provenance) ? provenance.sourceTime : provenance.due;
}

const proofs = [isOfNoDrill, isInItsPlace, isOfItsCluster, isOfItsSource, hasItsIdentifier];

/** Dormouse takes none of the clusters of restore drills. */
function isOfNoDrill({ clusterId }: Snapshot): boolean {
  return !isDrillName(clusterId);
}

/** A snapshot that Dormouse took is where the cluster is; a copy that it made is not. */
function isInItsPlace({ account, region }: Snapshot, provenance: Provenance): boolean {
  const [, , , originRegion, originAccount] = provenance.cluster.split(':');
  return account === originAccount && (region === originRegion) !== isCopy(provenance);
}

/**
 * By resource id where AWS says it: after a rename, a snapshot may show another name than its cluster had. A copy is
 * known by its source: AWS may give it no resource id, and does not say whose it would be.
 */
function isOfItsCluster({ clusterId, resourceId }: Snapshot, provenance: Provenance): boolean {
  if (provenance.resourceId === undefined) return clusterId === provenance.cluster.split(':')[6];
  return isCopy(provenance) || resourceId === undefined || resourceId === provenance.resourceId;
}

/** AWS names the source of a copy. */
function isOfItsSource({ sourceArn }: Snapshot, provenance: Provenance): boolean {
  return !isCopy(provenance) || sourceArn === undefined || sourceArn === provenance.source;
}

function hasItsIdentifier(snapshot: Snapshot, provenance: Provenance): boolean {
  const id = parseSnapshotId(snapshot.id);
  const at = timeOf(provenance);
  if (id === undefined || id.at !== at - (at % MINUTE_MS)) return false;
  for (const identity of possibleIdentities(snapshot, provenance)) {
    if (hashOf(identity) === id.hash) return true;
  }
  return false;
}

/**
 * As it is made now, and as versions made it that did not write their deployment. The tags don't say which attempt it
 * was.
 */
function* possibleIdentities(
  { region, tags }: Pick<Snapshot, 'region' | 'tags'>,
  provenance: Provenance,
): Generator<string[]> {
  if (!isCopy(provenance)) {
    yield identityOf(tags);
    yield [provenance.by, provenance.cluster, isoSeconds(provenance.due)];
    return;
  }
  for (let attempt = 1; attempt <= MAX_COUNTED_ATTEMPTS; attempt += 1) {
    yield identityOf(tags, { destination: region, attempt });
    yield [provenance.source, region, `${attempt}`];
  }
}
