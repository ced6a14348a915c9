import {
  ActivityStreamMode,
  ActivityStreamStatus,
  DescribeDBClustersCommand,
  RDSClient,
  StartActivityStreamCommand,
  StopActivityStreamCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { streamStatuses } from '../../../../simulator/fleet/statuses.ts';
import { control } from '../../../../simulator/http/control-api.ts';
import { inProcess } from '../../../../simulator/in-process.ts';
import { createSimulator } from '../../../../simulator/simulator.ts';
import { hour, start } from '../../control-plane.ts';
import { credentials } from '../../stub-simulator.ts';
import { againstSchema, answerMembers } from '../../wire/sdk-schema.ts';
import { aStreamFleet, keyArn, keyId, streamArn, streamFleet } from './stream-fleet.ts';

const input = {
  ResourceArn: streamArn,
  Mode: ActivityStreamMode.sync,
  KmsKeyId: 'alias/das',
  ApplyImmediately: true,
};

function wired() {
  const simulator = createSimulator({ fleet: streamFleet(), now: start });
  const requestHandler = inProcess(simulator);
  const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
  return { simulator, rds };
}

describe('answers about activity streams', () => {
  const { start: begin, stop: end, rds, advance } = aStreamFleet();
  const begun = begin({ Mode: 'sync' });
  advance(hour);
  const clusters = rds('DescribeDBClusters');
  const ended = end();

  it('have the members that the schema of the SDK has, and no others', () => {
    // The members of RDS for Oracle alone: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartActivityStream.html
    const ofOracle = ['EngineNativeAuditFieldsIncluded'];

    expect([...Object.keys(begun), ...ofOracle].toSorted()).toEqual(
      answerMembers('StartActivityStream').toSorted(),
    );
    expect(Object.keys(ended).toSorted()).toEqual(answerMembers('StopActivityStream').toSorted());
    expect(againstSchema('StartActivityStream', begun)).toEqual([]);
    expect(againstSchema('StopActivityStream', ended)).toEqual([]);
    expect(againstSchema('DescribeDBClusters', clusters)).toEqual([]);
  });

  it('would be found to have others', () => {
    const [cluster] = clusters.DBClusters;
    const wrong = { ...cluster, ActivityStreamState: 'started', ActivityStreamMode: true };

    expect(againstSchema('DescribeDBClusters', { DBClusters: [wrong] })).toEqual([
      'DescribeDBClusters.DBClusters[0].ActivityStreamMode is boolean',
      'DescribeDBClusters.DBClusters[0].ActivityStreamState is unknown',
    ]);
  });

  it('reach SDK clients whole', async () => {
    const world = wired();

    const { $metadata: _, ...started } = await world.rds.send(new StartActivityStreamCommand(input));
    world.simulator.clock.advanceTo(start + hour);
    const { $metadata: __, ...stopped } = await world.rds.send(
      new StopActivityStreamCommand({ ResourceArn: streamArn, ApplyImmediately: true }),
    );

    // The same but for what the seed makes of it.
    expect({ ...started, KinesisStreamName: '' }).toEqual({ ...begun, KinesisStreamName: '' });
    expect({ ...stopped, KinesisStreamName: '' }).toEqual({ ...ended, KinesisStreamName: '' });
  });

  it('know the statuses and the modes that the SDK knows', () => {
    expect(streamStatuses.toSorted()).toEqual(Object.values(ActivityStreamStatus).toSorted());
    for (const Mode of Object.values(ActivityStreamMode)) {
      expect(aStreamFleet().start({ Mode }).Mode).toBe(Mode);
    }
  });
});

describe('activity streams by SDK clients', () => {
  it('are started, described and stopped, and the calls tell the cluster and its tags', async () => {
    const { simulator, rds } = wired();

    const begun = await rds.send(new StartActivityStreamCommand(input));
    simulator.clock.advanceTo(start + hour);
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    const ended = await rds.send(new StopActivityStreamCommand({ ResourceArn: streamArn }));

    expect(begun).toMatchObject({
      Status: 'starting',
      Mode: 'sync',
      KmsKeyId: keyArn,
      ApplyImmediately: true,
    });
    expect(DBClusters).toMatchObject([
      {
        ActivityStreamStatus: 'started',
        ActivityStreamMode: 'sync',
        ActivityStreamKmsKeyId: keyId,
        ActivityStreamKinesisStreamName: `aws-rds-das-${DBClusters?.[0]?.DbClusterResourceId}`,
      },
    ]);
    expect(ended).toMatchObject({ Status: 'started', KinesisStreamName: begun.KinesisStreamName });
    const changes = simulator.calls.list().filter(({ action }) => action.endsWith('Stream'));
    expect(changes).toMatchObject([
      {
        action: 'StartActivityStream',
        resources: [streamArn],
        resourceTags: { [streamArn]: { team: 'shop' } },
      },
      {
        action: 'StopActivityStream',
        resources: [streamArn],
        resourceTags: { [streamArn]: { team: 'shop' } },
      },
    ]);
  });

  it('are refused without what the schema requires', async () => {
    const { rds } = wired();

    for (const name of ['ResourceArn', 'Mode', 'KmsKeyId'] as const) {
      await expect(rds.send(new StartActivityStreamCommand({ ...input, [name]: undefined }))).rejects.toThrow(
        name,
      );
    }
  });

  it('can be changed by hand over the control route, and the state counts the restart', () => {
    const { simulator } = wired();
    const request = (method: string, path: string, body = '') =>
      control(simulator, {
        ...{ method, path: `/_simulator/${path}`, query: {}, headers: {} },
        body: new TextEncoder().encode(body),
      });

    const change = { cluster: 'a', startStream: { mode: 'async', key: 'alias/das' } };
    const answer = request('POST', 'cluster', JSON.stringify(change));
    const state = JSON.parse(String(request('GET', 'state').body));

    expect(answer.status).toBe(200);
    expect(state.clusters).toMatchObject([
      {
        activityStream: { status: 'starting', visibleStatus: 'stopped', mode: 'async' },
        restarts: [{ why: 'activity-stream-start' }],
      },
    ]);
  });
});
