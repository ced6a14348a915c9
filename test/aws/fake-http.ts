import { Readable } from 'node:stream';
import type { ClientOptions } from '../../shared/aws/client/clients.ts';

/** A request as it would have gone over the wire. */
export interface Sent {
  readonly hostname: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: URLSearchParams;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml: string;
}

/** Client options that answer every request with `answer`, and the requests so far. */
export function fakeHttp(answer: (sent: Sent) => Answer): { options: ClientOptions; sent: Sent[] } {
  const sent: Sent[] = [];
  const handle = async (request: { hostname: string; headers: Record<string, string>; body?: unknown }) => {
    const now = { ...request, body: new URLSearchParams(String(request.body)) };
    sent.push(now);
    const { status = 200, headers = {}, xml } = answer(now);
    return { response: { statusCode: status, headers, body: Readable.from([xml]) } };
  };
  const requestHandler = {
    handle,
    metadata: { handlerProtocol: 'http/1.1' },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  return { options: { requestHandler, maxAttempts: 1 }, sent };
}

/** The answer of AWS to DescribeDBClusters where there are no clusters. */
export const noClusters =
  '<DescribeDBClustersResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><DescribeDBClustersResult><DBClusters/></DescribeDBClustersResult></DescribeDBClustersResponse>';

/** The answer of STS to AssumeRole. */
export function assumedRole(accessKeyId: string, expiration: string): string {
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
    <AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
    <Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}
