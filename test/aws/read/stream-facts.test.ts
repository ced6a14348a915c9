import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import {
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { withStreamFacts } from '../../../shared/aws/read/stream-facts.ts';
import type { StreamFactsNeeded } from '../../../shared/policy/streams/facts-needed.ts';
import type { StreamWorld } from '../../../shared/policy/streams/stream.ts';
import { aCluster } from '../../policy/builders.ts';
import { account, fakeScope, region, serviceError } from '../builders.ts';

const now = Date.parse('2026-11-20T19:05:00Z');
const ARN = 'arn:aws:kms:eu-central-1:111122223333:key/1234';

const [audited, mixed, quiet] = [
  aCluster({ id: 'audited' }),
  aCluster({ id: 'mixed', engineVersion: '15.8' }),
  aCluster({ id: 'quiet' }),
];
const world: StreamWorld = {
  ...{ account, region, observedAt: now, keys: {} },
  clusters: [audited, mixed, quiet].map((cluster) => ({ cluster })),
};
type Rds = ReturnType<typeof fakeScope>['rds'];
const throttled = serviceError('Throttling');

const none: StreamFactsNeeded = { clusters: [], keys: [], events: [] };

function member(clusterId: string, n: number, instanceClass = 'db.r7g.large') {
  return {
    DBInstanceIdentifier: `${clusterId}-${n}`,
    DBClusterIdentifier: clusterId,
    DBInstanceStatus: 'available',
    DBInstanceClass: instanceClass,
  };
}

/** An AWS that has streams for r7g and none for t4g. */
function fakeAws(...members: ReturnType<typeof member>[]) {
  const fake = fakeScope();
  fake.rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: members });
  fake.rds.on(DescribeEventsCommand).resolves({ Events: [] });
  fake.rds.on(DescribeOrderableDBInstanceOptionsCommand).callsFake(({ DBInstanceClass }) => ({
    OrderableDBInstanceOptions: [
      { SupportedActivityStreamModes: DBInstanceClass === 'db.r7g.large' ? ['sync', 'async'] : [] },
    ],
  }));
  return fake;
}

const described: KeyMetadata = {
  ...{ KeyId: '1234', Arn: ARN, KeyState: 'Enabled' },
  ...{ KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' },
};

describe('withStreamFacts', () => {
  it('puts to each cluster that needs it its members and what their classes can do', async () => {
    const { scope } = fakeAws(member('audited', 1), member('mixed', 1), member('mixed', 2, 'db.t4g.large'));

    const { clusters } = await withStreamFacts(scope, world, { ...none, clusters: [audited, mixed] });

    expect(clusters).toStrictEqual([
      {
        cluster: audited,
        streamFacts: {
          members: [expect.objectContaining({ id: 'audited-1', status: 'available' })],
          modesByClass: { 'db.r7g.large': ['sync', 'async'] },
        },
      },
      {
        cluster: mixed,
        streamFacts: {
          members: [expect.objectContaining({ id: 'mixed-1' }), expect.objectContaining({ id: 'mixed-2' })],
          modesByClass: { 'db.r7g.large': ['sync', 'async'], 'db.t4g.large': [] },
        },
      },
      { cluster: quiet },
    ]);
  });

  it('asks for one class and version once, and for nothing of a cluster with a serverless member', async () => {
    const { scope, rds } = fakeAws(
      ...[1, 2, 3].map((n) => member('audited', n)),
      member('quiet', 1),
      ...[member('mixed', 1), member('mixed', 2, 'db.serverless')],
    );

    const { clusters } = await withStreamFacts(scope, world, { ...none, clusters: [audited, mixed, quiet] });

    expect(rds.commandCalls(DescribeDBInstancesCommand)).toHaveLength(1);
    expect(rds.commandCalls(DescribeOrderableDBInstanceOptionsCommand)).toHaveLength(1);
    expect(clusters[1]?.streamFacts).toMatchObject({ members: [{}, {}], modesByClass: {} });
  });

  it('leaves out a class that AWS does not offer', async () => {
    const { scope, rds } = fakeAws(member('audited', 1));
    rds
      .on(DescribeOrderableDBInstanceOptionsCommand)
      .resolves({ OrderableDBInstanceOptions: [], $metadata: { requestId: '1' } });

    const { clusters } = await withStreamFacts(scope, world, { ...none, clusters: [audited] });

    expect(clusters[0]?.streamFacts?.modesByClass).toEqual({});
  });

  it('reports the events of the clusters that need them, also when there are none', async () => {
    const { scope, rds } = fakeAws();
    const Message = 'Database Activity Streams is stopped on your database cluster.';
    rds.on(DescribeEventsCommand, { SourceIdentifier: 'audited' }).resolves({
      Events: [{ SourceIdentifier: 'audited', Message, Date: new Date(now - 60_000) }],
    });

    const { clusters } = await withStreamFacts(scope, world, { ...none, events: [audited, mixed] });

    expect(clusters.map(({ streamEvents }) => streamEvents)).toEqual([
      { lastStreamStop: now - 60_000 },
      {},
      undefined,
    ]);
    expect(rds.calls()).toHaveLength(2);
  });

  it('reports the state of each key, also of one that it is denied', async () => {
    const { scope, kms } = fakeAws();
    kms.on(DescribeKeyCommand, { KeyId: 'alias/das' }).resolves({ KeyMetadata: described });
    kms
      .on(DescribeKeyCommand, { KeyId: 'alias/theirs' })
      .rejects(serviceError('AccessDeniedException', 'no'));

    const { keys } = await withStreamFacts(scope, world, { ...none, keys: ['alias/das', 'alias/theirs'] });

    expect(keys).toEqual({
      'alias/das': { usable: true, arn: ARN },
      'alias/theirs': { usable: false, detail: expect.stringMatching(/^alias\/theirs in eu-central-1: no/) },
    });
  });

  it('makes no call when nothing is needed', async () => {
    const { scope, rds, kms } = fakeAws();

    expect(await withStreamFacts(scope, world, none)).toEqual(world);
    expect([...rds.calls(), ...kms.calls()]).toEqual([]);
  });

  it.each([
    ['the members', (rds: Rds): void => void rds.on(DescribeDBInstancesCommand).rejects(throttled)],
    [
      'the classes',
      (rds: Rds): void => void rds.on(DescribeOrderableDBInstanceOptionsCommand).rejects(throttled),
    ],
  ])('fails when %s cannot be listed', async (_, refuse) => {
    const { scope, rds } = fakeAws(member('audited', 1));
    refuse(rds);

    const needed = { clusters: [audited], keys: [], events: [] };
    await expect(withStreamFacts(scope, world, needed)).rejects.toThrow('Throttling');
  });

  it('says which key KMS cannot describe now, and has everything else', async () => {
    const { scope, kms } = fakeAws(member('audited', 1));
    kms.on(DescribeKeyCommand, { KeyId: 'alias/das' }).resolves({ KeyMetadata: described });
    kms.on(DescribeKeyCommand, { KeyId: 'alias/busy' }).rejects(serviceError('ThrottlingException'));

    const known = await withStreamFacts(scope, world, {
      ...none,
      clusters: [audited],
      keys: ['alias/das', 'alias/busy'],
    });

    expect(known.unread).toMatchObject({ name: 'ThrottlingException' });
    expect(Object.keys(known.keys)).toEqual(['alias/das']);
    expect(known.clusters[0]?.streamFacts).toBeDefined();
  });
});
