import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
} from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { readStreams } from '../../../shared/runtime/read/streams.ts';
import { createListings } from '../../../shared/runtime/sweep/listings.ts';
import type { RunContext } from '../../../shared/runtime/sweep/recipe.ts';
import { clusterArn, fakeScope, serviceError } from '../../aws/builders.ts';

const parsed = parsePolicy(`
version: 1
rules:
  - name: audited
    match: {}
    activityStream: { mode: async, kmsKey: alias/das, restart: maintenanceWindow }
`);
if (!parsed.ok) throw new Error('the policy of the test cannot be read');
const { policy } = parsed;
function aRun(): RunContext {
  return { targets: [], listings: createListings() };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An AWS with one cluster whose stream waits for its maintenance window, on Sunday; it is Friday. */
function fakeAws() {
  const fake = fakeScope();
  const described = {
    DBClusterIdentifier: 'audited',
    DBClusterArn: clusterArn('audited'),
    Engine: 'aurora-postgresql',
    EngineVersion: '16.4',
    Status: 'available',
    TagList: [],
    PreferredMaintenanceWindow: 'sun:05:00-sun:05:30',
    ActivityStreamStatus: 'stopped' as const,
    DBClusterMembers: [{ DBInstanceIdentifier: 'audited-1' }],
  };
  const $metadata = { requestId: '1' };
  fake.rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [described], $metadata });
  fake.rds.on(DescribeEventsCommand).resolves({ Events: [] });
  fake.kms.onAnyCommand().rejects(serviceError('NotFoundException', 'no such alias'));
  fake.rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        DBInstanceIdentifier: 'audited-1',
        DBClusterIdentifier: 'audited',
        DBInstanceStatus: 'available',
        DBInstanceClass: 'db.r7g.large',
      },
    ],
  });
  fake.rds
    .on(DescribeOrderableDBInstanceOptionsCommand)
    .resolves({ OrderableDBInstanceOptions: [{ SupportedActivityStreamModes: ['async'] }] });
  return fake;
}

describe('readStreams', () => {
  it('reads the events of a stream that waits, and nothing that only its start needs', async () => {
    const { scope, rds, kms } = fakeAws();

    const world = await readStreams(scope, policy, aRun());

    expect(world.clusters).toMatchObject([{ streamEvents: {} }]);
    expect(world.clusters[0]).not.toHaveProperty('streamFacts');
    expect(rds.calls()).toHaveLength(2);
    expect(kms.calls()).toEqual([]);
  });

  it('reads for a plan what a stream that waits would come upon, too', async () => {
    const { scope, kms } = fakeAws();
    kms.on(DescribeKeyCommand).resolves({
      KeyMetadata: {
        KeyId: 'das',
        Arn: 'arn:aws:kms:eu-central-1:111122223333:key/das',
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
        KeyUsage: 'ENCRYPT_DECRYPT',
      },
    });

    const world = await readStreams(scope, policy, { ...aRun(), thorough: true });

    expect(world.clusters).toMatchObject([{ streamFacts: { modesByClass: { 'db.r7g.large': ['async'] } } }]);
    expect(world.keys).toMatchObject({ 'alias/das': { usable: true } });
  });

  it('reads no instances where the key cannot be used', async () => {
    const { scope, rds } = fakeAws();

    const world = await readStreams(scope, policy, { ...aRun(), thorough: true });

    expect(world.keys).toMatchObject({ 'alias/das': { usable: false } });
    expect(rds.commandCalls(DescribeDBInstancesCommand)).toEqual([]);
  });

  it('looks at what the run was asked for, which spares the facts of what is not to run', async () => {
    const { scope, rds } = fakeAws();
    const override = { desired: 'off', until: Date.now() + 86_400_000 } as const;

    const world = await readStreams(scope, policy, { ...aRun(), override, thorough: true });

    expect(world.requested).toEqual(override);
    expect(rds.calls()).toHaveLength(1);
  });

  it('fails when the clusters cannot be listed', async () => {
    const { scope, rds } = fakeAws();
    rds.on(DescribeDBClustersCommand).rejects(serviceError('AccessDenied'));

    await expect(readStreams(scope, policy, aRun())).rejects.toThrow('AccessDenied');
  });
});
