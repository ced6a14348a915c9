/**
 * ARNs of the resources that the simulator has.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
export function clusterArn(account: string, region: string, id: string): string {
  return `arn:aws:rds:${region}:${account}:cluster:${id}`;
}

export function instanceArn(account: string, region: string, id: string): string {
  return `arn:aws:rds:${region}:${account}:db:${id}`;
}

/** The id of an automated snapshot has a colon of its own. */
export function snapshotArn(account: string, region: string, id: string): string {
  return `arn:aws:rds:${region}:${account}:cluster-snapshot:${id}`;
}

export function subnetGroupArn(account: string, region: string, name: string): string {
  return `arn:aws:rds:${region}:${account}:subgrp:${name}`;
}

/** Global clusters belong to no Region. */
export function globalClusterArn(account: string, id: string): string {
  return `arn:aws:rds::${account}:global-cluster:${id}`;
}

export function deploymentArn(account: string, region: string, id: string): string {
  return `arn:aws:rds:${region}:${account}:deployment:${id}`;
}

/** The part of an RDS ARN that says which kind of resource it names: `cluster`, `db`, … */
export function kindOfArn(arn: string): string {
  return arn.split(':')[5] ?? '';
}
