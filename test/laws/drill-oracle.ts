import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { verifyEvidence } from '../../shared/policy/recovery/evidence/verify.ts';
import type { DrillStage } from './drill-stage.ts';
import { type DrillCase, wrongAnswers, wrongData } from './generated-drill.ts';

type Call = DrillStage['calls'][number];
type Input = Readonly<Record<string, unknown>>;

const PREFIX = 'dormouse-drill-';
const reads = /^(Describe|List|Get|Simulate)/;

/** All changes that AWS was asked for, in order. */
export function writes({ calls }: DrillStage): Call[] {
  return calls.filter(
    ({ action }) => !reads.test(action) && action !== 'ExecuteStatement' && action !== 'Invoke',
  );
}

/** Deletions of clusters that did not bear the tag of the drill that restored them. */
export function wrongDeletions({ deletions, written }: DrillStage): string[] {
  return deletions
    .filter(
      ({ cluster, drill }) => !written.some((one) => one.restored.cluster === cluster && one.drill === drill),
    )
    .map(({ cluster, drill }) => `${cluster} was deleted with the tag ${drill}`);
}

/** Calls that no drill may make, judged by what reached AWS and by nothing that Dormouse reports. */
export function wrongCalls(stage: DrillStage): string[] {
  const restored = new Map<string, { drill: string; record: DrillRecord | undefined }>();
  return writes(stage).flatMap((call) => {
    const { action, input } = call;
    const of = (text: string) => `${action} ${JSON.stringify(input)}: ${text}`;
    const name = String(input.DBClusterIdentifier ?? input.DBInstanceIdentifier ?? input.ResourceArn ?? '');
    if (action === 'AddTagsToResource') {
      const keys = (input.Tags as readonly { Key: string }[]).map(({ Key }) => Key);
      return keys.join() === 'dormouse:proven' ? [] : [of('it tags more than the proof')];
    }
    if (action.startsWith('Restore')) {
      const drill = tagIn(input, 'dormouse:drill');
      const record = stage.written.find((one) => one.drill === drill);
      if ('output' in call) restored.set(name, { drill: drill ?? '', record });
      return [...restoreProblems(input, record), ...nameProblems(name)].map(of);
    }
    if (action === 'StopDBCluster' || action === 'StartDBCluster') return [of('drills do neither')];
    const id = name.replace(/^arn:.*:cluster:/, '').replace(/-1$/, '');
    const own = restored.get(id);
    if (action === 'CreateDBInstance') {
      return [
        ...(own === undefined ? ['nothing of that name was restored'] : []),
        ...(input.PubliclyAccessible === false || input.Engine === 'docdb' ? [] : ['it may be public']),
        ...(tagIn(input, 'dormouse:drill') === own?.drill ? [] : ['it has not the tag of the drill']),
      ].map(of);
    }
    return [
      ...nameProblems(id),
      ...(own?.record === undefined ? ['no drill on record restored it'] : []),
      ...(action === 'DeleteDBCluster' && input.SkipFinalSnapshot !== true ? ['it leaves a snapshot'] : []),
    ].map(of);
  });
}

function nameProblems(name: string): string[] {
  return name.startsWith(PREFIX) && name.length <= 63 ? [] : ['its name is not that of a drill'];
}

function restoreProblems(input: Input, record: DrillRecord | undefined): string[] {
  const { Engine, EngineVersion, EngineLifecycleSupport, DBClusterParameterGroupName: group, Port } = input;
  const isSnapshot = input.SnapshotIdentifier !== undefined;
  const engine = String(Engine ?? record?.source.engine);
  const takesGroup = engine !== 'docdb' || isSnapshot;
  return [
    ...(record === undefined ? ['it is not on record'] : []),
    ...(input.DBSubnetGroupName === 'drills' ? [] : ['it is in another network']),
    ...(Array.isArray(input.VpcSecurityGroupIds) && input.VpcSecurityGroupIds.length > 0
      ? []
      : ['no groups']),
    ...(input.DeletionProtection === false ? [] : ['it is protected']),
    ...(input.PubliclyAccessible === true ? ['it is public'] : []),
    ...(isSnapshot && EngineVersion === undefined ? ['the version is left to AWS'] : []),
    ...(takesGroup && group === undefined ? ['the parameter group is left to AWS'] : []),
    ...(Port === undefined ? ['the port is left to AWS'] : []),
    ...(engine.startsWith('aurora') && EngineLifecycleSupport === undefined
      ? ['the lifecycle is left to AWS']
      : []),
    ...['dormouse:drill', 'dormouse:drill-until', 'dormouse:drill-of']
      .filter((key) => !tagIn(input, key))
      .map((key) => `the tag ${key} is missing`),
    ...(record?.restored.instanceClass === 'db.serverless' &&
    input.ServerlessV2ScalingConfiguration === undefined
      ? ['the range is left to AWS']
      : []),
  ];
}

function tagIn(input: Input, key: string): string | undefined {
  return (input.Tags as readonly { Key: string; Value: string }[] | undefined)?.find((tag) => tag.Key === key)
    ?.Value;
}

/** Whether a verdict on the data of this engine would be a lie if it were green. */
export function mustBeRed({ restore, answer }: DrillCase, engine: string): boolean {
  const isAurora = engine.startsWith('aurora');
  if (restore === 'incompatible-restore' || restore === 'slow') return true;
  return isAurora
    ? restore !== undefined && wrongData.includes(restore)
    : answer !== undefined && wrongAnswers.includes(answer);
}

/** The ways in which the evidence is not what happened. */
export function wrongEvidence(stage: DrillStage, one: DrillCase): string[] {
  const evidence = stage.records('evidence/');
  const ids = new Set(stage.written.map(({ drill }) => drill));
  const objects = [...stage.bucket.content].map(([key, { text }]) => ({ key, bytes: Buffer.from(text) }));
  const { problems } = verifyEvidence(objects, stage.clock.now());
  return [
    ...problems.map(({ kind, key, detail }) => `${kind} ${key}: ${detail}`),
    ...[...ids].flatMap((id) => {
      const found = evidence.filter(({ drill }) => drill === id).length;
      const open = stage.records('open/').filter(({ drill }) => drill === id).length;
      return found + open === 1 ? [] : [`${id} is ${found} times in the evidence and ${open} times open`];
    }),
    ...evidence.flatMap(({ drill, verdict, source }) =>
      verdict === 'passed' && mustBeRed(one, source.engine) ? [`${drill} has passed`] : [],
    ),
  ];
}
