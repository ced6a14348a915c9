import { parseArn } from '../../model/arn.ts';
import type { ClusterFlag } from '../../model/cluster.ts';
import { engineOf } from '../../model/engines.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type RestoreDifference, restoreDifferences } from './differences.ts';
import type { ClusterRecipe, RecipeField, RecipeInstance } from './recipe.ts';

/** A value that somebody has to give: the source's own is not known, or of another Region. */
export interface Wanted {
  readonly wanted: string;
}

/** One command of `aws rds`; an option without values is a switch. */
export interface RestoreStep {
  readonly command: string;
  readonly options: readonly (readonly [name: string, ...values: (string | Wanted)[]])[];
}

/** The commands that restore a snapshot by its recipe, in order. */
export interface RestorePlan {
  /** That of the snapshot. */
  readonly region: string;
  /** DBClusterIdentifier of the new cluster. */
  readonly cluster: string;
  readonly steps: readonly RestoreStep[];
  /** Values to give before, with those of the source where they are known. */
  readonly wanted: readonly (Wanted & { readonly field: RecipeField; readonly was?: string })[];
  readonly differences: readonly RestoreDifference[];
}

/** A snapshot to restore. */
export interface RestoreOrder {
  readonly snapshot: Snapshot;
  readonly recipe: ClusterRecipe;
  /** DBClusterIdentifier of the new cluster; absent: that of the source, with `-restored` in its own Region. */
  readonly as?: string;
}

type Option = RestoreStep['options'][number];

/**
 * How to restore a snapshot by its recipe alone, in the Region where it lies. What AWS would choose by itself is passed
 * explicitly: the default VPC, the default parameter group, Extended Support, and for some engines another port.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
export function planRestore(order: RestoreOrder): RestorePlan {
  const { snapshot, recipe } = order;
  const home = parseArn(recipe.cluster);
  const isAway = home?.region !== snapshot.region || home.account !== snapshot.account;
  const source = recipe.cluster.split(':')[6] ?? snapshot.clusterId;
  const cluster = order.as ?? (isAway ? source : `${source}-restored`);
  const values = valuesOf(recipe, isAway);
  const instances = (recipe.instances ?? []).map((instance) => ({
    ...instance,
    id: isAway && cluster === source ? instance.id : renamed(instance.id, source, cluster),
  }));
  const of: Option = ['db-cluster-identifier', cluster];
  // A Multi-AZ DB cluster gets its instances from AWS.
  const toCreate = engineOf(snapshot).multiAz ? [] : instances;
  return {
    region: snapshot.region,
    cluster,
    steps: [
      { command: 'restore-db-cluster-from-snapshot', options: [of, ...restoreOptions(order, values)] },
      { command: 'wait db-cluster-available', options: [of] },
      ...toCreate.flatMap((instance, at): RestoreStep[] => [
        { command: 'create-db-instance', options: instanceOptions(order, cluster, instance, values) },
        // The first one becomes the writer.
        ...(at === 0
          ? [
              {
                command: 'wait db-instance-available',
                options: [['db-instance-identifier', instance.id]],
              } as const,
            ]
          : []),
      ]),
      ...(recipe.roles ?? []).map(({ arn, feature }): RestoreStep => {
        const named: Option[] = feature === undefined ? [] : [['feature-name', feature]];
        return { command: 'add-role-to-db-cluster', options: [of, ['role-arn', arn], ...named] };
      }),
      ...laterSteps(recipe, cluster, snapshot),
    ],
    wanted: values.wanted,
    differences: restoreDifferences({ recipe, snapshot, cluster, source, wanted: values.wanted }),
  };
}

/** The names of the source that hold where it is restored, and those to give in place of the others. */
interface Values {
  readonly subnetGroup: string | Wanted;
  readonly securityGroups: readonly (string | Wanted)[];
  readonly parameterGroup: string | Wanted | undefined;
  groupOf(instance: RecipeInstance): string | Wanted | undefined;
  readonly wanted: RestorePlan['wanted'];
}

function valuesOf(recipe: ClusterRecipe, isAway: boolean): Values {
  const { subnetGroup, securityGroups = [], parameterGroup, instances = [] } = recipe;
  const wanted: RestorePlan['wanted'][number][] = [];
  const ask = (name: string, field: RecipeField, was: string | undefined): Wanted => {
    if (!wanted.some((one) => one.wanted === name)) {
      wanted.push({ wanted: name, field, ...(was !== undefined && { was }) });
    }
    return { wanted: name };
  };
  // AWS has a default group of the same name for each family in every Region.
  const isHere = (group: string): boolean => !isAway || group.startsWith('default.');
  const subnets =
    isAway || subnetGroup === undefined ? ask('SUBNET_GROUP', 'subnets', subnetGroup) : subnetGroup;
  const groups =
    isAway || securityGroups.length === 0
      ? [ask('SECURITY_GROUPS', 'security', securityGroups.join(' ') || undefined)]
      : securityGroups;
  const parameters =
    parameterGroup === undefined || isHere(parameterGroup)
      ? parameterGroup
      : ask('CLUSTER_PARAMETER_GROUP', 'parameters', parameterGroup);
  const own = new Map(
    [...new Set(instances.flatMap(({ parameterGroup: group }) => group ?? []))].map((group, at) => [
      group,
      isHere(group) ? group : ask(`INSTANCE_PARAMETER_GROUP_${at + 1}`, 'instances', group),
    ]),
  );
  return {
    subnetGroup: subnets,
    securityGroups: groups,
    parameterGroup: parameters,
    groupOf: ({ parameterGroup: group = '' }) => own.get(group),
    wanted,
  };
}

