import { deploymentName } from './account-settings.ts';
import { drillPermissions } from './drill-permissions.ts';
import type { FunctionName } from './functions.ts';
import {
  checkKeys,
  clusters,
  forRds,
  instances,
  letRdsUseKeys,
  listClusters,
  listMembers,
  listSnapshots,
  ofAccount,
  readQuota,
  snapshots,
} from './grants.ts';
import { substitute } from './resource.ts';
import type { Settings } from './settings.ts';
import { allow, type Statement } from './statement.ts';

const ownSnapshots = ofAccount('rds', 'cluster-snapshot:dormouse-*');

const notePower = noteOnCluster('dormouse:power');

/**
 * The permissions of each function on clusters, snapshots and keys. The role of a target account, in spoke.yml, has the
 * statements of all functions. Snapshots bear the deployment that made them.
 */
export function permissionsOf(
  names: Pick<Settings, 'stage' | 'roleName' | 'rolePath'>,
): Readonly<Record<FunctionName, readonly Statement[]>> {
  const deployment = deploymentName(names);
  return {
    'stop-idle-clusters': [
      listClusters,
      allow(
        'ReadTopology',
        ['rds:DescribeBlueGreenDeployments', 'rds:DescribeDBInstances', 'rds:DescribeGlobalClusters'],
        [
          ofAccount('rds', 'deployment:*'),
          instances,
          substitute(`arn:\${AWS::Partition}:rds::\${AWS::AccountId}:global-cluster:*`),
        ],
      ),
      // Neither action knows resources.
      allow('ReadUse', ['cloudwatch:GetMetricData', 'rds:DescribeEvents'], '*'),
      listSnapshots,
      readQuota,
      allow('Stop', 'rds:StopDBCluster', clusters),
      create('SnapshotFirst', 'stop-idle-clusters', deployment),
      tagCreated('stop-idle-clusters', deployment),
      notePower,
      allow('NoteWarning', 'rds:AddTagsToResource', clusters, {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['dormouse:warned'] },
      }),
    ],
    'start-clusters': [listClusters, allow('Start', 'rds:StartDBCluster', clusters), notePower],
    'create-snapshots': [
      listClusters,
      listMembers,
      listSnapshots,
      readQuota,
      create('Create', 'create-snapshots', deployment),
      tagCreated('create-snapshots', deployment),
    ],
    'copy-snapshots': [
      listClusters,
      listMembers,
      listSnapshots,
      readQuota,
      // RDS asks for source and target alike: the source may be any snapshot, the target is ours. The Region of the
      // source asks on our behalf and without the tags, so there can be no condition on them:
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
      allow('Copy', 'rds:CopyDBClusterSnapshot', [snapshots, ownSnapshots]),
      tagCreated('copy-snapshots', deployment),
      allow('CountAttempts', 'rds:AddTagsToResource', snapshots, {
        'ForAllValues:StringLike': { 'aws:TagKeys': ['dormouse:copy-*'] },
      }),
      checkKeys,
      letRdsUseKeys,
    ],
    'prune-snapshots': [
      listClusters,
      listSnapshots,
      checkKeys,
      // Marks a snapshot of its own that is no longer kept, until a later sweep sees it again.
      allow('NoteOnOwn', 'rds:AddTagsToResource', ownSnapshots, {
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['dormouse:unkept', 'dormouse:warned'] },
        StringEquals: { 'aws:ResourceTag/dormouse:deployment': deployment },
      }),
      // Its own snapshots, by name and by tags; not those that another deployment made.
      allow('DeleteOwn', 'rds:DeleteDBClusterSnapshot', ownSnapshots, {
        StringEquals: {
          'aws:ResourceTag/dormouse:created-by': ['copy-snapshots', 'create-snapshots', 'stop-idle-clusters'],
          'aws:ResourceTag/dormouse:deployment': deployment,
        },
      }),
    ],
    'toggle-activity-streams': [
      listClusters,
      listMembers,
      // Neither action knows resources.
      allow('ReadSupportAndEvents', ['rds:DescribeEvents', 'rds:DescribeOrderableDBInstanceOptions'], '*'),
      allow('Toggle', ['rds:StartActivityStream', 'rds:StopActivityStream'], clusters),
      noteOnCluster('dormouse:activity-stream', 'dormouse:activity-stream-override'),
      checkKeys,
      letRdsUseKeys,
    ],
    'scale-capacity': [
      listClusters,
      listMembers,
      // The action knows no resources.
      allow('ReadUse', 'cloudwatch:GetMetricData', '*'),
      // The action can do much else. Parameter and option groups are resources of their own, which are not allowed here.
      allow('Scale', 'rds:ModifyDBCluster', clusters, {
        BoolIfExists: { 'rds:ManageMasterUserPassword': 'false' },
      }),
      noteOnCluster('dormouse:capacity'),
    ],
    'drill-restores': drillPermissions(names),
  };
}

/** The permissions of a function on keys of other accounts, whose key policies have to allow the use too. */
export function keysOfOthers(name: FunctionName, accounts: readonly string[]): Statement[] {
  if (accounts.length === 0) return [];
  const own = permissionsOf({ stage: '', roleName: '', rolePath: '/' })[name];
  if (!own.includes(checkKeys)) return [];
  const anywhere = substitute(`arn:\${AWS::Partition}:kms:*:*:key/*`);
  const StringEquals = { 'aws:ResourceAccount': accounts };
  return [
    allow('CheckKeysOfOthers', 'kms:DescribeKey', anywhere, { StringEquals }),
    ...(own.includes(letRdsUseKeys)
      ? [allow('LetRdsUseKeysOfOthers', 'kms:CreateGrant', anywhere, { ...forRds, StringEquals })]
      : []),
  ];
}

function create(sid: string, by: FunctionName, deployment: string): Statement {
  return allow(sid, 'rds:CreateDBClusterSnapshot', [clusters, ownSnapshots], {
    StringEquals: madeBy(by, deployment),
  });
}

/** RDS tags a snapshot as it makes it, a copy with the tags of its source, whatever they are. */
function tagCreated(by: FunctionName, deployment: string): Statement {
  return allow('TagCreated', 'rds:AddTagsToResource', ownSnapshots, {
    StringEquals: madeBy(by, deployment),
  });
}

function madeBy(by: FunctionName, deployment: string): Readonly<Record<string, string>> {
  return { 'aws:RequestTag/dormouse:created-by': by, 'aws:RequestTag/dormouse:deployment': deployment };
}

function noteOnCluster(...tagKeys: readonly string[]): Statement {
  return allow('NoteOnCluster', 'rds:AddTagsToResource', clusters, {
    'ForAllValues:StringEquals': { 'aws:TagKeys': tagKeys },
  });
}
