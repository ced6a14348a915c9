import type { FunctionName } from './functions.ts';
import { substitute } from './resource.ts';
import { allow, type Statement } from './statement.ts';

/**
 * Resources of each action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * Aurora, Neptune and DocumentDB clusters all have actions and ARNs of rds.
 */
const clusters = ofAccount('rds', 'cluster:*');
const instances = ofAccount('rds', 'db:*');
const snapshots = ofAccount('rds', 'cluster-snapshot:*');
const ownSnapshots = ofAccount('rds', 'cluster-snapshot:dormouse-*');
const keys = ofAccount('kms', 'key/*');

const listClusters = allow('ListClusters', 'rds:DescribeDBClusters', clusters);
const listMembers = allow('ListMembers', 'rds:DescribeDBInstances', instances);
const listSnapshots = allow('ListSnapshots', 'rds:DescribeDBClusterSnapshots', [clusters, snapshots]);
// The action knows no resources.
const readQuota = allow('ReadQuota', 'rds:DescribeAccountAttributes', '*');

const notePower = noteOnCluster('dormouse:power');

// RDS tags a snapshot as it creates it.
const tagCreated = allow('TagCreated', 'rds:AddTagsToResource', ownSnapshots, {
  'ForAllValues:StringEquals': {
    'aws:TagKeys': ['dormouse:cluster', 'dormouse:created-by', 'dormouse:due', 'dormouse:rule'],
  },
});

const checkKeys = allow('CheckKeys', 'kms:DescribeKey', keys);
const letRdsUseKeys = allow('LetRdsUseKeys', 'kms:CreateGrant', keys, {
  Bool: { 'kms:GrantIsForAWSResource': 'true' },
  StringLike: { 'kms:ViaService': substitute(`rds.*.\${AWS::URLSuffix}`) },
});

/**
 * What each function may do with clusters, snapshots and keys. The role of a target account, in spoke.yml, has the
 * statements of all functions.
 */
export const permissions: Readonly<Record<FunctionName, readonly Statement[]>> = {
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
    create('SnapshotFirst', 'stop-idle-clusters'),
    tagCreated,
    notePower,
  ],
  'start-clusters': [listClusters, allow('Start', 'rds:StartDBCluster', clusters), notePower],
  'create-snapshots': [
    listClusters,
    listSnapshots,
    readQuota,
    create('Create', 'create-snapshots'),
    tagCreated,
  ],
  'copy-snapshots': [
    listClusters,
    listSnapshots,
    readQuota,
    // RDS asks for source and target alike: the source may be any snapshot, the target is ours. The Region of the
    // source asks on our behalf and without the tags, so there can be no condition on them:
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html
    allow('Copy', 'rds:CopyDBClusterSnapshot', [snapshots, ownSnapshots]),
    // A copy gets the tags of its source, whatever they are.
    allow('TagCopy', 'rds:AddTagsToResource', ownSnapshots, {
      StringEquals: { 'aws:RequestTag/dormouse:created-by': 'copy-snapshots' },
    }),
    allow('CountAttempts', 'rds:AddTagsToResource', snapshots, {
      'ForAllValues:StringLike': { 'aws:TagKeys': ['dormouse:copy-*'] },
    }),
    checkKeys,
    letRdsUseKeys,
  ],
  'prune-snapshots': [
    listClusters,
    listSnapshots,
    // Its own: by name and by tag.
    allow('DeleteOwn', 'rds:DeleteDBClusterSnapshot', ownSnapshots, {
      StringEquals: {
        'aws:ResourceTag/dormouse:created-by': ['copy-snapshots', 'create-snapshots', 'stop-idle-clusters'],
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
    allow('Scale', 'rds:ModifyDBCluster', clusters),
    noteOnCluster('dormouse:capacity'),
  ],
};

function ofAccount(service: string, resource: string): unknown {
  return substitute(`arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`);
}

function create(sid: string, by: FunctionName): Statement {
  return allow(sid, 'rds:CreateDBClusterSnapshot', [clusters, ownSnapshots], {
    StringEquals: { 'aws:RequestTag/dormouse:created-by': by },
  });
}

function noteOnCluster(...tagKeys: readonly string[]): Statement {
  return allow('NoteOnCluster', 'rds:AddTagsToResource', clusters, {
    'ForAllValues:StringEquals': { 'aws:TagKeys': tagKeys },
  });
}
