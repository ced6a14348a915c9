import {
  paginateDescribeDBClusterParameterGroups,
  paginateDescribeDBEngineVersions,
  paginateDescribeDBParameterGroups,
  paginateDescribeDBSubnetGroups,
  paginateDescribeOrderableDBInstanceOptions,
} from '@aws-sdk/client-rds';
import type { OfferedVersion, ParameterGroup, SubnetGroup } from '../../policy/recovery/readiness/place.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';

/** AWS gives up to 1,000 of these a page, of everything else 100. */
const MOST_OPTIONS = 1_000;

/**
 * The subnet groups of an account and Region. Throws when the listing fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSubnetGroups.html
 */
export async function listSubnetGroups(scope: AwsScope): Promise<SubnetGroup[]> {
  const groups = await everyItem(
    paginateDescribeDBSubnetGroups({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBSubnetGroups,
    (page) => page.Marker,
  );
  return groups.flatMap(({ DBSubnetGroupName: name, Subnets = [] }) => {
    const zones = new Set(Subnets.flatMap(({ SubnetAvailabilityZone: zone }) => zone?.Name ?? []));
    return name === undefined ? [] : [{ name, zones: zones.size }];
  });
}

/**
 * The cluster parameter groups of an account and Region. Throws when the listing fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameterGroups.html
 */
export async function listClusterParameterGroups(scope: AwsScope): Promise<ParameterGroup[]> {
  const groups = await everyItem(
    paginateDescribeDBClusterParameterGroups(
      { client: scope.clients.rds, pageSize: 100 },
      {},
      sendOptions(scope),
    ),
    (page) => page.DBClusterParameterGroups,
    (page) => page.Marker,
  );
  return groups.flatMap(({ DBClusterParameterGroupName: name, DBParameterGroupFamily: family = '' }) =>
    name === undefined ? [] : [{ name, family }],
  );
}

/**
 * The parameter groups of instances. Throws when the listing fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameterGroups.html
 */
export async function listParameterGroups(scope: AwsScope): Promise<ParameterGroup[]> {
  const groups = await everyItem(
    paginateDescribeDBParameterGroups({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.DBParameterGroups,
    (page) => page.Marker,
  );
  return groups.flatMap(({ DBParameterGroupName: name, DBParameterGroupFamily: family = '' }) =>
    name === undefined ? [] : [{ name, family }],
  );
}

/**
 * The versions of an engine that the Region offers. Throws when the listing fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBEngineVersions.html
 */
export async function listOfferedVersions(scope: AwsScope, engine: string): Promise<OfferedVersion[]> {
  const versions = await everyItem(
    paginateDescribeDBEngineVersions(
      { client: scope.clients.rds, pageSize: 100 },
      { Engine: engine },
      sendOptions(scope),
    ),
    (page) => page.DBEngineVersions,
    (page) => page.Marker,
  );
  return versions.flatMap(({ EngineVersion: version, DBParameterGroupFamily: family = '' }) =>
    version === undefined ? [] : [{ engine, version, family }],
  );
}

/**
 * How many Availability Zones of the Region offer each instance class for an engine version. Throws when the listing
 * fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html
 */
export async function listOrderableClasses(
  scope: AwsScope,
  engine: string,
  version: string,
): Promise<Record<string, number>> {
  const options = await everyItem(
    paginateDescribeOrderableDBInstanceOptions(
      { client: scope.clients.rds, pageSize: MOST_OPTIONS },
      { Engine: engine, EngineVersion: version },
      sendOptions(scope),
    ),
    (page) => page.OrderableDBInstanceOptions,
    (page) => page.Marker,
  );
  const byClass = Map.groupBy(options, ({ DBInstanceClass: name = '' }) => name);
  return Object.fromEntries(
    [...byClass].map(([name, same]) => {
      const zones = same.flatMap(({ AvailabilityZones = [] }) =>
        AvailabilityZones.flatMap((zone) => zone.Name ?? []),
      );
      return [name, new Set(zones).size];
    }),
  );
}
