import { describe, expect, test } from 'vitest';
import type { CallRecord } from '../../simulator/core/calls.ts';
import { toRequests } from './iam/requests.ts';

const source = 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:upgrade';
const copy = 'arn:aws:rds:us-east-1:111122223333:cluster-snapshot:dormouse-orders';
const key = 'arn:aws:kms:us-east-1:111122223333:key/k';

function call(of: Partial<CallRecord>): CallRecord {
  return {
    index: 1,
    time: 0,
    service: 'rds',
    action: 'CopyDBClusterSnapshot',
    account: '111122223333',
    region: 'us-east-1',
    accessKeyId: 'any',
    userAgent: 'any',
    resources: [source, copy],
    resourceTags: {},
    input: {},
    tags: {},
    outcome: 'ok',
    ...of,
  };
}

function asked(of: Partial<CallRecord>): string[] {
  return toRequests(call(of)).map(
    ({ action, resource, context }) => `${action} ${resource} ${context['aws:requestedregion']}`,
  );
}

describe('a copy', () => {
  test('is asked for source and target, and for the source in its own Region by way of RDS', () => {
    expect(asked({})).toEqual([
      `rds:CopyDBClusterSnapshot ${source} us-east-1`,
      `rds:CopyDBClusterSnapshot ${copy} us-east-1`,
      `rds:CopyDBClusterSnapshot ${source} eu-central-1`,
    ]);
    expect(toRequests(call({ tags: { team: 'shop' } })).at(-1)?.context).toEqual({
      'aws:requestedregion': ['eu-central-1'],
      'aws:viaawsservice': ['true'],
    });
  });

  test('within one Region is asked for there alone', () => {
    expect(asked({ region: 'eu-central-1', resources: [source, source] })).toHaveLength(2);
  });

  test('with tags has to be allowed to tag the target', () => {
    expect(asked({ tags: { team: 'shop' } })).toContain(`rds:AddTagsToResource ${copy} us-east-1`);
  });

  test('with a key lets RDS use it, and nobody else', () => {
    const grant = toRequests(call({ input: { KmsKeyId: key } })).at(-1);

    expect(grant).toMatchObject({
      action: 'kms:CreateGrant',
      resource: key,
      context: {
        'kms:grantisforawsresource': ['true'],
        'kms:viaservice': ['rds.us-east-1.amazonaws.com'],
      },
    });
  });
});

test('a snapshot that is made with tags is tagged, its cluster is not', () => {
  const cluster = 'arn:aws:rds:us-east-1:111122223333:cluster:orders';

  const requests = asked({
    action: 'CreateDBClusterSnapshot',
    resources: [cluster, copy],
    tags: { team: 'shop' },
  });

  expect(requests.filter((request) => request.startsWith('rds:AddTags'))).toEqual([
    `rds:AddTagsToResource ${copy} us-east-1`,
  ]);
});

test('each resource comes with its own tags, and with those of no other', () => {
  const resourceTags = { [source]: { 'dormouse:Created-By': 'create-snapshots' } };

  const [first, second] = toRequests(call({ resourceTags })).map(({ context }) => context);

  expect(first?.['aws:resourcetag/dormouse:created-by']).toEqual(['create-snapshots']);
  expect(Object.keys(second ?? {})).toEqual(['aws:requestedregion']);
});

test('a listing of all snapshots is asked for clusters and snapshots', () => {
  const resources = ['arn:aws:rds:us-east-1:111122223333:cluster-snapshot:*'];

  expect(asked({ action: 'DescribeDBClusterSnapshots', resources })).toEqual([
    'rds:DescribeDBClusterSnapshots arn:aws:rds:us-east-1:111122223333:cluster:* us-east-1',
    `rds:DescribeDBClusterSnapshots ${resources[0]} us-east-1`,
    'rds:ListTagsForResource arn:aws:rds:us-east-1:111122223333:cluster:* us-east-1',
    `rds:ListTagsForResource ${resources[0]} us-east-1`,
  ]);
});

describe('the start of an activity stream', () => {
  test('is asked for the cluster, and lets RDS use the key that an alias stands for', () => {
    const cluster = 'arn:aws:rds:us-east-1:111122223333:cluster:audited';
    const [start, grant, ...more] = toRequests(
      call({ action: 'StartActivityStream', resources: [cluster], input: { KmsKeyId: 'alias/das' } }),
    );

    expect(start).toMatchObject({ action: 'rds:StartActivityStream', resource: cluster });
    expect(grant).toMatchObject({
      action: 'kms:CreateGrant',
      resource: 'arn:aws:kms:us-east-1:111122223333:key/of-das',
      context: { 'kms:grantisforawsresource': ['true'], 'kms:viaservice': ['rds.us-east-1.amazonaws.com'] },
    });
    expect(more).toEqual([]);
  });
});

test('a listing may have to be allowed to read tags, because its answer brings them', () => {
  const resources = ['arn:aws:rds:us-east-1:111122223333:cluster:*'];

  expect(asked({ action: 'DescribeDBClusters', resources })).toEqual([
    `rds:DescribeDBClusters ${resources[0]} us-east-1`,
    `rds:ListTagsForResource ${resources[0]} us-east-1`,
  ]);
});
