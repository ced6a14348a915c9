import {
  type DBClusterSnapshot,
  DescribeDBClusterSnapshotsCommand,
  type DescribeDBClusterSnapshotsCommandInput,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { listSnapshots, toSnapshot } from '../../../shared/aws/read/snapshots.ts';
import { account, fakeScope, pageByToken, region, serviceError, snapshotArn } from '../builders.ts';

const own = { account, region };
const taken = new Date('2026-11-20T03:00:00Z');
const now = Date.parse('2026-11-20T12:00:00Z');

function described(id: string, more: DBClusterSnapshot = {}): DBClusterSnapshot {
  return {
    DBClusterSnapshotIdentifier: id,
    DBClusterSnapshotArn: snapshotArn(id),
    DBClusterIdentifier: 'orders',
    Engine: 'aurora-mysql',
    SnapshotType: 'manual',
    Status: 'available',
    SnapshotCreateTime: taken,
    TagList: [],
    ...more,
  };
}

describe('listSnapshots', () => {
  it('reads every page of a hundred and orders the snapshots by ARN', async () => {
    const { scope, rds } = fakeScope();
    const { inputs, answer } = pageByToken(
      {
        '': { DBClusterSnapshots: [described('c'), described('a')], Marker: 'm1' },
        m1: { DBClusterSnapshots: [], Marker: 'm2' },
        m2: { DBClusterSnapshots: [described('b')] },
      },
      (input: DescribeDBClusterSnapshotsCommandInput) => input.Marker,
    );
    rds.on(DescribeDBClusterSnapshotsCommand).callsFake(answer);

    const { snapshots } = await listSnapshots(scope);

    expect(snapshots.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(inputs).toEqual([
      { MaxRecords: 100, Marker: undefined },
      { MaxRecords: 100, Marker: 'm1' },
      { MaxRecords: 100, Marker: 'm2' },
    ]);
  });

  it('asks for one type only, on request', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'manual' })
      .resolves({ DBClusterSnapshots: [] });

    await expect(listSnapshots(scope, { type: 'manual' })).resolves.toMatchObject({ snapshots: [] });
  });

  it('fails when a later page does, rather than list a part', async () => {
    const { scope, rds } = fakeScope();
    rds
      .on(DescribeDBClusterSnapshotsCommand)
      .resolvesOnce({ DBClusterSnapshots: [described('a')], Marker: 'm1' })
      .rejectsOnce(serviceError('Throttling'));

    await expect(listSnapshots(scope)).rejects.toThrow('Throttling');
  });
});

describe('toSnapshot', () => {
  it('maps everything that a decision may need', () => {
    const snapshot = described('rds:orders-2026-11-20-03-00', {
      SnapshotType: 'automated',
      PercentProgress: 100,
      StorageEncrypted: true,
      KmsKeyId: 'arn:key',
      DbClusterResourceId: 'cluster-ABC',
      SourceDBClusterSnapshotArn: 'arn:source',
      TagList: [{ Key: 'env', Value: 'dev' }, { Key: 'empty' }],
    });

    expect(toSnapshot(snapshot, own, now)).toEqual({
      arn: snapshotArn('rds:orders-2026-11-20-03-00'),
      account,
      region,
      id: 'rds:orders-2026-11-20-03-00',
      clusterId: 'orders',
      resourceId: 'cluster-ABC',
      engine: 'aurora-mysql',
      type: 'automated',
      status: 'available',
      createdAt: taken.getTime(),
      percentProgress: 100,
      encrypted: true,
      kmsKey: 'arn:key',
      sourceArn: 'arn:source',
      tags: { env: 'dev', empty: '' },
    });
  });

  it('leaves out, or takes for the least, what AWS leaves out', () => {
    const bare: DBClusterSnapshot = {
      DBClusterSnapshotIdentifier: 'bare',
      DBClusterSnapshotArn: snapshotArn('bare'),
      Status: 'creating',
      TagList: [],
    };

    expect(toSnapshot(bare, own, now)).toStrictEqual({
      arn: snapshotArn('bare'),
      account,
      region,
      id: 'bare',
      clusterId: '',
      engine: 'unknown',
      type: 'unknown',
      status: 'creating',
      createdAt: now,
      percentProgress: 0,
      encrypted: false,
      tags: {},
    });
  });

  it.each([
    [{ StorageEncrypted: false }, false],
    [{ StorageEncrypted: false, StorageEncryptionType: 'none' }, false],
    [{ StorageEncrypted: false, StorageEncryptionType: 'sse-rds' }, true],
    [{ StorageEncrypted: true, StorageEncryptionType: 'sse-kms' }, true],
    [{ StorageEncrypted: true }, true],
  ] as const)('of %o reports whether it is encrypted: %s', (told, encrypted) => {
    expect(toSnapshot(described('one', told), own, now).encrypted).toBe(encrypted);
  });

  it.each([
    ['DBClusterSnapshotArn', { DBClusterSnapshotArn: undefined }, 'snapshot one'],
    ['DBClusterSnapshotIdentifier', { DBClusterSnapshotIdentifier: undefined }, snapshotArn('one')],
    ['Status', { Status: undefined }, snapshotArn('one')],
    ['SnapshotCreateTime', { SnapshotCreateTime: undefined }, snapshotArn('one')],
    ['TagList', { TagList: undefined }, snapshotArn('one')],
    ['the Key of a tag', { TagList: [{ Value: 'dev' }] }, snapshotArn('one')],
  ])('refuses a snapshot without %s', (field, missing, name) => {
    expect(() => toSnapshot(described('one', missing), own, now)).toThrow(
      `AWS described ${name} without ${field}`,
    );
  });

  it.each([
    ['account', { account: '999999999999', region }],
    ['Region', { account, region: 'us-east-1' }],
  ])('refuses a snapshot of another %s', (_, scope) => {
    expect(() => toSnapshot(described('one'), scope, now)).toThrow(
      `${snapshotArn('one')} is not of account ${scope.account} in ${scope.region}`,
    );
  });
});
