import { readFileSync } from 'node:fs';
import {
  ActivityStreamMode,
  DBClusterNotFoundFault,
  DBInstanceNotFoundFault,
  DescribeDBClustersCommand,
  InvalidDBClusterStateFault,
  InvalidDBInstanceStateFault,
  KMSKeyNotAccessibleFault,
  RDSClient,
  RDSServiceException,
  StartActivityStreamCommand,
  StopActivityStreamCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { control } from '../../simulator/control.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { hour, start } from './plane.ts';
import { keyId, streamArn, streamFleet } from './stream-plane.ts';
import { credentials } from './stub-simulator.ts';

const input = {
  ResourceArn: streamArn,
  Mode: ActivityStreamMode.sync,
  KmsKeyId: 'alias/das',
  ApplyImmediately: true,
};

function world(fleet = streamFleet()) {
  const simulator = createSimulator({ fleet, now: start });
  const requestHandler = inProcess(simulator);
  const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
  return { simulator, rds };
}

/** The names of the errors that the SDK documents for an operation. */
function documentedErrors(operation: string): string[] {
  const types = new URL(`dist-types/commands/${operation}Command.d.ts`, sdkFolder);
  return Array.from(
    readFileSync(types, 'utf8').matchAll(/@throws \{@link (\w+)\} \(client/g),
    ([, name = '']) => name,
  );
}
const sdkFolder = new URL('../', import.meta.resolve('@aws-sdk/client-rds'));

describe('activity streams by SDK clients', () => {
  it('are started, described and stopped, and the calls tell the cluster and its tags', async () => {
    const { simulator, rds } = world();

    const begun = await rds.send(new StartActivityStreamCommand(input));
    simulator.clock.advanceTo(start + hour);
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    const ended = await rds.send(new StopActivityStreamCommand({ ResourceArn: streamArn }));

    expect(begun).toMatchObject({
      Status: 'starting',
      Mode: 'sync',
      KmsKeyId: keyId,
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
    const { rds } = world();

    for (const name of ['ResourceArn', 'Mode', 'KmsKeyId'] as const) {
      await expect(rds.send(new StartActivityStreamCommand({ ...input, [name]: undefined }))).rejects.toThrow(
        name,
      );
    }
  });

  const faults = [
    [DBClusterNotFoundFault, {}, { ResourceArn: `${streamArn}x` }],
    [DBInstanceNotFoundFault, {}, { ResourceArn: streamArn.replace('cluster:a', 'db:x') }],
    [KMSKeyNotAccessibleFault, {}, { KmsKeyId: 'alias/none' }],
    [InvalidDBClusterStateFault, { status: 'modifying' }, {}],
    [InvalidDBInstanceStateFault, { startStream: { mode: 'sync', key: keyId }, streamStatus: 'stopped' }, {}],
  ] as const;
  it.each(faults)(
    'are refused with a fault that the SDK documents and knows: %o',
    async (fault, change, more) => {
      const { simulator, rds } = world();
      simulator.plane.control?.cluster?.({ cluster: 'a', ...change });

      const error = await rds
        .send(new StartActivityStreamCommand({ ...input, ...more }))
        .catch((thrown) => thrown);

      expect(documentedErrors('StartActivityStream')).toContain(fault.name);
      expect(error).toBeInstanceOf(fault);
    },
  );

  it('are refused with a common error of RDS when the stream has another status', async () => {
    const { rds } = world();

    const error = await rds
      .send(new StopActivityStreamCommand({ ResourceArn: streamArn }))
      .catch((thrown) => thrown);

    expect(error).toBeInstanceOf(RDSServiceException);
    expect(error).toMatchObject({ name: 'InvalidParameterCombination', $metadata: { httpStatusCode: 400 } });
  });

  it('can be changed by hand over the control route, and the state counts the restart', () => {
    const { simulator } = world();
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