function restoreOptions({ snapshot, recipe }: RestoreOrder, values: Values): Option[] {
  const { engine, engineVersion, kmsKey, arn } = snapshot;
  const isAurora = engine.startsWith('aurora-');
  const isOn = (flag: ClusterFlag): boolean => recipe.flags?.includes(flag) === true;
  const asFlag = (flag: ClusterFlag, name: string): Option => [isOn(flag) ? name : `no-${name}`];
  const { serverless, port, storageType, networkType, lifecycle, logExports } = recipe;
  return [
    ['snapshot-identifier', arn],
    ['engine', engine],
    ...optional('engine-version', engineVersion),
    ['db-subnet-group-name', values.subnetGroup],
    ['vpc-security-group-ids', ...values.securityGroups],
    ...optional('db-cluster-parameter-group-name', values.parameterGroup),
    ...optional('port', port),
    ...optional('kms-key-id', kmsKey),
    ...(serverless === undefined
      ? []
      : ([['serverless-v2-scaling-configuration', capacityText(serverless)]] as const)),
    ...(engineOf(snapshot).multiAz
      ? optional('db-cluster-instance-class', recipe.instances?.[0]?.instanceClass)
      : []),
    ...optional('storage-type', storageType),
    ...optional('network-type', networkType),
    asFlag('deletionProtection', 'deletion-protection'),
    ...(engine === 'docdb'
      ? []
      : [
          asFlag('iamAuth', 'enable-iam-database-authentication'),
          asFlag('copyTags', 'copy-tags-to-snapshot'),
        ]),
    ...(isAurora ? optional('engine-lifecycle-support', lifecycle) : []),
    ...(logExports === undefined ? [] : ([['enable-cloudwatch-logs-exports', ...logExports]] as const)),
    ...tagOptions(snapshot.tags),
  ];
}

function instanceOptions(
  { snapshot: { engine } }: RestoreOrder,
  cluster: string,
  instance: RecipeInstance,
  values: Values,
): Option[] {
  const { id, instanceClass, promotionTier, public: isPublic } = instance;
  return [
    ['db-instance-identifier', id],
    ['db-cluster-identifier', cluster],
    ['db-instance-class', instanceClass],
    ['engine', engine],
    ...optional('promotion-tier', promotionTier),
    ...optional('db-parameter-group-name', values.groupOf(instance)),
    // DocumentDB has no public instances.
    ...(engine === 'docdb' ? [] : ([[isPublic ? 'publicly-accessible' : 'no-publicly-accessible']] as const)),
  ];
}

/** The settings that only a later call takes, or that a restore takes for Aurora alone. */
function laterSteps(recipe: ClusterRecipe, cluster: string, { region, account }: Snapshot): RestoreStep[] {
  const { retentionDays, backupWindow, maintenanceWindow, flags = [] } = recipe;
  const changes = [
    ...optional('backup-retention-period', retentionDays),
    ...optional('preferred-backup-window', backupWindow),
    ...optional('preferred-maintenance-window', maintenanceWindow),
    ...(flags.includes('managedSecret') ? ([['manage-master-user-password']] as const) : []),
  ];
  const of: Option = ['db-cluster-identifier', cluster];
  const arn = [...recipe.cluster.split(':').slice(0, 3), region, account, 'cluster', cluster].join(':');
  return [
    ...(changes.length === 0
      ? []
      : [{ command: 'modify-db-cluster', options: [of, ...changes, ['apply-immediately']] } as const]),
    ...(flags.includes('dataApi')
      ? [{ command: 'enable-http-endpoint', options: [['resource-arn', arn]] } as const]
      : []),
  ];
}

function capacityText({ min, max, autoPauseAfterMs }: NonNullable<ClusterRecipe['serverless']>): string {
  const pause = autoPauseAfterMs === undefined ? '' : `,SecondsUntilAutoPause=${autoPauseAfterMs / 1_000}`;
  return `MinCapacity=${min},MaxCapacity=${max}${pause}`;
}

/** The tags that the cluster had when the snapshot was taken, as far as the snapshot has them. */
function tagOptions(tags: Snapshot['tags']): Option[] {
  const own = Object.entries(tags).filter(([key]) => !/^(aws|rds|dormouse):/i.test(key));
  return own.length === 0 ? [] : [['tags', JSON.stringify(own.map(([Key, Value]) => ({ Key, Value })))]];
}

function optional(name: string, value: string | number | Wanted | undefined): Option[] {
  if (value === undefined) return [];
  return [[name, typeof value === 'number' ? `${value}` : value]];
}

/** The identifier of an instance of another cluster: its beginning where that is the name of the source. */
function renamed(id: string, source: string, cluster: string): string {
  return id.startsWith(source) ? `${cluster}${id.slice(source.length)}` : `${id}-restored`;
}
