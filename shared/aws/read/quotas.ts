import { DescribeAccountAttributesCommand } from '@aws-sdk/client-rds';
import type { SnapshotQuota } from '../../policy/model/snapshot.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { required } from '../client/unexpected-answer.ts';

const NAME = 'ManualClusterSnapshots';

/**
 * How many manual cluster snapshots the account has in the Region, and how many it may have. Throws when AWS does not
 * say. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AccountQuota.html
 */
export async function readSnapshotQuota(scope: AwsScope): Promise<SnapshotQuota> {
  const { AccountQuotas = [] } = await scope.clients.rds.send(
    new DescribeAccountAttributesCommand({}),
    sendOptions(scope),
  );
  const of = `the quotas of account ${scope.account} in ${scope.region}`;
  const quota = required(
    AccountQuotas.find(({ AccountQuotaName }) => AccountQuotaName === NAME),
    NAME,
    of,
  );
  return {
    used: required(quota.Used, `Used of ${NAME}`, of),
    max: required(quota.Max, `Max of ${NAME}`, of),
  };
}
