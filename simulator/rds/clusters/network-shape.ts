import type { DBCluster, DBInstance, DBSubnetGroup } from '@aws-sdk/client-rds';
import { engineOf } from '../../fleet/engines.ts';
import { defaultVpc } from '../../fleet/place-schema.ts';
import { subnetGroupArn } from '../api/arn.ts';
import { shortHash } from './build-cluster.ts';
import type { Cluster, Member } from './cluster.ts';

type Place = Pick<Cluster, 'account' | 'region'>;

/** The place of a cluster in the network, as clusters report it. */
export function toNetworkShape(cluster: Cluster): Partial<DBCluster> {
  const { id, engine, mode } = cluster;
  return {
    DBSubnetGroup: cluster.subnetGroup ?? groupName,
    VpcSecurityGroups: securityGroupsOf(cluster),
    NetworkType: 'IPV4',
    HostedZoneId: hostedZoneId,
    Endpoint: `${id}.cluster-${domainOf(cluster)}`,
    // Serverless v1 has no readers.
    ...(mode !== 'serverless' && { ReaderEndpoint: `${id}.cluster-ro-${domainOf(cluster)}` }),
    Port: cluster.port ?? engineOf(engine)?.port,
  };
}

/** The same of an instance. */
export function toInstanceNetworkShape(cluster: Cluster, member: Member): Partial<DBInstance> {
  const port = cluster.port ?? engineOf(cluster.engine)?.port;
  return {
    Endpoint: { Address: `${member.id}.${domainOf(cluster)}`, Port: port, HostedZoneId: hostedZoneId },
    DBSubnetGroup: toSubnetGroup(cluster, { name: cluster.subnetGroup, vpc: cluster.vpc }),
    VpcSecurityGroups: securityGroupsOf(cluster),
    NetworkType: 'IPV4',
    DbInstancePort: 0,
  };
}

/** A subnet group, by default the one that every account has in a Region: three subnets of its default VPC. */
export function toSubnetGroup(
  place: Place,
  {
    name = groupName,
    zones = 3,
    vpc,
  }: { readonly name?: string | undefined; readonly zones?: number; readonly vpc: string },
): DBSubnetGroup {
  const { account, region } = place;
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: name,
    VpcId: vpcId(place, vpc),
    SubnetGroupStatus: 'Complete',
    Subnets: ['a', 'b', 'c'].slice(0, zones).map((zone) => ({
      SubnetIdentifier: `subnet-${hashOf(place, name === groupName ? zone : `${name}/${zone}`)}`,
      SubnetAvailabilityZone: { Name: `${region}${zone}` },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
    DBSubnetGroupArn: subnetGroupArn(account, region, name),
    SupportedNetworkTypes: ['IPV4'],
  };
}

/** The id of a VPC by the name that it has in a fleet file. */
export function vpcId(place: Place, name: string): string {
  return `vpc-${hashOf(place, name === defaultVpc ? 'vpc' : `vpc/${name}`)}`;
}

const groupName = 'default';
const hostedZoneId = 'Z1RLNUO7B9Q6NB';

function securityGroupsOf(cluster: Cluster): DBCluster['VpcSecurityGroups'] {
  const ids = cluster.securityGroups ?? [securityGroupId(cluster)];
  return ids.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: 'active' }));
}

/** The id of the security group of its VPC. */
function securityGroupId(cluster: Cluster): string {
  const { vpc } = cluster;
  return `sg-${hashOf(cluster, vpc === defaultVpc ? 'sg' : `sg/${vpc}`)}`;
}

const hashes = new Map<string, string>();

/** 17 digits of a hash, as VPCs and their parts have; they are asked for with every page. */
function hashOf({ account, region }: Place, part: string): string {
  const key = `${account}/${region}/${part}`;
  const known = hashes.get(key) ?? `0${shortHash(key, 16).toLowerCase()}`;
  hashes.set(key, known);
  return known;
}

const services = new Map([
  ['AWS/Neptune', 'neptune'],
  ['AWS/DocDB', 'docdb'],
]);

function domainOf({ account, region, engine }: Cluster): string {
  const service = services.get(engineOf(engine)?.namespace ?? '') ?? 'rds';
  return `${account.slice(-6)}.${region}.${service}.amazonaws.com`;
}
