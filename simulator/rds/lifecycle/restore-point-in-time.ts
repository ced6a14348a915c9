import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import {
  automatedBackupNotFound,
  cloneWithoutInstances,
  clusterState,
  invalidCombination,
  restoreTimeOutside,
} from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { tagList, withTags } from '../api/tags.ts';
import { findCluster } from '../clusters/identifiers.ts';
import { restoreWindow } from '../clusters/restore-window.ts';
import type { Store } from '../clusters/store.ts';
import type { AutomatedBackup, RetainedBackups } from '../snapshots/retained-backups.ts';
import { type CreateParts, commonOf, newClusterInput } from './create-cluster.ts';
import { beginRestore } from './restored.ts';

const inputSchema = newClusterInput.omit({ Engine: true, EngineVersion: true, Tags: true }).extend({
  SourceDBClusterIdentifier: z.string().optional(),
  SourceDbClusterResourceId: z.string().optional(),
  RestoreToTime: z.date().optional(),
  UseLatestRestorableTime: z.boolean().default(false),
  RestoreType: z.enum(['full-copy', 'copy-on-write']).default('full-copy'),
  Tags: tagList.optional(),
});
type Input = z.infer<typeof inputSchema>;

interface Parts extends CreateParts {
  readonly retained: RetainedBackups;
}

/** Further ones are full copies, without an error. */
const mostClones = 15;

/**
 * Begins to restore a cluster, also a deleted one whose automated backups have been kept, to a point in time; or to clone
 * it. Version and backup settings are those of the source, and so are the tags of one that is alive, when the call gives
 * none. The port is the engine's, but for Neptune; everything else that the call leaves out is a default.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
 */
export function restoreToPointInTime(parts: Parts): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const backup = findBackup(parts, input, call);
    const { cluster, status } = backup;
    const { engine, engineVersion: EngineVersion, resourceId } = cluster;
    const time = timeOf(backup, input, call, parts.quirks);
    const isClone = input.RestoreType === 'copy-on-write';
    if (isClone && cluster.members.length === 0) throw cloneWithoutInstances(cluster.id);
    const given = { ...input, Engine: engine, EngineVersion, Tags: input.Tags ?? [] };
    const common = commonOf(parts, given, call);
    const carried =
      input.Tags === undefined && status === 'active' ? cluster.tags : new Map<string, string>();
    const source = {
      ...cluster,
      port: engine === 'neptune' ? cluster.port : undefined,
      base: { volume: cluster.volume, time },
      cloneOf: isClone && clonesOf(resourceId, parts.store) < mostClones ? resourceId : undefined,
    };
    return beginRestore(source, { common, tags: withTags(carried, given.Tags) }, given, call, parts);
  };
}

/** @throws ServiceError `DBClusterNotFoundFault`, `DBClusterAutomatedBackupNotFoundFault`, `InvalidDBClusterStateFault` */
function findBackup({ store, retained }: Parts, input: Input, call: Call): AutomatedBackup {
  const { SourceDBClusterIdentifier: id, SourceDbClusterResourceId: resourceId } = input;
  if ((id === undefined) === (resourceId === undefined)) {
    throw invalidCombination('Specify either SourceDBClusterIdentifier or SourceDbClusterResourceId.');
  }
  if (id === undefined) {
    const found = retained.list(call, call.now).find(({ cluster }) => cluster.resourceId === resourceId);
    if (found === undefined) throw automatedBackupNotFound(String(resourceId));
    return found;
  }
  const cluster = findCluster(store, id, call, 'SourceDBClusterIdentifier');
  const { status } = cluster.statuses.current();
  if (['creating', 'deleting', 'incompatible-restore'].includes(status)) {
    throw clusterState(cluster.id, status, ['available']);
  }
  return { cluster, status: 'active', ...restoreWindow(cluster, cluster.statuses.current(), call.now) };
}

function timeOf(
  { cluster, earliest, latest }: AutomatedBackup,
  input: Input,
  { now }: Call,
  quirks: Quirks,
): number {
  const { RestoreToTime: wanted, UseLatestRestorableTime: isLatest, RestoreType } = input;
  if (RestoreType === 'copy-on-write') {
    if (wanted !== undefined)
      throw invalidCombination('RestoreToTime cannot be specified with copy-on-write.');
    return now;
  }
  if ((wanted !== undefined) === isLatest) {
    throw invalidCombination('Specify either RestoreToTime or UseLatestRestorableTime.');
  }
  const time = wanted?.getTime() ?? latest;
  if (time < earliest || time > latest || cluster.backupRetention === 0) {
    throw restoreTimeOutside(quirks.restoreTimeCode, earliest, latest);
  }
  return time;
}

function clonesOf(resourceId: string, store: Store): number {
  return Array.from(store.all()).filter(({ cloneOf }) => cloneOf === resourceId).length;
}
