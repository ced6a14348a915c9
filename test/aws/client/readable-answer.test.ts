import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AwsScope } from '../../../shared/aws/client/aws-scope.ts';
import { createHome, createScope } from '../../../shared/aws/client/clients.ts';
import { classify } from '../../../shared/aws/client/faults.ts';
import { callerAccount } from '../../../shared/aws/client/identity.ts';
import { answerOf, refusalOf } from '../../../shared/aws/client/refusal.ts';
import { listClusters } from '../../../shared/aws/read/clusters.ts';
import { readKey } from '../../../shared/aws/read/keys.ts';
import { readSnapshotQuota } from '../../../shared/aws/read/quotas.ts';
import { account, region } from '../builders.ts';
import { type Answer, fakeHttp } from '../fake-http.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
});

const calls = {
  DescribeDBClusters: listClusters,
  DescribeAccountAttributes: readSnapshotQuota,
  DescribeKey: (scope: AwsScope) => readKey(scope, 'alias/dr'),
};

/** The error that a call throws when this answer is all that comes back. */
async function thrownBy(call: (scope: AwsScope) => Promise<unknown>, answer: Answer): Promise<unknown> {
  const { options } = fakeHttp(() => answer);
  return call(createScope({ account, region }, options)).then(
    () => 'nothing',
    (error: unknown) => error,
  );
}

const html = { 'content-type': 'text/html; charset=utf-8' };
const pages: readonly [what: string, Answer][] = [
  ['a page of HTML', { headers: html, xml: '<html><body>Bad gateway</body></html>' }],
  ['a page of HTML that is no XML', { headers: html, xml: '<p>Log in & go on' }],
  ['text', { headers: {}, xml: 'upstream & connect error <br>' }],
];

describe.each(Object.entries(calls))('an answer to %s', (operation, call) => {
  it.each([200, 403, 502].flatMap((status) => pages.map(([what, page]) => ({ status, what, page }))))(
    'with HTTP $status and $what is an error that names both',
    async ({ status, page }) => {
      const error = await thrownBy(call, { ...page, status });

      expect(classify(error)).toEqual({
        kind: status === 502 ? 'retry' : 'fatal',
        name: `HTTP ${status}`,
        message: expect.stringContaining(`${operation} got an answer with HTTP ${status} that is not AWS's`),
      });
    },
  );

  it('with an error of AWS keeps its name', async () => {
    const xml =
      '<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
    const json = '{"__type":"AccessDenied","message":"no"}';
    const error = await thrownBy(call, { status: 403, xml: operation === 'DescribeKey' ? json : xml });

    // For a key, a refusal is an answer.
    if (operation === 'DescribeKey') expect(error).toBe('nothing');
    else expect(classify(error)).toMatchObject({ name: 'AccessDenied' });
  });
});

it.each([
  [
    'XML',
    '<DescribeDBClustersResponse><DescribeDBClustersResult><DBClusters/></DescribeDBClustersResult></DescribeDBClustersResponse>',
  ],
  [
    'XML with a declaration',
    '<?xml version="1.0"?>\n<DescribeDBClustersResponse><DescribeDBClustersResult><DBClusters/></DescribeDBClustersResult></DescribeDBClustersResponse>',
  ],
])('reads %s whatever its content type says', async (_, xml) => {
  const { options } = fakeHttp(() => ({ headers: html, xml }));

  await expect(listClusters(createScope({ account, region }, options))).resolves.toMatchObject({
    clusters: [],
  });
});

it('names the operation of other clients, too', async () => {
  const { options } = fakeHttp(() => ({ status: 502, headers: html, xml: '<html></html>' }));
  const sts = await createHome(region, options).sts();

  await expect(callerAccount(sts)).rejects.toThrow('GetCallerIdentity got an answer with HTTP 502');
});

it('says nothing of whether a write was done', async () => {
  const error = await thrownBy(listClusters, { status: 403, headers: html, xml: '<html></html>' });

  expect([refusalOf(error), answerOf(error)]).toEqual([undefined, undefined]);
});
