import { DescribeAccountAttributesCommand } from '@aws-sdk/client-rds';
import type { SnapshotQuota } from '../../policy/model/snapshot.ts';
import type { Room } from '../../policy/recovery/readiness/place.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { required } from '../client/unexpected-answer.ts';

/** How much of something an account has in a Region, and may have. */
interface Quota {
  readonly used: number;
  readonly max: number;
}

/** How many manual cluster snapshots the account has in the Region, and how many it may have. Throws when AWS does not say. */
export async function readSnapshotQuota(scope: AwsScope): Promise<SnapshotQuota> {
  const quotaOf = await readQuotas(scope);
  return quotaOf('ManualClusterSnapshots');
}

/** How many more clusters and instances the account may have in the Region. Throws when AWS does not say. */
export async function readRoom(scope: AwsScope): Promise<Room> {
  const quotaOf = await readQuotas(scope);
  return { clusters: roomIn(quotaOf('DBClusters')), instances: roomIn(quotaOf('DBInstances')) };
}

function roomIn({ used, max }: Quota): number {
  return max - used;
}

/** Reads all quotas of RDS, and looks them up by name: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AccountQuota.html */
async function readQuotas(scope: AwsScope): Promise<(name: string) => Quota> {
  const { AccountQuotas = [] } = await scope.clients.rds.send(
    new DescribeAccountAttributesCommand({}),
    sendOptions(scope),
  );
  const of = `the quotas of account ${scope.account} in ${scope.region}`;
  return (name) => {
    const quota = required(
      AccountQuotas.find(({ AccountQuotaName }) => AccountQuotaName === name),
      name,
      of,
    );
    return {
      used: required(quota.Used, `Used of ${name}`, of),
      max: required(quota.Max, `Max of ${name}`, of),
    };
  };
}
