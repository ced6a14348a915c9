import { expect, test, vi } from 'vitest';
import { handleBatch } from '../../../shared/runtime/queue/batch.ts';
import { aBatch, aRan, failedIds, fakeBatchDeps } from './builders.ts';

const regions = ['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];
const piecesOf = (account: string) =>
  regions.map((region) => ({ sweep: { accounts: [account], regions: [region] } }));

test('an account in which AWS does not answer keeps none of another waiting, and all of its own are looked at', async () => {
  const { promise: answer, resolve } = Promise.withResolvers<void>();
  const swept: string[] = [];
  const { deps } = fakeBatchDeps({
    concurrency: 4,
    run: async ({ accounts: [account = ''] = [] }) => {
      if (account === '111122223333') await answer;
      swept.push(account);
      return aRan();
    },
  });

  const handled = handleBatch(aBatch([...piecesOf('111122223333'), ...piecesOf('444455556666')]), deps);
  await vi.waitFor(() => expect(swept).toEqual(Array(4).fill('444455556666')));
  resolve();

  expect(failedIds(await handled)).toEqual([]);
  expect(swept.slice(4)).toEqual(Array(4).fill('111122223333'));
});
