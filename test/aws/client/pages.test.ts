import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { everyItem } from '../../../shared/aws/client/pages.ts';
import { listClusters } from '../../../shared/aws/read/clusters.ts';
import { defined } from '../../../shared/defined.ts';
import { runs } from '../../support/runs.ts';
import { account, region } from '../builders.ts';
import { fakeHttp } from '../fake-http.ts';

interface Page {
  readonly items?: readonly number[];
  readonly token?: string;
}

async function* from(pages: Iterable<Page>): AsyncGenerator<Page> {
  yield* pages;
}

function all(pages: Iterable<Page>): Promise<number[]> {
  return everyItem(
    from(pages),
    (page) => page.items,
    (page) => page.token,
  );
}

it('yields every item of every page once and in order, however they are spread', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer(), { maxLength: 5 }), { maxLength: 8 }), async (pages) => {
      const listed = await all(pages.map((items, index) => ({ items, token: `t${index}` })));

      expect(listed).toEqual(pages.flat());
    }),
    runs(300),
  );
});

it('takes a page with an empty list, or with an empty token, for what it is', async () => {
  expect(await all([{ items: [], token: 'a' }, { items: [1], token: '' }, { items: [2] }])).toEqual([1, 2]);
});

it('throws at a token that came before, even if others came in between', async () => {
  await expect(all(['a', 'b', 'a'].map((token) => ({ items: [], token })))).rejects.toThrow(
    'the next token is a',
  );
});

it('throws when tokens never end', async () => {
  function* endless() {
    for (let index = 0; ; index += 1) yield { items: [], token: `t${index}` };
  }

  await expect(all(endless())).rejects.toThrow('a listing did not end after 5001 pages');
});

describe('an answer of the API', () => {
  const list = (xml: string, headers?: Readonly<Record<string, string>>) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const { options } = fakeHttp(() => ({ xml, ...defined({ headers }) }));
    return listClusters(createScope({ account, region }, options));
  };
  const id = { 'x-amzn-requestid': 'r-1' };
  const none =
    '<DescribeDBClustersResponse><DescribeDBClustersResult></DescribeDBClustersResult></DescribeDBClustersResponse>';

  it.each([
    ['nothing', '', undefined],
    ['a page of a network', '<html><body>Sign in to the network</body></html>', undefined],
    ['nothing but a request ID', '', id],
    ['a page with a request ID', '<html><body>Sign in to the network</body></html>', id],
    ['a result without a list', none, id],
  ])('that is %s never reads as no clusters', async (_name, xml, headers) => {
    await expect(list(xml, headers)).rejects.toThrow('has no list');
  });

  it('with an empty list means that there are none', async () => {
    const xml = none.replace('</DescribeDBClustersResult>', '<DBClusters/></DescribeDBClustersResult>');

    await expect(list(xml)).resolves.toMatchObject({ clusters: [] });
  });
});
