import type { ClusterFacts, EncryptionFact, SnapshotFacts } from '../shared/aws/read/fleet-facts.ts';
import type { KeyFacts } from '../shared/aws/read/key-facts.ts';
import { engines } from '../simulator/fleet/engines.ts';
import type { Entry } from './fleet-document.ts';
import type { Listing, Missing } from './listing.ts';

type AliasOf = (keys: readonly KeyFacts[], encryption: EncryptionFact) => string;

interface Taken {
  readonly facts: SnapshotFacts;
  readonly entry: Entry;
}

/** The snapshots of each cluster, by ARN, and clusters that are gone with those that are left of them. */
export interface FleetSnapshots {
  readonly of: ReadonlyMap<string, readonly Taken[]>;
  readonly orphans: readonly Entry[];
  readonly missing: readonly Missing[];
}

const statuses = ['available', 'creating', 'copying', 'failed'];
const types = ['manual', 'automated', 'awsbackup', 'shared', 'public'];

/** Finds the cluster that each snapshot was taken of. Names are reused, so the resource id decides where it is known. */
export function toSnapshots(
  listings: readonly Listing[],
  clusters: readonly ClusterFacts[],
  aliasOf: AliasOf,
): FleetSnapshots {
  const byName = Map.groupBy(clusters, ({ account, id }) => `${account}/${id}`);
  const missing: Missing[] = [];
  const of = new Map<string, Taken[]>();
  const gone = new Map<string, Taken[]>();
  for (const { keys, snapshots, account, region } of listings) {
    for (const facts of snapshots) {
      if (!statuses.includes(facts.status) || !types.includes(facts.type)) {
        const why = `it is ${facts.status}, ${facts.type}, which the simulator does not know`;
        missing.push({ account, region, what: `snapshot ${facts.id}`, why, isLasting: true });
        continue;
      }
      const home = homeOf(facts);
      const owner = (byName.get(`${facts.account}/${facts.clusterId}`) ?? [])
        .filter(({ resourceId }) => facts.resourceId === undefined || resourceId === facts.resourceId)
        .toSorted((a, b) => Number(b.region === home) - Number(a.region === home))[0];
      const taken = { facts, entry: toEntry(facts, owner?.region ?? home, aliasOf(keys, facts.encryption)) };
      const key = `${facts.account} ${home} ${facts.engine} ${facts.clusterId} ${facts.resourceId ?? ''}`;
      const [group, name] = owner === undefined ? [gone, key] : [of, owner.arn];
      group.set(name, [...(group.get(name) ?? []), taken]);
    }
  }
  return { of, orphans: [...gone.values()].flatMap(toOrphan), missing };
}

/** The Region of its cluster, as far as its source shows it. */
function homeOf({ sourceArn, region }: SnapshotFacts): string {
  return sourceArn?.split(':')[3] ?? region;
}

function toEntry(facts: SnapshotFacts, home: string, encrypted: string): Entry {
  return {
    id: facts.id,
    ...(facts.type !== 'manual' && { type: facts.type }),
    since: new Date(facts.createdAt).toISOString(),
    ...(facts.status !== 'available' && { status: facts.status }),
    ...(facts.region !== home && { region: facts.region }),
    ...(facts.size !== undefined && facts.size > 0 && { size: facts.size }),
    encrypted,
    ...(facts.sourceArn !== undefined && { copyOf: facts.sourceArn }),
    ...(Object.keys(facts.tags).length > 0 && { tags: facts.tags }),
  };
}

/** A cluster that is gone, with its snapshots; an engine that the simulator does not know has none. */
function toOrphan(taken: readonly Taken[]): Entry[] {
  const [first] = taken;
  if (first === undefined || !Object.hasOwn(engines, first.facts.engine)) return [];
  const { clusterId, account, engine, resourceId } = first.facts;
  const id = /^[a-z][a-z0-9-]{0,62}$/i.test(clusterId) ? clusterId : 'unknown';
  return [
    {
      id,
      account,
      region: homeOf(first.facts),
      engine,
      ...(resourceId !== undefined && /^cluster-[A-Z0-9]+$/.test(resourceId) && { resourceId }),
      deleted: true,
      instances: 0,
      snapshots: taken.map(({ entry }) => entry),
    },
  ];
}
