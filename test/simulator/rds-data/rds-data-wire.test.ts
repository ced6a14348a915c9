import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { expect, test } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { start } from '../control-plane.ts';
import { credentials } from '../stub-simulator.ts';
import { fleet } from './restored-data.ts';

test('over the wire, errors have the names of the SDK', async () => {
  const simulator = createSimulator({ fleet, now: start });
  const config = {
    region: 'eu-central-1',
    credentials,
    requestHandler: inProcess(simulator),
    maxAttempts: 1,
  };
  const { DBClusters } = await new RDSClient(config).send(new DescribeDBClustersCommand({}));
  const statement = new ExecuteStatementCommand({
    resourceArn: DBClusters?.[0]?.DBClusterArn,
    secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:any',
    sql: 'select 1',
  });

  await expect(new RDSDataClient(config).send(statement)).rejects.toMatchObject({
    name: 'HttpEndpointNotEnabledException',
    $metadata: { httpStatusCode: 400 },
  });
  expect(simulator.calls.list({ service: 'rds-data' })[0]?.resources).toEqual([
    DBClusters?.[0]?.DBClusterArn,
  ]);
});
