import { suggest } from '../../shared/document/nearest.ts';
import { checkCapacity } from './check-capacity.ts';
import { checkEncryption, checkKeys } from './check-keys.ts';
import { checkSnapshots } from './check-snapshots.ts';
import { checkStream } from './check-stream.ts';
import type { Complaint, FleetFinding } from './complaint.ts';
import { isMultiAz } from './engines.ts';
import { copiesOf, instancesOf, keyOf } from './resolve.ts';
import { builtInUses, type FleetFile, type FleetFileCluster } from './schema.ts';

type Cluster = FleetFileCluster;

/**
 * Finds contradictions in a fleet file: unknown references, duplicates, and settings that the engine
 * does not have. `others` are further clusters that exist already, as `account/id`.
 */
export function checkFleet(file: FleetFile, others: readonly string[] = []): FleetFinding[] {
  const known = new Map<string, Cluster>();
  const profiles = Object.keys(file.useProfiles).flatMap((name) => checkProfileName(name));
  const doubles: FleetFinding[] = [];
  for (const [index, cluster] of file.clusters.entries()) {
    // Clusters that are gone may have had the same name, one after the other.
    for (const id of cluster.deleted ? [] : copiesOf(cluster)) {
      const key = keyOf(file, cluster, id);
      if (known.has(key)) doubles.push(toFinding(index, cluster, double(cluster)));
      known.set(key, cluster);
    }
  }
  const ids = new Set([...others, ...Array.from(known.keys(), withoutRegion)]);
  const clusters = file.clusters.flatMap((cluster, index) =>
    [
      ...checkAccount(file, cluster),
      ...checkUse(file, cluster),
      ...checkRecording(cluster),
      ...checkCopies(cluster),
      ...checkEngine(cluster),
      ...checkCapacity(cluster),
      ...checkStream(cluster),
      ...checkReference(file, cluster, 'readReplicaOf', ids),
      ...checkReference(file, cluster, 'greenOf', ids),
    ].map((complaint) => toFinding(index, cluster, complaint)),
  );
  const snapshots = file.clusters.flatMap((cluster, index) => [
    ...checkEncryption(file, cluster, index),
    ...checkSnapshots(cluster, index),
  ]);
  return [...checkCount(file), ...profiles, ...checkKeys(file), ...clusters, ...doubles, ...snapshots];
}

function toFinding(index: number, cluster: Cluster, { key, ...text }: Complaint): FleetFinding {
  return { path: ['clusters', index, key], value: cluster[key], ...text };
}

function double(cluster: Cluster): Complaint {
  const remedy = 'give one of them another id or region';
  return { key: 'id', message: `names a second cluster ${cluster.id} in its account and region`, remedy };
}

function withoutRegion(key: string): string {
  const [account, , id] = key.split('/');
  return `${account}/${id}`;
}

function checkProfileName(name: string): FleetFinding[] {
  if (!builtInUses.some((builtIn) => builtIn === name)) return [];
  const message = 'is the name of a use that is always there';
  return [{ path: ['useProfiles', name], value: name, message, remedy: 'give it another name' }];
}

function checkAccount(file: FleetFile, cluster: Cluster): Complaint[] {
  const known = file.accounts.map(({ id }) => id);
  if (cluster.account === undefined || known.includes(cluster.account)) return [];
  const remedy = `add it there, or ${suggest(cluster.account, known)}`;
  return [{ key: 'account', message: 'is not among the accounts of the fleet', remedy }];
}

function checkUse(file: FleetFile, { use }: Cluster): Complaint[] {
  const known = [...builtInUses, ...Object.keys(file.useProfiles)];
  if (typeof use !== 'string' || known.includes(use)) return [];
  return [{ key: 'use', message: 'is not among the use profiles', remedy: suggest(use, known) }];
}

/** A file that breaks off between two clusters is still valid YAML. */
function checkCount({ recorded, clusters }: FleetFile): FleetFinding[] {
  if (recorded === undefined || recorded.clusters === clusters.length) return [];
  const message = `is not how many clusters follow, ${clusters.length}: the file is not whole`;
  const remedy = `record it again, or write ${clusters.length} if you have changed the clusters`;
  return [{ path: ['recorded', 'clusters'], value: recorded.clusters, message, remedy }];
}

/** The recorded instances have to be those of the cluster, which are found by their identifiers. */
function checkRecording(cluster: Cluster): Complaint[] {
  const { recording, use } = cluster;
  if (recording === undefined) return [];
  if (use !== 'none') {
    return [{ key: 'use', message: 'contradicts the recording', remedy: 'keep one of the two' }];
  }
  const known = instancesOf(cluster).map(({ id }, index) => id ?? `${cluster.id}-${index + 1}`);
  const stranger = [...recording.capacity.keys()].find((name) => !known.includes(name));
  if (stranger === undefined) return [];
  const message = `has the capacity of ${stranger}, which is not among the instances`;
  const remedy = known.length === 0 ? 'add it there, or take it out' : suggest(stranger, known);
  return [{ key: 'recording', message, remedy }];
}

function checkCopies({ id, count }: Cluster): Complaint[] {
  if ((count !== undefined) === id.includes('{n}')) return [];
  return count === undefined
    ? [{ key: 'id', message: 'has {n}, but there is no count', remedy: 'add a count' }]
    : [{ key: 'id', message: 'has no {n} for the number of the copy', remedy: 'write for example load-{n}' }];
}

function checkEngine(cluster: Cluster): Complaint[] {
  const { engine, mode, instanceClass } = cluster;
  const complaints: Complaint[] = [];
  if (mode === 'serverless' && !engine.startsWith('aurora-')) {
    const remedy = 'use aurora-postgresql or aurora-mysql';
    complaints.push({ key: 'mode', message: `does not exist for ${engine}`, remedy });
  }
  if (instanceClass !== undefined && !isMultiAz(engine)) {
    const remedy = 'write the classes in instances';
    complaints.push({ key: 'instanceClass', message: 'is for Multi-AZ DB clusters only', remedy });
  }
  if (cluster.limitless && engine !== 'aurora-postgresql') {
    complaints.push({ key: 'limitless', message: `does not exist for ${engine}`, remedy: 'take it out' });
  }
  return complaints;
}

function checkReference(
  file: FleetFile,
  cluster: Cluster,
  key: 'readReplicaOf' | 'greenOf',
  ids: ReadonlySet<string>,
): Complaint[] {
  const id = cluster[key]?.toLowerCase();
  const account = cluster.account ?? file.accounts[0]?.id;
  if (id === undefined || (id !== cluster.id && ids.has(`${account}/${id}`))) return [];
  const known = file.clusters.filter((other) => other !== cluster).map((other) => other.id);
  return [{ key, message: 'is no other cluster of this account', remedy: nearestOrAdd(id, known) }];
}

function nearestOrAdd(id: string, known: readonly string[]): string {
  return known.length === 0 ? 'add that cluster' : suggest(id, known);
}
