import type { FleetFinding } from './complaint.ts';
import type { FleetFileCluster } from './schema.ts';
import type { FleetFileSnapshot } from './snapshot-schema.ts';

const awsIds = /:/;
const minuteMs = 60_000;

/** Snapshots of one cluster with the same name, or with a name that its kind does not have. */
export function checkSnapshots(cluster: FleetFileCluster, index: number): FleetFinding[] {
  const known = new Set<string>();
  return cluster.snapshots.flatMap((snapshot, nth) => {
    const complaint = complaintOf(cluster, snapshot, known);
    for (const name of namesOf(snapshot)) known.add(name);
    if (complaint === undefined) return [];
    const [message, remedy] = complaint;
    return [{ path: ['clusters', index, 'snapshots', nth, 'id'], value: snapshot.id, message, remedy }];
  });
}

/** Their ids in their Region; those that have a time in them differ by it. */
function namesOf({ region, id, since, every, count = 1 }: FleetFileSnapshot): string[] {
  const name = `${region}/${id}`;
  if (!/\{(?:time|minute|stamp)\}/.test(id)) return [name];
  const [from, newest] = 'at' in since ? ['at', since.at] : ['ago', -since.ago];
  const times = Array.from({ length: count }, (_, nth) => Math.floor((newest - nth * every) / minuteMs));
  return times.map((time) => `${name} ${from} ${time}`);
}

function complaintOf(
  cluster: FleetFileCluster,
  snapshot: FleetFileSnapshot,
  known: ReadonlySet<string>,
): readonly [message: string, remedy: string] | undefined {
  const { id, count, type } = snapshot;
  if (namesOf(snapshot).some((name) => known.has(name)))
    return ['names a second snapshot', 'give one of them another id or region'];
  if (count !== undefined && !id.includes('{')) {
    return ['is the same for every one of the count', 'write {n} for the number, for example old-{n}'];
  }
  if (cluster.count !== undefined && !id.includes('{cluster}')) {
    return ['is the same for every copy of the cluster', 'write {cluster} for the cluster in it'];
  }
  if (['manual', 'shared', 'public'].includes(type) && awsIds.test(id)) {
    return [`has a colon, which only AWS writes`, 'take it out, or say type: automated'];
  }
  if (type === 'automated' && !id.startsWith('rds:')) {
    return [
      'is no name of an automated snapshot',
      `begin it with rds:, for example rds:${cluster.id}-{minute}`,
    ];
  }
  return undefined;
}
