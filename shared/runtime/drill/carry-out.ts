import { type AwsScope, warn } from '../../aws/client/aws-scope.ts';
import { classify } from '../../aws/client/faults.ts';
import { DrillRecordChanged, type DrillStore } from '../../aws/evidence/drill-store.ts';
import { readCluster } from '../../aws/read/clusters.ts';
import { askFunction, askSql, type NotYet } from '../../aws/write/drill-checks.ts';
import {
  createDrillInstance,
  deleteDrillCluster,
  deleteDrillInstance,
  prepareDrill,
  restoreDrillCluster,
} from '../../aws/write/drill-commands.ts';
import { tagOrWarn } from '../../aws/write/tags.ts';
import type { ClusterConnection } from '../../policy/model/cluster.ts';
import type { DrillCommand } from '../../policy/model/command.ts';
import type { DrillRecord } from '../../policy/model/drill-record.ts';
import type { DrillCheck } from '../../policy/model/recovery-rule.ts';
import { type CheckAnswer, judgeCheck } from '../../policy/recovery/drill/judge-check.ts';
import {
  baselineOf,
  checksLeft,
  measure,
  withCheck,
  withFailure,
  withPhase,
} from '../../policy/recovery/drill/measure.ts';
import { notOwn } from '../../policy/recovery/drill/seen.ts';
import { provenTag } from '../../policy/recovery/evidence/proven-tag.ts';

/** The restored data can't be asked yet. The next sweep tries again, until the time of the drill is over. */
class NotYetUsable extends Error {
  override readonly name = 'NotYetUsable';
}

/** Nothing is asked of a cluster that may be another one. */
class NotOfTheDrill extends Error {
  override readonly name = 'NotOfTheDrill';
}

/** Writes the record again, if nobody else has done so since. */
type Save = (record: DrillRecord) => Promise<unknown>;

/** A call to AWS; `save` is for what only its answer says. */
type DrillCall = (scope: AwsScope, record: DrillRecord, save: Save) => Promise<void>;

const calls: Readonly<
  Partial<Record<DrillCommand['kind'], { readonly phase: string; readonly call: DrillCall }>>
> = {
  'restore-cluster': { phase: 'restore', call: restore },
  'create-drill-instance': { phase: 'instance', call: createDrillInstance },
  'prepare-drill': { phase: 'prepare', call: prepareDrill },
  'delete-drill-instance': { phase: 'clean-up', call: deleteDrillInstance },
  'delete-drill-cluster': { phase: 'clean-up', call: deleteDrillCluster },
};

/**
 * Takes one step of a drill. Its record is written first, so that a crash at any place leaves nothing of which nobody
 * knows. What AWS refuses for good is the end of the drill, which is on record, too; the error is thrown all the same.
 *
 * @throws DrillRecordChanged when somebody else has taken a step meanwhile: then nothing was called.
 */
export async function carryOutDrill(
  scope: AwsScope,
  command: DrillCommand,
  store: DrillStore,
): Promise<void> {
  const { kind, record } = command;
  const etag = await putOnRecord(store, command);
  if (kind === 'close-drill') {
    await noteProof(scope, record);
    await store.close(record, etag);
    return;
  }
  if (kind === 'check-drill') return await check(scope, record, store, etag);
  const step = calls[kind];
  if (step === undefined) return;
  const save: Save = (changed) => store.save(changed, etag);
  try {
    await step.call(scope, record, save);
  } catch (error) {
    const fault = classify(error);
    if (fault !== undefined && endsDrill(kind, fault.kind)) {
      const detail = `${fault.name}: ${fault.message}`;
      await save(withFailure(record, step.phase, { reason: 'refused', detail }));
    }
    throw error;
  }
}

async function restore(scope: AwsScope, record: DrillRecord, save: Save): Promise<void> {
  const resourceId = await restoreDrillCluster(scope, record);
  if (resourceId === undefined || record.restored.resourceId === resourceId) return;
  await save({ ...record, restored: { ...record.restored, resourceId } });
}

/** On the source cluster, for people: a tag that can't be written is a warning. */
async function noteProof(scope: AwsScope, record: DrillRecord): Promise<void> {
  const { source } = record;
  const tags = provenTag(record);
  const home = source.region === scope.region ? scope : scope.inRegion(source.region);
  if (tags !== undefined && (await isStillThere(home, source))) {
    await tagOrWarn(home, source.arn, tags, `drill ${record.drill} has passed`);
  }
}

/** Another cluster may have got the name of the source meanwhile, of which nothing is proven. */
async function isStillThere(
  home: AwsScope,
  { cluster: id, resourceId }: DrillRecord['source'],
): Promise<boolean> {
  try {
    return (await readCluster(home, id)).cluster.resourceId === resourceId;
  } catch (error) {
    if (home.signal?.aborted) throw error;
    warn(
      home,
      `cluster ${id} could not be read, so the tag that says that it is proven is not written`,
      error,
    );
    return false;
  }
}

/** The version of the record as it is written before the call. */
async function putOnRecord(store: DrillStore, { record, etag }: DrillCommand): Promise<string> {
  if (etag !== undefined) return (await store.save(record, etag)).etag;
  const begun = await store.begin(record);
  if (begun === undefined) throw new DrillRecordChanged(record.drill);
  return begun.etag;
}

/** A cluster that is not available now will be; a snapshot that is gone stays so. A clean-up goes on in any case. */
function endsDrill(kind: DrillCommand['kind'], fault: string): boolean {
  if (kind === 'restore-cluster') return fault === 'fatal' || fault === 'conflict';
  return fault === 'fatal' && (kind === 'create-drill-instance' || kind === 'prepare-drill');
}

/** Each result is on record before the next check: a crash asks one again, and no run has to have time for all. */
async function check(scope: AwsScope, found: DrillRecord, store: DrillStore, version: string): Promise<void> {
  let record = found;
  let etag = version;
  const started = performance.now();
  const [{ cluster, observedAt }, last] = await Promise.all([
    readCluster(scope, record.restored.cluster),
    store.last(record),
  ]);
  const strange = notOwn(record, cluster);
  if (strange !== undefined) throw new NotOfTheDrill(strange);
  const { connection = {} } = cluster;
  const now = () => observedAt + performance.now() - started;
  for (const one of checksLeft(record)) {
    scope.signal?.throwIfAborted();
    const before = baselineOf(last, one);
    const answer = await ask(scope, record, one, connection, before);
    if (answer.state === 'not-yet') throw new NotYetUsable(answer.detail);
    if (isAnswered(answer)) record = withPhase(record, 'usableAt', now());
    record = withCheck(record, judgeCheck(one, answer, record, before));
    ({ etag } = await store.save(record, etag));
  }
  await store.save(measure(record, now()), etag);
}

async function ask(
  scope: AwsScope,
  record: DrillRecord,
  check: DrillCheck,
  connection: ClusterConnection,
  before: number | string | undefined,
): Promise<CheckAnswer | NotYet> {
  return check.kind === 'sql'
    ? await askSql(scope, record, check, connection)
    : await askFunction(scope, record, check, connection, before);
}

/** Whether the database has answered a query: a function says so by being content. */
function isAnswered(answer: CheckAnswer): boolean {
  if (answer.state === 'value') return true;
  return answer.state === 'answer' && Object(answer.answer).ok === true;
}
