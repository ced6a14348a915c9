import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { ExecuteStatementCommand, type Field, RDSDataClient } from '@aws-sdk/client-rds-data';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, test } from 'vitest';
import { noteAnswer } from '../../../shared/aws/client/aws-clock.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { carryOutDrill } from '../../../shared/runtime/drill/carry-out.ts';
import { fakeScope, serviceError } from '../../aws/builders.ts';
import { keptDrills } from '../../aws/evidence/kept-drills.ts';
import { HOUR } from '../../policy/builders.ts';
import { drillOrder } from '../../support/builders/drill-outcomes.ts';
import { aDrill, OPENED } from '../../support/builders/open-drills.ts';

const drill = aDrill();

describe('checks', () => {
  test('that pass make the verdict, with the first answer as the time from which it was usable', async () => {
    const { record } = await checked([[{ longValue: 1000 }]]);

    expect(record).toMatchObject({ verdict: 'passed', checks: [{ verdict: 'passed', value: 1000 }] });
    expect(record).toMatchObject({ phases: { usableAt: '2026-11-28T03:00:00Z' }, rtoMs: HOUR });
  });

  test.each<[string, Field[][] | Error]>([
    ['too few rows', [[{ longValue: 999 }]]],
    ['null', [[{ isNull: true }]]],
    ['no row', []],
    ['two rows', [[{ longValue: 1000 }], [{ longValue: 1000 }]]],
    ['two columns', [[{ longValue: 1000 }, { longValue: 1000 }]]],
    ['bytes', [[{ blobValue: new Uint8Array([1]) }]]],
    [
      'a wrong password',
      serviceError('BadRequestException', 'password authentication failed for user "admin"'),
    ],
    ['a statement that takes too long', serviceError('StatementTimeoutException')],
    ['no answer in time', serviceError('TimeoutError')],
    ['no permission', serviceError('AccessDeniedException')],
  ])('fail by %s', async (_, answer) => {
    const { record } = await checked(answer);

    expect(record).toMatchObject({
      verdict: 'failed',
      failure: { reason: 'check-failed' },
      checks: [{ verdict: 'failed' }],
    });
  });

  test.each(['DatabaseResumingException', 'ThrottlingException', 'HttpEndpointNotEnabledException'])(
    'are asked again after %s',
    async (name) => {
      const { record, error } = await checked(serviceError(name));

      expect(error).toMatchObject({ name: 'NotYetUsable' });
      expect(record).toMatchObject({ checks: [] });
      expect(record?.verdict).toBeUndefined();
    },
  );

  test('are never asked of a cluster that is not surely that of the drill', async () => {
    const { error, asked } = await checked([[{ longValue: 1000 }]], { TagList: [] });

    expect(error).toMatchObject({ name: 'NotOfTheDrill' });
    expect(asked).toBe(0);
  });

  test('by a function get the cluster, the source and the point, and its last value', async () => {
    const arn = 'arn:aws:lambda:eu-central-1:111122223333:function:check-graph';
    const graph = aDrill({ wanted: { checks: [{ kind: 'function', arn }], targets: {} } });
    const payloads: unknown[] = [];
    const { record } = await checked([], {}, graph, (payload) => {
      payloads.push(payload);
      return { Payload: Buffer.from('{"version":1,"ok":true,"detail":"12 vertices","value":12}') };
    });

    expect(record).toMatchObject({
      verdict: 'passed',
      checks: [{ check: arn, value: 12, detail: '12 vertices' }],
    });
    expect(payloads).toEqual([
      {
        version: 1,
        drill: graph.drill,
        cluster: {
          arn: graph.restored.arn,
          id: graph.restored.cluster,
          engine: 'aurora-postgresql',
          engineVersion: '16.4',
          endpoint: 'writer.example',
          readerEndpoint: 'reader.example',
          port: 5432,
          secretArn: 'arn:secret',
        },
        source: { arn: graph.source.arn, id: 'orders' },
        point: { createdAt: '2026-11-28T00:00:00Z' },
      },
    ]);
  });

  test.each<[string, object]>([
    ['an error', { FunctionError: 'Unhandled', Payload: Buffer.from('{"errorMessage":"no"}') }],
    ['nothing', {}],
    ['no JSON', { Payload: Buffer.from('fine') }],
    [
      'too much',
      { Payload: Buffer.from(JSON.stringify({ version: 1, ok: true, detail: 'x'.repeat(20_000) })) },
    ],
  ])('by a function that answers with %s fail', async (_, answer) => {
    const graph = aDrill({ wanted: { checks: [{ kind: 'function', arn: 'arn:f' }], targets: {} } });
    const { record } = await checked([], {}, graph, () => answer);

    expect(record).toMatchObject({ verdict: 'failed', checks: [{ verdict: 'failed' }] });
  });
});

/** The record after a step of checks, where the Data API or a function answers as given. */
async function checked(
  answer: Field[][] | Error,
  described: object = {},
  record: DrillRecord = { ...drill, phases: { restoreRequestedAt: drill.openedAt } },
  invoked: (payload: unknown) => object = () => ({}),
) {
  const { scope, rds } = fakeScope();
  const dataClient = new RDSDataClient({ region: 'eu-central-1' });
  const lambdaClient = new LambdaClient({ region: 'eu-central-1' });
  const data = mockClient(dataClient);
  const asking = { ...record, restored: { ...record.restored, resourceId: 'cluster-DRILL' } };
  if (answer instanceof Error) data.on(ExecuteStatementCommand).rejects(answer);
  else data.on(ExecuteStatementCommand).resolves({ records: answer });
  mockClient(lambdaClient)
    .on(InvokeCommand)
    .callsFake(({ Payload }) => invoked(JSON.parse(Buffer.from(Payload).toString())));
  const listed = {
    DBClusters: [
      {
        DBClusterIdentifier: record.restored.cluster,
        DBClusterArn: record.restored.arn,
        DbClusterResourceId: 'cluster-DRILL',
        Status: 'available',
        TagList: [{ Key: 'dormouse:drill', Value: record.drill }],
        Endpoint: 'writer.example',
        ReaderEndpoint: 'reader.example',
        Port: 5432,
        MasterUserSecret: { SecretArn: 'arn:secret', SecretStatus: 'active' },
        ...described,
      },
    ],
  };
  noteAnswer(listed, OPENED + HOUR);
  rds.on(DescribeDBClustersCommand).resolves(listed);
  const none = () => {
    throw new Error('no such client in this test');
  };
  const clients = {
    rdsData: async () => dataClient,
    lambda: async () => lambdaClient,
    ec2: none,
    iam: none,
    principal: none,
  };
  const { store, written } = keptDrills();
  const etag = (await store.begin(asking))?.etag ?? '';
  const error = await carryOutDrill(
    { ...scope, clients: { ...scope.clients, drill: clients } },
    { ...drillOrder(asking), kind: 'check-drill', etag },
    store,
  ).catch((thrown: unknown) => thrown);
  return { error, asked: data.calls().length, record: written.at(-1) };
}
