import { type DBInstance, paginateDescribeDBInstances } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { Member } from '../../policy/model/cluster.ts';
import { isDrillName } from '../../policy/model/drill-record.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';
import { required } from '../client/unexpected-answer.ts';
import { tagsOf } from './tags.ts';

/**
 * Every DB instance of the account and Region that is a member of a cluster. Throws when the listing is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export async function listMembers(scope: AwsScope): Promise<Member[]> {
  const instances = await everyItem(
    paginateDescribeDBInstances({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBInstances,
    (page) => page.Marker,
  );
  return instances.flatMap(toMember);
}

/** A member of a cluster; none for an instance that belongs to no cluster. */
export function toMember(instance: DBInstance): Member[] {
  const { DBClusterIdentifier: clusterId, DBInstanceIdentifier } = instance;
  if (!clusterId) return [];
  const id = required(DBInstanceIdentifier, 'DBInstanceIdentifier', `an instance of cluster ${clusterId}`);
  const member: Member = {
    id,
    clusterId,
    status: required(instance.DBInstanceStatus, 'DBInstanceStatus', `instance ${id}`),
    instanceClass: required(instance.DBInstanceClass, 'DBInstanceClass', `instance ${id}`),
    ...defined({
      promotionTier: instance.PromotionTier,
      parameterGroup: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    }),
    ...(instance.PubliclyAccessible === true && { isPublic: true }),
    ...(isDrillName(id) && { tags: tagsOf(instance.TagList, id) }),
  };
  return [member];
}
