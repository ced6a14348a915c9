import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { everyItem } from '../../../shared/aws/client/pages.ts';
import { listClusters } from '../../../shared/aws/read/clusters.ts';
import { account, region } from '../builders.ts';
import { fakeHttp } from '../fake-http.ts';

interface Page {
  readonly items?: readonly number[];
  readonly token?: string;
  readonly $metadata?: { readonly requestId: string };
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
    { numRuns: 300 },
  );
});

it('takes a page without a list, or with an empty token, for what it is', async () => {
  const $metadata = { requestId: 'r' };

  expect(await all([{ token: 'a', $metadata }, { items: [1], token: '' }, { items: [2] }])).toEqual([1, 2]);
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

it.each(['', '<html><body>Sign in to the network</body></html>'])(
  'takes no items for none only from AWS: %o',
  async (xml) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const { options } = fakeHttp(() => ({ xml }));

    const listing = listClusters(createScope({ account, region }, options));

    await expect(listing).rejects.toThrow('not by AWS');
  },
);
