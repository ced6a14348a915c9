import { DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import type { EpochMs } from '../../policy/time/units.ts';
import { answeredAt } from '../client/aws-clock.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';

/** AWS's own time, by the answer to the smallest listing of clusters. */
export async function awsTime(scope: AwsScope): Promise<EpochMs> {
  return answeredAt(
    await scope.clients.rds.send(new DescribeDBClustersCommand({ MaxRecords: 20 }), sendOptions(scope)),
  );
}
