import {
  AddTagsToResourceCommand,
  CopyDBClusterSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { copySnapshot, createSnapshot, deleteSnapshot } from '../../../shared/aws/write/snapshot-commands.ts';
import type { CopySnapshotCommand } from '../../../shared/policy/model/command.ts';
import { account, clusterArn, fakeScope, region, serviceError, snapshotArn } from '../builders.ts';
import { fakeHttp } from '../fake-http.ts';

const order = { account, region, cluster: 'orders', snapshot: 'dormouse-orders' };
const Tags = [{ Key: 'dormouse:cluster', Value: 'orders' }];
const tags = { 'dormouse:cluster': 'orders' };
const source = snapshotArn('rds:orders', 'us-east-1');
const copy: CopySnapshotCommand = {
  kind: 'copy-snapshot',
  ...order,
  arn: source,
  sourceRegion: 'us-east-1',
  tags,
  sourceTags: { 'dormouse:copy-eu-central-1': 'attempt 1' },
  sourceTagsIfNotDone: {
    refused: { 'dormouse:copy-eu-central-1': 'attempt 1 refused' },
    busy: { 'dormouse:copy-eu-central-1': 'attempt 1 busy' },
  },
};

/** A scope, and one of the source's Region behind it. */
function twoRegions() {
  const abroad = fakeScope();
  const asked: string[] = [];
  const here = fakeScope({
    inRegion(other) {
      asked.push(other);
      return abroad.scope;
    },
  });
  return { here, abroad, asked };
}

describe('createSnapshot', () => {
  it('makes one call, with the tags in it', async () => {
    const { signal } = new AbortController();
    const { scope, rds } = fakeScope({ signal });
    rds.on(CreateDBClusterSnapshotCommand).resolves({});

    await createSnapshot(scope, { kind: 'create-snapshot', ...order, arn: clusterArn('orders'), tags });

    expect(rds.calls().map(({ args }) => [args[0].input, ...args.slice(1)])).toEqual([
      [
        { DBClusterIdentifier: 'orders', DBClusterSnapshotIdentifier: 'dormouse-orders', Tags },
        { abortSignal: signal },
      ],
    ]);
  });
});

describe('copySnapshot', () => {
  it('counts the attempt on the source in its Region, then asks the destination', async () => {
    const { here, abroad, asked } = twoRegions();
    abroad.rds.on(AddTagsToResourceCommand).resolves({});
    here.rds.on(CopyDBClusterSnapshotCommand).resolves({});

    await copySnapshot(here.scope, { ...copy, kmsKey: 'arn:key' });

    expect(asked).toEqual(['us-east-1']);
    expect(abroad.rds.calls().map(({ args }) => args[0].input)).toEqual([
      { ResourceName: source, Tags: [{ Key: 'dormouse:copy-eu-central-1', Value: 'attempt 1' }] },
    ]);
    expect(here.rds.calls().map(({ args }) => args[0].input)).toEqual([
      {
        SourceDBClusterSnapshotIdentifier: source,
        TargetDBClusterSnapshotIdentifier: 'dormouse-orders',
        KmsKeyId: 'arn:key',
        Tags,
      },
    ]);
  });

  it('names no key when none is given', async () => {
    const { here, abroad } = twoRegions();
    abroad.rds.on(AddTagsToResourceCommand).resolves({});
    here.rds.on(CopyDBClusterSnapshotCommand).resolves({});

    await copySnapshot(here.scope, copy);

    expect(here.rds.calls()[0]?.args[0].input).not.toHaveProperty('KmsKeyId');
  });

  it('copies also when the attempt cannot be noted, and warns', async () => {
    const { here, abroad } = twoRegions();
    abroad.rds.on(AddTagsToResourceCommand).rejects(serviceError('InvalidParameterValue'));
    here.rds.on(CopyDBClusterSnapshotCommand).resolves({});

    await copySnapshot(here.scope, copy);

    expect(here.rds.calls()).toHaveLength(1);
  });

  it.each([
    ['refused', 'KMSKeyNotAccessibleFault'],
    ['refused', 'AccessDenied'],
    ['busy', 'Throttling'],
    ['busy', 'ServiceUnavailable'],
    ['busy', 'TimeoutError'],
    ['busy', 'SnapshotQuotaExceededFault'],
    ['busy', 'InvalidDBClusterSnapshotStateFault'],
  ])('notes as %s what AWS answers with %s', async (answer, name) => {
    const { here, abroad } = twoRegions();
    abroad.rds.on(AddTagsToResourceCommand).resolves({});
    here.rds.on(CopyDBClusterSnapshotCommand).rejects(serviceError(name));

    await expect(copySnapshot(here.scope, copy)).rejects.toThrow(name);

    expect(abroad.rds.calls().map(({ args }) => args[0].input)).toMatchObject([
      { Tags: [{ Value: 'attempt 1' }] },
      { Tags: [{ Value: `attempt 1 ${answer}` }] },
    ]);
  });

  it.each(['DBClusterSnapshotAlreadyExistsFault', 'RangeError'])('leaves the note at %s', async (name) => {
    const { here, abroad } = twoRegions();
    const error = name === 'RangeError' ? new RangeError(name) : serviceError(name);
    abroad.rds.on(AddTagsToResourceCommand).resolves({});
    here.rds.on(CopyDBClusterSnapshotCommand).rejects(error);

    await expect(copySnapshot(here.scope, copy)).rejects.toThrow(name);

    expect(abroad.rds.calls()).toHaveLength(1);
  });

  it.each([
    { name: 'AWS', host: 'rds.eu-central-1.amazonaws.com', tagHost: 'rds.us-east-1.amazonaws.com' },
    { name: 'an endpoint', endpoint: 'http://127.0.0.1:4566' },
    { name: 'an endpoint of the environment', variable: 'http://127.0.0.1:4566' },
  ])(
    'sends each copy to the destination at $name, signed for the source too',
    async ({ endpoint, variable, host = '127.0.0.1', tagHost = host }) => {
      vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
      vi.stubEnv('AWS_ENDPOINT_URL', variable);
      onTestFinished(() => void vi.unstubAllEnvs());
      const answered = '<R xmlns="http://rds.amazonaws.com/doc/2014-10-31/"/>';
      const { options, sent } = fakeHttp(() => ({ xml: answered }));
      const scope = createScope({ account, region }, { ...options, ...(endpoint && { endpoint }) });

      await copySnapshot(scope, copy);
      await copySnapshot(scope, copy);

      const once = [
        [tagHost, 'AddTagsToResource'],
        [host, 'CopyDBClusterSnapshot'],
      ];
      expect(sent.map(({ hostname, body }) => [hostname, body.get('Action')])).toEqual([...once, ...once]);
      expect(sent[3]?.headers.authorization).toContain('/eu-central-1/rds/');
      expect(sent[3]?.body.get('PreSignedUrl')).toMatch(
        /^https:\/\/rds\.us-east-1\.amazonaws\.com.*DestinationRegion=eu-central-1/,
      );
    },
  );
});

describe('deleteSnapshot', () => {
  it('makes one call', async () => {
    const { scope, rds } = fakeScope();
    rds.on(DeleteDBClusterSnapshotCommand).resolves({});

    await deleteSnapshot(scope, { kind: 'delete-snapshot', ...order, arn: snapshotArn('dormouse-orders') });

    expect(rds.calls().map(({ args }) => args[0].input)).toEqual([
      { DBClusterSnapshotIdentifier: 'dormouse-orders' },
    ]);
  });
});
