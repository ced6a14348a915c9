import { DescribeAccountAttributesCommand } from '@aws-sdk/client-rds';
import { expect, it } from 'vitest';
import { readSnapshotQuota } from '../../../shared/aws/read/quotas.ts';
import { fakeScope } from '../builders.ts';

const AccountQuotaName = 'ManualClusterSnapshots';

it('reads how many manual cluster snapshots there are and may be, none included', async () => {
  const { scope, rds } = fakeScope();
  rds.on(DescribeAccountAttributesCommand).resolves({
    AccountQuotas: [
      { AccountQuotaName: 'ManualSnapshots', Used: 7, Max: 8 },
      { AccountQuotaName, Used: 0, Max: 100 },
    ],
  });

  expect(await readSnapshotQuota(scope)).toEqual({ used: 0, max: 100 });
});

it.each([
  [undefined, 'ManualClusterSnapshots'],
  [[], 'ManualClusterSnapshots'],
  [[{ AccountQuotaName, Max: 100 }], 'Used of ManualClusterSnapshots'],
  [[{ AccountQuotaName, Used: 1 }], 'Max of ManualClusterSnapshots'],
])('fails on %j: a quota that is not known is not an unlimited one', async (AccountQuotas, missing) => {
  const { scope, rds } = fakeScope();
  rds.on(DescribeAccountAttributesCommand).resolves(AccountQuotas ? { AccountQuotas } : {});

  await expect(readSnapshotQuota(scope)).rejects.toThrow(
    `AWS described the quotas of account 111122223333 in eu-central-1 without ${missing}`,
  );
});
