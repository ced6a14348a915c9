import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** The server in front of moto: it passes everything through except the calls that moto lacks. */
export interface Front {
  readonly url: string;
  /** Max of the quota ManualClusterSnapshots. */
  max: number;
  /** AWS's own clock: the `Date` of every answer. */
  now: Date;
  /** RDS operations that came, in order, with their parameters. */
  readonly asked: URLSearchParams[];
  /** Requests of any service that moto answered with an error, in order: its status and the operation. */
  readonly refused: string[];
  /** The details of the events that came for EventBridge. */
  readonly told: Record<string, unknown>[];
  close(): void;
}

/** Serves DescribeAccountAttributes on a free port of 127.0.0.1, and of the moto at `moto` all the rest. */
export async function startFront(moto: string, now: Date): Promise<Front> {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { host: _host, connection: _connection, 'content-length': _length, ...others } = request.headers;
    const headers = Object.entries(others).map(([name, value]): [string, string] => [name, String(value)]);
    const ask = (text: Buffer | string) =>
      fetch(moto + request.url, { method: request.method ?? 'POST', headers, body: text });
    const parameters = new URLSearchParams(String(body));
    if (parameters.has('Action')) front.asked.push(parameters);
    if (request.headers['x-amz-target'] === 'AWSEvents.PutEvents')
      front.told.push(...detailsOf(String(body)));
    response.setHeader('date', front.now.toUTCString());
    if (parameters.get('Action') === 'DescribeAccountAttributes') {
      const listing = await ask('Action=DescribeDBClusterSnapshots&SnapshotType=manual&Version=2014-10-31');
      const used = (await listing.text()).split('<DBClusterSnapshotIdentifier>').length - 1;
      response.setHeader('content-type', 'text/xml').end(quota(used, front.max));
      return;
    }
    const answer = await ask(body);
    if (!answer.ok) {
      front.refused.push(`${answer.status} ${parameters.get('Action') ?? request.headers['x-amz-target']}`);
    }
    response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/xml');
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: Error) => response.destroy(error));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  const front: Front = {
    url: `http://127.0.0.1:${address.port}`,
    max: 100,
    now,
    asked: [],
    refused: [],
    told: [],
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return front;
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
function detailsOf(body: string): Record<string, unknown>[] {
  const { Entries }: { Entries: { Detail: string }[] } = JSON.parse(body);
  return Entries.map(({ Detail }) => JSON.parse(Detail));
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeAccountAttributes.html */
function quota(used: number, max: number): string {
  const name = '<AccountQuotaName>ManualClusterSnapshots</AccountQuotaName>';
  const one = `<AccountQuota>${name}<Used>${used}</Used><Max>${max}</Max></AccountQuota>`;
  return `<DescribeAccountAttributesResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
<DescribeAccountAttributesResult><AccountQuotas>${one}</AccountQuotas></DescribeAccountAttributesResult>
</DescribeAccountAttributesResponse>`;
}
