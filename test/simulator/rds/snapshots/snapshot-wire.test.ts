import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CopyDBClusterSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
  DescribeAccountAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { control } from '../../../../simulator/http/control-api.ts';
import { inProcess } from '../../../../simulator/in-process.ts';
import { createSimulator } from '../../../../simulator/simulator.ts';
import { hour, start } from '../../control-plane.ts';
import { credentials } from '../../stub-simulator.ts';

const fleet = `
keys: [{ alias: alias/dr, regions: [us-west-2] }]
clusters: [{ id: a, backupWindow: 02:00-02:30, size: 1 }]
`;

function world() {
  const simulator = createSimulator({ fleet, now: start });
  const config = (region: string) => ({
    region,
    credentials,
    requestHandler: inProcess(simulator),
    maxAttempts: 1,
  });
  return {
    simulator,
    home: new RDSClient(config('eu-central-1')),
    away: new RDSClient(config('us-west-2')),
    kms: new KMSClient(config('us-west-2')),
  };
}

test('a snapshot is taken, copied with a key of its destination, and deleted by SDK clients', async () => {
  const { simulator, home, away, kms } = world();
  const Tags = [{ Key: 'dormouse:rule', Value: 'production' }];

  const taken = await home.send(
    new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: 'a', DBClusterSnapshotIdentifier: 's', Tags }),
  );
  simulator.clock.advanceTo(start + hour);
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/dr' }));
  await away.send(
    new CopyDBClusterSnapshotCommand({
      SourceDBClusterSnapshotIdentifier: taken.DBClusterSnapshot?.DBClusterSnapshotArn,
      TargetDBClusterSnapshotIdentifier: 't',
      KmsKeyId: KeyMetadata?.Arn,
      Tags,
    }),
  );
  simulator.clock.advanceTo(start + 2 * hour);
  const { DBClusterSnapshots } = await away.send(
    new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual', MaxRecords: 20 }),
  );
  const attributes = await away.send(new DescribeAccountAttributesCommand({}));
  await away.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: 't' }));

  expect(DBClusterSnapshots).toMatchObject([
    {
      DBClusterSnapshotIdentifier: 't',
      SourceDBClusterSnapshotArn: taken.DBClusterSnapshot?.DBClusterSnapshotArn,
      Status: 'available',
      SnapshotCreateTime: new Date(start),
      KmsKeyId: KeyMetadata?.Arn,
      TagList: Tags,
    },
  ]);
  expect(attributes.AccountQuotas).toContainEqual({
    AccountQuotaName: 'ManualClusterSnapshots',
    Used: 1,
    Max: 100,
  });
  expect(
    simulator.calls.list().map(({ action, outcome, tags }) => [action, outcome, Object.keys(tags)]),
  ).toEqual([
    ['CreateDBClusterSnapshot', 'ok', ['dormouse:rule']],
    ['DescribeKey', 'ok', []],
    ['CopyDBClusterSnapshot', 'ok', ['dormouse:rule']],
    ['DescribeDBClusterSnapshots', 'ok', []],
    ['DescribeAccountAttributes', 'ok', []],
    ['DeleteDBClusterSnapshot', 'ok', []],
  ]);
});

test('the record of a call tells the tags that its resources had before it', async () => {
  const { simulator, home } = world();
  const arn = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:s';
  const named = { DBClusterSnapshotIdentifier: 's' };
  const Tags = [{ Key: 'team', Value: 'shop' }];

  await home.send(new CreateDBClusterSnapshotCommand({ DBClusterIdentifier: 'a', ...named, Tags }));
  simulator.clock.advanceTo(start + hour);
  await home.send(new DeleteDBClusterSnapshotCommand(named));

  const told = simulator.calls.list().map(({ resourceTags }) => resourceTags);
  expect(told).toEqual([{}, { [arn]: { team: 'shop' } }]);
});

test('refusals come as the errors that SDK clients know', async () => {
  const { away, kms } = world();
  const source = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-23-02-00';
  const copy = (KmsKeyId?: string) =>
    away.send(
      new CopyDBClusterSnapshotCommand({
        SourceDBClusterSnapshotIdentifier: source,
        TargetDBClusterSnapshotIdentifier: 't',
        KmsKeyId,
      }),
    );

  await expect(copy('alias/none')).rejects.toMatchObject({ name: 'KMSKeyNotAccessibleFault' });
  await expect(copy()).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Alias arn:aws:kms:us-west-2:111122223333:alias/none is not found.',
    $metadata: { httpStatusCode: 400 },
  });
  await expect(kms.send(new DescribeKeyCommand({ KeyId: undefined }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});

test('snapshots are apart from the state, for anybody to look at', () => {
  const { simulator } = world();
  const request = {
    method: 'GET',
    path: '/_simulator/snapshots',
    query: {},
    headers: {},
    body: new Uint8Array(),
  };

  const { status, body } = control(simulator, request);

  expect(status).toBe(200);
  expect(JSON.parse(String(body))).toMatchObject([
    { id: 'rds:a-2026-11-23-02-00', cluster: 'a', type: 'automated', encryption: 'sse-rds', percent: 100 },
  ]);
});
