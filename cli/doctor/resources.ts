import type { Location } from '../../shared/policy/model/location.ts';

/** The account and Region whose resources a role is simulated with. */
interface Simulated extends Location {
  readonly partition: string;
}

/** One ARN for each kind of resource that the functions act on, for a simulation by IAM. */
export function actedOn({ partition, region, account }: Simulated): string[] {
  const rds = `arn:${partition}:rds:${region}:${account}`;
  return [
    '*',
    `${rds}:cluster:any`,
    `${rds}:db:any`,
    `${rds}:cluster-snapshot:dormouse-any`,
    `arn:${partition}:rds::${account}:global-cluster:any`,
    `${rds}:deployment:any`,
    `arn:${partition}:kms:${region}:${account}:key/any`,
  ];
}

/** The same for the resources that restore drills make, read and invoke. */
export function drilledOn({ partition, region, account }: Simulated): string[] {
  const rds = `arn:${partition}:rds:${region}:${account}`;
  return [
    ...[`${rds}:cluster:dormouse-drill-any`, `${rds}:db:dormouse-drill-any`, `${rds}:subgrp:any`],
    `arn:${partition}:secretsmanager:${region}:${account}:secret:rds!cluster-any`,
    `arn:${partition}:lambda:${region}:${account}:function:dormouse-drill-check-any`,
  ];
}
