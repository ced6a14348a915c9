import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { minute } from '../../control-plane.ts';
import { aWorld, refusal } from './capacity-fleet.ts';

const sleeper = '{ id: a, serverless: { min: 0, max: 8, autoPauseAfter: 10m } }';
const scaling = 'ServerlessV2ScalingConfiguration';

describe('a change of serverless capacity', () => {
  it.each([undefined, false, true])('is in force at once with ApplyImmediately %s', async (now) => {
    const { modify, state } = aWorld(sleeper);

    const answer = await modify(2, 16, { ApplyImmediately: now });

    expect(state()).toMatchObject({ min: 2, max: 16 });
    expect(answer).toMatchObject({ Status: 'available', [scaling]: { MinCapacity: 2, MaxCapacity: 16 } });
  });

  it('is shown when the lag of reads is over', async () => {
    const { modify, describe, advance } = aWorld(sleeper);
    await modify(2, 16);

    const before = await describe();
    advance(30_000);
    const after = await describe();

    expect(before[scaling]).toEqual({ MinCapacity: 0, MaxCapacity: 8, SecondsUntilAutoPause: 600 });
    expect(after[scaling]).toEqual({ MinCapacity: 2, MaxCapacity: 16 });
    expect(after.Status).toBe('available');
  });

  it('keeps the pause while the min is 0, and forgets it with another min', async () => {
    const { modify, describe, advance } = aWorld(sleeper);
    const pause = async () => {
      advance(minute);
      return (await describe())[scaling]?.SecondsUntilAutoPause;
    };

    await modify(0, 16);
    const kept = await pause();
    await modify(1, 16);
    const gone = await pause();
    await modify(0, 16);

    expect([kept, gone, await pause()]).toEqual([600, undefined, 300]);
  });

  it('leaves the limit that is not named as it is', async () => {
    const { modify, state } = aWorld(sleeper);

    await modify(undefined, 4);

    expect(state()).toMatchObject({ min: 0, max: 4 });
  });

  it('gives limits to a cluster that had none, which needs both', async () => {
    const { modify, describe } = aWorld('{ id: a }');

    const refused = await refusal(modify(1));
    await modify(1, 4);

    expect(refused).toContain('InvalidParameterCombination: MinCapacity and MaxCapacity must be given');
    expect((await describe())[scaling]).toEqual({ MinCapacity: 1, MaxCapacity: 4 });
  });

  it.each([
    ['stopped', 'status: stopped, since: 1h', 'a is in stopped state'],
    ['modifying', 'status: modifying', 'a is in modifying state'],
    ['starting', 'status: starting', 'a is in starting state'],
  ])('is refused while the cluster is %s', async (_, more, text) => {
    const { modify } = aWorld(`{ id: a, serverless: { min: 1, max: 8 }, ${more} }`);

    expect(await refusal(modify(1, 4))).toBe(
      `InvalidDBClusterStateFault: DbCluster ${text} but expected it to be one of available.`,
    );
  });

  it('needs a cluster that is there', async () => {
    const { modify } = aWorld(sleeper);

    const answer = await refusal(modify(1, 4, { DBClusterIdentifier: 'b' }));

    expect(answer).toBe('DBClusterNotFoundFault: DBCluster b not found.');
  });

  it('never takes what the simulator does not have', async () => {
    const { modify, state } = aWorld(sleeper);

    const more = { EngineVersion: '17.4', BackupRetentionPeriod: 7, VpcSecurityGroupIds: [] };
    const answer = await refusal(modify(1, 4, more));

    expect(answer).toMatch(
      /^InvalidParameterValue: The simulator changes .*ServerlessV2ScalingConfiguration of a cluster, not .*EngineVersion/,
    );
    expect(state()).toMatchObject({ min: 0, max: 8 });
  });

  it('is recorded with the cluster as its resource', async () => {
    const { modify, simulator } = aWorld(sleeper);
    await modify(1, 4);

    const [call] = simulator.calls.list({ action: 'ModifyDBCluster' });

    expect(call?.resources).toEqual(['arn:aws:rds:eu-central-1:111122223333:cluster:a']);
  });
});

describe('the serverless capacity in a listing', () => {
  it.each([
    ['a new cluster', 'serverless: { min: 1, max: 2 }', '3', undefined],
    ['an old platform', 'serverless: { min: 1, max: 2, platform: "1" }', '1', undefined],
    ['a provisioned cluster', '', undefined, undefined],
    ['Limitless', 'limitless: true', undefined, 'limitless'],
    ['Neptune', 'engine: neptune, serverless: { min: 1, max: 2 }', undefined, undefined],
  ])('%s', async (_, more, ServerlessV2PlatformVersion, ClusterScalabilityType) => {
    const described = await aWorld(`{ id: a, ${more} }`).describe();

    expect(described.ServerlessV2PlatformVersion).toBe(ServerlessV2PlatformVersion);
    expect(described.ClusterScalabilityType).toBe(ClusterScalabilityType);
  });

  it('shows instances of both kinds in one cluster', async () => {
    const { rds } = aWorld(
      '{ id: a, instances: [db.serverless, db.r6g.large], serverless: { min: 1, max: 2 } }',
    );

    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({}));

    expect(DBInstances?.map((instance) => instance.DBInstanceClass)).toEqual([
      'db.serverless',
      'db.r6g.large',
    ]);
  });
});
