import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDBClustersCommand, RDSClient, StopDBClusterCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { credentials, signedRequest, start, stubSimulator } from '../stub-simulator.ts';

function xml(body: string | Uint8Array, tag: string): string | undefined {
  return new RegExp(`<${tag}>(.*?)</${tag}>`).exec(String(body))?.[1];
}

describe('an answer', () => {
  it('carries virtual time as its Date and a request id that it repeats in the body', () => {
    const simulator = stubSimulator();

    const { status, headers, body } = simulator.handle(
      signedRequest('rds', { body: Buffer.from('Action=DescribeDBClusters&Version=2014-10-31') }),
    );

    expect(status).toBe(200);
    expect(Date.parse(headers.date ?? '')).toBe(start);
    expect(xml(body, 'RequestId')).toBe(headers['x-amzn-requestid']);
  });

  it('is the same for the same seed', () => {
    const request = signedRequest('rds', { body: Buffer.from('Action=DescribeDBClusters') });

    const [one, two, other] = [1, 1, 2].map((seed) => stubSimulator({ seed }).handle(request));

    expect(one).toEqual(two);
    expect(one).not.toEqual(other);
  });

  it('also comes to a call in the query string', () => {
    const query = { Action: 'StopDBCluster', DBClusterIdentifier: 'orders' };

    const { body } = stubSimulator().handle(signedRequest('rds', { method: 'GET', query, headers: {} }));

    expect(xml(body, 'DBClusterIdentifier')).toBe('orders');
  });

  it('does not have the SDK take virtual time for a skewed clock and retry', async () => {
    const simulator = stubSimulator({ now: start + 365 * 86_400_000 });
    const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler: inProcess(simulator) });

    const stop = rds.send(new StopDBClusterCommand({ DBClusterIdentifier: 'none' }));

    await expect(stop).rejects.toMatchObject({ $metadata: { attempts: 1, httpStatusCode: 404 } });
    expect(simulator.calls.count()).toEqual({ StopDBCluster: 1 });
  });
});

describe('a request that cannot be served', () => {
  const call = { body: Buffer.from('Action=DescribeDBClusters') };
  const {
    headers: { authorization: _, ...headers },
    ...rest
  } = signedRequest('rds', call);
  const unsigned = { ...rest, headers };

  it.each([
    ['no signature', unsigned, 403, 'MissingAuthenticationToken'],
    ['an unknown service', signedRequest('dynamodb', call), 400, 'UnknownService'],
    [
      'an unknown action',
      signedRequest('rds', { body: Buffer.from('Action=Explode') }),
      400,
      'InvalidAction',
    ],
    ['no action', signedRequest('rds', {}), 400, 'InvalidAction'],
    [
      'one not simulated',
      signedRequest('rds', { body: Buffer.from('Action=RebootDBCluster') }),
      400,
      'InvalidAction',
    ],
    [
      'no cluster',
      signedRequest('rds', { body: Buffer.from('Action=StopDBCluster') }),
      400,
      'InvalidParameterValue',
    ],
    [
      'text for a number',
      signedRequest('rds', { body: Buffer.from('Action=DescribeDBClusters&MaxRecords=many') }),
      400,
      'MalformedInput',
    ],
    [
      'text for a boolean',
      signedRequest('rds', { body: Buffer.from('Action=DescribeDBClusters&IncludeShared=maybe') }),
      400,
      'MalformedInput',
    ],
  ])('for %s says so', (_, request, status, code) => {
    const answer = stubSimulator().handle(request);

    expect(answer.status).toBe(status);
    expect(String(answer.body)).toContain(code);
  });

  it('is told in the JSON of a JSON service', () => {
    const headers = { 'x-amz-target': 'AWSEvents.PutEvents', 'content-type': 'application/x-amz-json-1.1' };
    const { status, body } = stubSimulator().handle(
      signedRequest('events', { headers, body: Buffer.from('{"Entries":') }),
    );

    expect(status).toBe(400);
    expect(JSON.parse(String(body))).toMatchObject({ __type: 'SerializationException' });
  });

  it('leaves a member without a required part to the caller', async () => {
    const rds = new RDSClient({
      region: 'eu-central-1',
      credentials,
      requestHandler: inProcess(stubSimulator()),
    });

    const list = rds.send(
      new DescribeDBClustersCommand({ Filters: [{ Name: 'engine', Values: undefined }] }),
    );

    await expect(list).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: /parameter Values must/,
    });
  });
});

describe('CloudWatch', () => {
  const query = { Id: 'a', Label: 'x' };

  it('answers in JSON with times as Dates', async () => {
    const requestHandler = inProcess(stubSimulator());
    const cloudWatch = new CloudWatchClient({ region: 'eu-central-1', credentials, requestHandler });

    const { MetricDataResults } = await cloudWatch.send(
      new GetMetricDataCommand({ MetricDataQueries: [query], StartTime: new Date(0), EndTime: new Date(1) }),
    );

    expect(MetricDataResults).toMatchObject([{ Timestamps: [new Date(start)], Values: [1.5] }]);
  });

  it('answers in CBOR to those who speak it, as boto3 does', () => {
    const path = '/service/GraniteServiceVersion20100801/operation/GetMetricData';
    const headers = { 'smithy-protocol': 'rpc-v2-cbor' };

    const {
      status,
      headers: answered,
      body,
    } = stubSimulator().handle(
      signedRequest('monitoring', { path, headers, body: Buffer.from('a0', 'hex') }),
    );

    expect(status).toBe(400);
    expect(answered).toMatchObject({
      'content-type': 'application/cbor',
      'x-amzn-query-error': 'ValidationException;Sender',
    });
    expect(Buffer.from(body).toString()).toContain('MetricDataQueries');
  });

  it('answers in XML to a form', () => {
    const form =
      'Action=GetMetricData&MetricDataQueries.member.1.Id=a&StartTime=2026-01-01&EndTime=2026-01-02';

    const { body } = stubSimulator().handle(signedRequest('monitoring', { body: Buffer.from(form) }));

    expect(xml(body, 'Timestamps')).toBe('<member>2026-11-20T19:05:00Z</member>');
  });
});
