import { defined } from '../../../../shared/defined.ts';
import type { ClusterRecipe } from '../../../../shared/policy/recovery/recipe/recipe.ts';
import type { RestorePlan, RestoreStep } from '../../../../shared/policy/recovery/recipe/restore.ts';
import { AWAY, aSnapshot, HOME } from '../../snapshots/builders.ts';

export const ARN = `arn:aws:rds:${HOME}:111122223333:cluster:orders`;
/** The recipe of a cluster with a bit of everything. */
export const recipe: ClusterRecipe = {
  cluster: ARN,
  resourceId: 'cluster-A',
  subnetGroup: 'private',
  securityGroups: ['sg-1', 'sg-2'],
  parameterGroup: 'orders-16',
  instances: [
    { id: 'orders-1', instanceClass: 'db.r6g.large', promotionTier: 0, parameterGroup: 'orders' },
    { id: 'reporting', instanceClass: 'db.serverless', promotionTier: 15, public: true },
  ],
  serverless: { min: 0, max: 8, autoPauseAfterMs: 300_000 },
  port: 5433,
  flags: ['iamAuth', 'dataApi', 'managedSecret'],
  lifecycle: 'open-source-rds-extended-support-disabled',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1',
  roles: [{ arn: 'arn:aws:iam::111122223333:role/import', feature: 's3Import' }],
  retentionDays: 7,
  backupWindow: '02:00-02:30',
  maintenanceWindow: 'sun:05:00-sun:05:30',
  logExports: ['postgresql'],
  storageType: 'aurora-iopt1',
  networkType: 'IPV4',
  without: [],
};
/** Its snapshot, and the copy of that in another Region. */
export const home = aSnapshot({
  id: 'dormouse-orders-202611200300-1f2e3d4c',
  clusterId: 'orders',
  engineVersion: '16.6',
  kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1',
  tags: { env: 'prod', 'dormouse:rule': 'production' },
});
export const away = {
  ...home,
  arn: home.arn.replace(HOME, AWAY),
  region: AWAY,
  kmsKey: `arn:aws:kms:${AWAY}:111122223333:key/2`,
};

/** The cluster that AWS makes of the calls, as its own recipe. */
export function resultOf(plan: RestorePlan, region: string): ClusterRecipe {
  const stepsOf = (command: RestoreStep['command']) =>
    plan.steps.filter((step) => step.command === command).map(optionsOf);
  const first = optionsOf(plan.steps[0]);
  const [modified = optionsOf()] = stepsOf('modify-db-cluster');
  const one = (name: string, from = first) => from.get(name)?.[0];
  const commands = plan.steps.map(({ command }) => command);
  const flags = [
    ...(first.has('enable-iam-database-authentication') ? ['iamAuth'] : []),
    ...(first.has('deletion-protection') ? ['deletionProtection'] : []),
    ...(first.has('copy-tags-to-snapshot') ? ['copyTags'] : []),
    ...(commands.includes('enable-http-endpoint') ? ['dataApi'] : []),
    ...(modified.has('manage-master-user-password') ? ['managedSecret'] : []),
  ];
  const range = /MinCapacity=([\d.]+),MaxCapacity=([\d.]+)(?:,SecondsUntilAutoPause=([\d.]+))?/.exec(
    one('serverless-v2-scaling-configuration') ?? '',
  );
  const instances = stepsOf('create-db-instance').map((own) => {
    const [tier, group] = [one('promotion-tier', own), one('db-parameter-group-name', own)];
    return {
      id: one('db-instance-identifier', own) ?? '',
      instanceClass: one('db-instance-class', own) ?? '',
      ...(tier !== undefined && { promotionTier: Number(tier) }),
      ...(group !== undefined && { parameterGroup: group }),
      ...(own.has('publicly-accessible') && { public: true as const }),
    };
  });
  const roles = stepsOf('add-role-to-db-cluster').map((own) => {
    return { arn: one('role-arn', own) ?? '', ...defined({ feature: one('feature-name', own) }) };
  });
  const texts = defined({
    subnetGroup: one('db-subnet-group-name'),
    parameterGroup: one('db-cluster-parameter-group-name'),
    lifecycle: one('engine-lifecycle-support'),
    kmsKey: one('kms-key-id'),
    backupWindow: one('preferred-backup-window', modified),
    maintenanceWindow: one('preferred-maintenance-window', modified),
    storageType: one('storage-type'),
    networkType: one('network-type'),
  });
  const [port, days] = [one('port'), one('backup-retention-period', modified)];
  return {
    cluster: `arn:aws:rds:${region}:111122223333:cluster:${plan.cluster}`,
    resourceId: 'cluster-new',
    ...texts,
    securityGroups: (first.get('vpc-security-group-ids') ?? []).map((id) => id ?? ''),
    ...(port !== undefined && { port: Number(port) }),
    ...(days !== undefined && { retentionDays: Number(days) }),
    ...(range && {
      serverless: {
        min: Number(range[1]),
        max: Number(range[2]),
        ...(range[3] !== undefined && { autoPauseAfterMs: Number(range[3]) * 1_000 }),
      },
    }),
    ...(flags.length > 0 && { flags: flags as never }),
    ...(first.has('enable-cloudwatch-logs-exports') && {
      logExports: (first.get('enable-cloudwatch-logs-exports') ?? []).map((log) => log ?? ''),
    }),
    ...(roles.length > 0 && { roles }),
    instances,
    without: [],
  };
}

/** The options of a step by name, each with its values; a wanted value is given. */
function optionsOf(
  { options }: Pick<RestoreStep, 'options'> = { options: [] },
): Map<string, (string | undefined)[]> {
  return new Map(
    options.map(([name, ...values]) => [
      name,
      values.map((value) => (typeof value === 'object' ? `given-${value.wanted}` : value)),
    ]),
  );
}
