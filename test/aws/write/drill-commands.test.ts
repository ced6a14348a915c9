import {
  CreateDBInstanceCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  EnableHttpEndpointCommand,
  ModifyDBClusterCommand,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBClusterToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import {
  createDrillInstance,
  deleteDrillCluster,
  deleteDrillInstance,
  prepareDrill,
  restoreDrillCluster,
} from '../../../shared/aws/write/drill-commands.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { aDrill } from '../../support/builders/open-drills.ts';
import { fakeScope } from '../builders.ts';

const aurora = aDrill();
const name = aurora.restored.cluster;
const tags = [
  { Key: 'dormouse:drill', Value: '202611280200-1f2e3d4c' },
  { Key: 'dormouse:drill-until', Value: '2026-11-28T14:00:00Z' },
];

/** The members that every restore passes. */
const always = {
  DBClusterIdentifier: name,
  DBSubnetGroupName: 'drills',
  VpcSecurityGroupIds: ['sg-0123456789abcdef0'],
  DeletionProtection: false,
  Tags: tags,
  Port: 5432,
};
const forAurora = {
  EnableIAMDatabaseAuthentication: false,
  EngineLifecycleSupport: 'open-source-rds-extended-support-disabled',
  BackupRetentionPeriod: 1,
  CopyTagsToSnapshot: false,
};
const group = { DBClusterParameterGroupName: 'default.aurora-postgresql16' };
const snapshot = {
  SnapshotIdentifier: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:orders-1',
  EngineVersion: '16.4',
};
const pitr = { RestoreToTime: new Date('2026-11-28T01:00:00Z'), RestoreType: 'full-copy' };

describe('a restore passes all that AWS would choose by itself, and nothing that an engine does not know', () => {
  test.each<[string, DrillRecord, object]>([
    [
      'Aurora, from a snapshot',
      aurora,
      {
        ...always,
        ...forAurora,
        ...group,
        ...snapshot,
        Engine: 'aurora-postgresql',
        PubliclyAccessible: false,
      },
    ],
    [
      'Aurora, to a point in time',
      of('aurora-postgresql', true),
      { ...always, ...forAurora, ...group, ...pitr, SourceDbClusterResourceId: 'cluster-ORDERS' },
    ],
    [
      'Neptune, from a snapshot',
      of('neptune'),
      { ...always, ...group, ...snapshot, Engine: 'neptune', EnableIAMDatabaseAuthentication: false },
    ],
    [
      'Neptune, to a point in time',
      of('neptune', true),
      {
        ...always,
        ...group,
        ...pitr,
        SourceDBClusterIdentifier: 'orders',
        EnableIAMDatabaseAuthentication: false,
      },
    ],
    ['DocumentDB, from a snapshot', of('docdb'), { ...always, ...group, ...snapshot, Engine: 'docdb' }],
    [
      'DocumentDB, to a point in time',
      of('docdb', true),
      { ...always, ...pitr, SourceDBClusterIdentifier: 'orders' },
    ],
    [
      'a serverless one with the key and the lifecycle of its source',
      {
        ...aurora,
        settings: {
          ...aurora.settings,
          serverless: { min: 0.5, max: 2 },
          kmsKey: 'arn:key',
          lifecycle: 'open-source-rds-extended-support',
        },
      },
      {
        ...{
          ...always,
          ...forAurora,
          ...group,
          ...snapshot,
          Engine: 'aurora-postgresql',
          PubliclyAccessible: false,
        },
        EngineLifecycleSupport: 'open-source-rds-extended-support',
        ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 },
        KmsKeyId: 'arn:key',
      },
    ],
  ])('%s', async (_, record, input) => {
    const { scope, rds } = fakeScope();
    const DBCluster = { DbClusterResourceId: 'cluster-DRILL' };
    rds.on(RestoreDBClusterFromSnapshotCommand).resolves({ DBCluster });
    rds.on(RestoreDBClusterToPointInTimeCommand).resolves({ DBCluster });

    expect(await restoreDrillCluster(scope, record)).toBe('cluster-DRILL');
    expect(rds.calls().map((call) => call.args[0].input)).toEqual([input]);
  });
});

test.each([
  ['aurora-postgresql', { PubliclyAccessible: false, AutoMinorVersionUpgrade: false }],
  ['neptune', { PubliclyAccessible: false, AutoMinorVersionUpgrade: false }],
  ['docdb', {}],
])('the instance of %s is never public', async (engine, more) => {
  const { scope, rds } = fakeScope();
  rds.on(CreateDBInstanceCommand).resolves({});

  await createDrillInstance(scope, of(engine));

  expect(rds.calls()[0]?.args[0].input).toEqual({
    DBClusterIdentifier: name,
    DBInstanceIdentifier: `${name}-1`,
    DBInstanceClass: 'db.r6g.large',
    Engine: engine,
    Tags: tags,
    ...more,
  });
});

test('the Data API is switched on before the password, because the cluster is busy then', async () => {
  const { scope, rds } = fakeScope();
  rds.on(EnableHttpEndpointCommand).resolves({});
  rds.on(ModifyDBClusterCommand).resolves({});

  await prepareDrill(scope, aurora);

  expect(rds.calls().map((call) => call.args[0].input)).toEqual([
    { ResourceArn: aurora.restored.arn },
    { DBClusterIdentifier: name, ManageMasterUserPassword: true, ApplyImmediately: true },
  ]);
});

test('what is deleted is named by the record, and leaves no snapshot', async () => {
  const { scope, rds } = fakeScope();
  rds.on(DeleteDBInstanceCommand).resolves({});
  rds.on(DeleteDBClusterCommand).resolves({});

  await deleteDrillInstance(scope, aurora);
  await deleteDrillCluster(scope, aurora);
  await deleteDrillCluster(scope, of('docdb'));

  expect(rds.calls().map((call) => call.args[0].input)).toEqual([
    { DBInstanceIdentifier: `${name}-1` },
    { DBClusterIdentifier: name, SkipFinalSnapshot: true, DeleteAutomatedBackups: true },
    { DBClusterIdentifier: name, SkipFinalSnapshot: true },
  ]);
});

function of(engine: string, isPitr = false): DrillRecord {
  return {
    ...aurora,
    settings: { ...aurora.settings, engine },
    ...(isPitr && { point: { kind: 'pitr', restoreTime: '2026-11-28T01:00:00Z' } as const }),
  };
}
