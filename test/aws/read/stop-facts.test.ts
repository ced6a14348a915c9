import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeGlobalClustersCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { readStopFacts, withFacts } from '../../../shared/aws/read/stop-facts.ts';
import { metricWindow } from '../../../shared/policy/metrics/window.ts';
import type { FactsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { createCommand } from '../../../shared/policy/snapshots/commands.ts';
import { aPolicy } from '../../policy/builders.ts';
import { account, region, serviceError, snapshotArn } from '../builders.ts';
import { cluster, fakeAws, hour, now } from './fake-stop-aws.ts';

const [idle, busy, atOnce] = [cluster('idle'), cluster('busy'), cluster('at-once')];

const needed: FactsNeeded = {
  clusters: [idle, busy, atOnce],
  eventsSince: now - hour,
  snapshots: false,
  uptime: [],
  idle: [idle, busy].map((one) => ({ cluster: one, window: metricWindow(one, hour, now) })),
};

describe('readStopFacts', () => {
  it('puts to each cluster what is its own', async () => {
    const { scope, rds } = fakeAws();
    const instance = { DBInstanceIdentifier: 'busy-1', DBClusterIdentifier: 'busy' };
    rds.on(DescribeDBInstancesCommand).resolves({
      DBInstances: [{ ...instance, DBInstanceStatus: 'available', DBInstanceClass: 'db.r8g.large' }],
    });
    rds.on(DescribeBlueGreenDeploymentsCommand).resolves({
      BlueGreenDeployments: [{ Source: atOnce.arn, Status: 'AVAILABLE' }],
    });
    rds.on(DescribeEventsCommand).resolves({
      Events: [{ SourceIdentifier: 'idle', Message: 'DB cluster started', Date: new Date(now - 60_000) }],
    });
    rds.on(DescribeGlobalClustersCommand).resolves({
      GlobalClusters: [{ GlobalClusterMembers: [{ DBClusterArn: atOnce.arn, Readers: ['arn:far'] }] }],
    });

    const { facts } = await readStopFacts(scope, needed, now);

    expect([...facts.keys()]).toEqual([idle.arn, busy.arn, atOnce.arn]);
    expect(facts.get(idle.arn)).toEqual({
      members: [],
      snapshots: [],
      globalPeers: [],
      inBlueGreen: false,
      lastStart: { at: now - 60_000, by: 'user' },
      evidence: { state: 'idle', detail: expect.any(String) },
    });
    expect(facts.get(busy.arn)).toEqual({
      members: [{ id: 'busy-1', clusterId: 'busy', status: 'available', instanceClass: 'db.r8g.large' }],
      globalPeers: [],
      inBlueGreen: false,
      snapshots: [],
      evidence: { state: 'busy', detail: expect.any(String), use: expect.any(Array) },
    });
    expect(facts.get(atOnce.arn)).toStrictEqual({
      members: [],
      globalPeers: ['arn:far'],
      inBlueGreen: true,
      snapshots: [],
    });
  });

  it('takes a cluster of a global database that no listing shows for one that is not alone', async () => {
    const { scope } = fakeAws();
    const lost = { ...atOnce, globalClusterId: 'world' };

    const { facts } = await readStopFacts(scope, { ...needed, clusters: [lost] }, now);

    expect(facts.get(lost.arn)?.globalPeers).toEqual(['those of world']);
  });

  it('costs one call of each kind, however many clusters there are', async () => {
    const { scope, rds, cloudwatch } = fakeAws();

    await readStopFacts(scope, needed, now);

    expect(rds.calls()).toHaveLength(4);
    expect(cloudwatch.calls()).toHaveLength(1);
  });

  it('asks CloudWatch nothing of a cluster that other clusters or its own instances keep up', async () => {
    const { scope, rds, cloudwatch } = fakeAws();
    const waiting = { ...cluster('waiting'), members: ['waiting-1'] };
    rds.on(DescribeGlobalClustersCommand).resolves({
      GlobalClusters: [{ GlobalClusterMembers: [{ DBClusterArn: busy.arn, Readers: ['arn:far'] }] }],
    });
    const clusters = [idle, busy, waiting];
    const wanted = clusters.map((one) => ({ cluster: one, window: metricWindow(one, hour, now) }));

    const { facts } = await readStopFacts(scope, { ...needed, clusters, idle: wanted }, now);

    expect(clusters.map(({ arn }) => facts.get(arn)?.evidence?.state)).toEqual([
      'idle',
      undefined,
      undefined,
    ]);
    const [call] = cloudwatch.commandCalls(GetMetricDataCommand);
    const asked = call?.args[0].input.MetricDataQueries?.flatMap(({ MetricStat }) =>
      MetricStat?.Metric?.Dimensions?.map(({ Value }) => Value),
    );
    expect(new Set(asked)).toEqual(new Set(['idle']));
  });

  it('asks CloudWatch nothing when no rule asks for idleness', async () => {
    const { scope, cloudwatch } = fakeAws();

    await readStopFacts(scope, { ...needed, idle: [] }, now);

    expect(cloudwatch.calls()).toEqual([]);
  });

  it('knows nothing of idleness when CloudWatch fails', async () => {
    const { scope, cloudwatch, warnings } = fakeAws();
    cloudwatch.on(GetMetricDataCommand).rejects(serviceError('ThrottlingException'));

    const { facts, outage } = await readStopFacts(scope, needed, now);

    expect([...facts.values()].map(({ evidence }) => evidence?.state)).toEqual([
      'unknown',
      'unknown',
      undefined,
    ]);
    expect(outage).toMatchObject({ name: 'ThrottlingException', toleratedMs: hour });
    expect(warnings).toHaveLength(1);
  });

  it('knows nothing of idleness where no metrics are known for the engine', async () => {
    const { scope, cloudwatch } = fakeAws();
    const odd = { ...idle, engine: 'odd' };
    const window = metricWindow(odd, hour, now);

    const { facts, outage } = await readStopFacts(
      scope,
      { ...needed, clusters: [odd], idle: [{ cluster: odd, window }] },
      now,
    );

    expect(facts.get(odd.arn)?.evidence?.state).toBe('unknown');
    expect(outage).toBeUndefined();
    expect(cloudwatch.calls()).toEqual([]);
  });

  it.each([
    DescribeDBInstancesCommand,
    DescribeGlobalClustersCommand,
    DescribeBlueGreenDeploymentsCommand,
    DescribeEventsCommand,
  ])('fails when %o does', async (listing) => {
    const { scope, rds } = fakeAws();
    rds.on(listing).rejects(serviceError('Throttling'));

    await expect(readStopFacts(scope, needed, now)).rejects.toThrow('Throttling');
  });
});

describe('readStopFacts, when a rule wants a snapshot first', () => {
  it('reads the snapshots that Dormouse took, and leaves those of others', async () => {
    const { scope, rds } = fakeAws();
    const { snapshot, tags } = createCommand(aPolicy(), idle, { name: 'dev' }, 'stop-idle-clusters', now);
    const described = (id: string) => ({
      DBClusterSnapshotIdentifier: id,
      DBClusterSnapshotArn: snapshotArn(id),
      DBClusterIdentifier: 'idle',
      SnapshotType: 'manual',
      Status: 'creating',
      TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    });
    rds
      .on(DescribeDBClusterSnapshotsCommand, { SnapshotType: 'manual' })
      .resolves({ DBClusterSnapshots: [described(snapshot), described('by-hand')] });

    const { facts } = await readStopFacts(scope, { ...needed, snapshots: true }, now);

    expect(facts.get(idle.arn)?.snapshots.map(({ id }) => id)).toEqual([snapshot]);
    expect(facts.get(busy.arn)?.snapshots).toEqual([]);
  });

  it('fails when they cannot be listed', async () => {
    const { scope, rds } = fakeAws();
    rds.on(DescribeDBClusterSnapshotsCommand).rejects(serviceError('Throttling'));

    await expect(readStopFacts(scope, { ...needed, snapshots: true }, now)).rejects.toThrow('Throttling');
  });
});

describe('withFacts', () => {
  it('gives each cluster its facts, and leaves those without as they are', () => {
    const facts = { members: [], globalPeers: [], inBlueGreen: false, snapshots: [] };
    const world = { account, region, observedAt: now, clusters: [{ cluster: idle }, { cluster: busy }] };

    const known = withFacts(world, new Map([[busy.arn, facts]]));

    expect(known).toStrictEqual({ ...world, clusters: [{ cluster: idle }, { cluster: busy, facts }] });
  });
});
