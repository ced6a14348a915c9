import {
  DescribeDBClustersCommand,
  paginateDescribeDBSubnetGroups,
  paginateDescribeOrderableDBInstanceOptions,
} from '@aws-sdk/client-rds';
import type { DrillSubnets, OrderableClass, RestorableTime } from '../../policy/recovery/drill/world.ts';
import { type AwsScope, drillClients, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';
import { required } from '../client/unexpected-answer.ts';

/**
 * The network of a DB subnet group, by name; `missing` if there is none. Throws when AWS does not say it.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html
 * - https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html
 */
export async function readSubnets(scope: AwsScope, name: string): Promise<DrillSubnets | 'missing'> {
  const groups = await everyItem(
    paginateDescribeDBSubnetGroups({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBSubnetGroups,
    (page) => page.Marker,
  );
  const group = groups.find(({ DBSubnetGroupName }) => DBSubnetGroupName === name);
  if (group === undefined) return 'missing';
  const vpc = required(group.VpcId, 'VpcId', `the DB subnet group ${name}`);
  const zones = (group.Subnets ?? []).flatMap(({ SubnetAvailabilityZone: zone }) => zone?.Name ?? []);
  return { vpc, isDefaultVpc: await isDefaultVpc(scope, vpc), zones: [...new Set(zones)] };
}

async function isDefaultVpc(scope: AwsScope, id: string): Promise<boolean> {
  const { DescribeVpcsCommand } = await import('../client/sdk/ec2.ts');
  const { Vpcs = [] } = await (await drillClients(scope).ec2()).send(
    new DescribeVpcsCommand({ VpcIds: [id] }),
    sendOptions(scope),
  );
  return required(Vpcs.find(({ VpcId }) => VpcId === id)?.IsDefault, 'IsDefault', `the VPC ${id}`);
}

/**
 * The instance classes that AWS offers for an engine version, and in which Availability Zones. Throws when the listing
 * fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html
 */
export async function listClassZones(
  scope: AwsScope,
  engine: string,
  version: string,
): Promise<OrderableClass[]> {
  const options = await everyItem(
    paginateDescribeOrderableDBInstanceOptions(
      { client: scope.clients.rds, pageSize: 1_000 },
      { Engine: engine, EngineVersion: version },
      sendOptions(scope),
    ),
    (page) => page.OrderableDBInstanceOptions,
    (page) => page.Marker,
  );
  return [...Map.groupBy(options, ({ DBInstanceClass: name = '' }) => name)].map(([name, same]) => {
    const zones = same.flatMap(({ AvailabilityZones = [] }) =>
      AvailabilityZones.flatMap((zone) => zone.Name ?? []),
    );
    return { name, zones: [...new Set(zones)] };
  });
}

/**
 * The IAM actions, of those asked about, that the caller's role may not use on a resource with these tags. Throws when
 * IAM does not say it. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function readDenied(
  scope: AwsScope,
  wanted: readonly { readonly action: string; readonly arn: string }[],
  tags: Readonly<Record<string, string>>,
): Promise<string[]> {
  const clients = drillClients(scope);
  const { paginateSimulatePrincipalPolicy } = await import('../client/sdk/iam.ts');
  const [client, principal] = await Promise.all([clients.iam(), clients.principal()]);
  const denied: string[] = [];
  for (const { action, arn } of wanted) {
    const results = await everyItem(
      paginateSimulatePrincipalPolicy(
        { client },
        {
          PolicySourceArn: principal,
          ActionNames: [action],
          ResourceArns: [arn],
          ContextEntries: [
            ...Object.entries(tags).map(([key, value]) => ({
              ContextKeyName: `aws:ResourceTag/${key}`,
              ContextKeyType: 'string' as const,
              ContextKeyValues: [value],
            })),
            {
              ContextKeyName: 'aws:RequestedRegion',
              ContextKeyType: 'string' as const,
              ContextKeyValues: [scope.region],
            },
          ],
        },
        sendOptions(scope),
      ),
      (page) => page.EvaluationResults,
      (page) => page.Marker,
    );
    const isAllowed = results.length > 0 && results.every(({ EvalDecision }) => EvalDecision === 'allowed');
    if (!isAllowed) denied.push(action);
  }
  return denied;
}

/**
 * The time to which a cluster can be restored from its automated backups. Throws what AWS throws, and where it does not
 * say. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export async function readRestorable(scope: AwsScope, id: string): Promise<RestorableTime> {
  const { DBClusters = [] } = await scope.clients.rds.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: id }),
    sendOptions(scope),
  );
  const { EarliestRestorableTime: from, LatestRestorableTime: to } = DBClusters[0] ?? {};
  return {
    from: required(from, 'EarliestRestorableTime', `cluster ${id}`).getTime(),
    to: required(to, 'LatestRestorableTime', `cluster ${id}`).getTime(),
  };
}
