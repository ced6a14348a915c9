import { defined } from '../../../defined.ts';
import type { Cluster, ClusterSetup, Member, ServerlessCapacity } from '../../model/cluster.ts';

/** The fields of a recipe by the names that tags have for them, the most important first. */
export const recipeFields = [
  'cluster',
  'resource',
  'subnets',
  'security',
  'parameters',
  'instances',
  'serverless',
  'port',
  'flags',
  'lifecycle',
  'key',
  'roles',
  'retention',
  'backup',
  'maintenance',
  'logs',
  'storage',
  'network',
] as const;

export type RecipeField = (typeof recipeFields)[number];

/**
 * The settings of a cluster that the restore of a snapshot needs, most of which the snapshot does not hold.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBClusterSnapshot.html
 */
export interface ClusterRecipe extends Omit<ClusterSetup, 'writer'> {
  /** The ARN of the cluster. */
  readonly cluster: string;
  /** DbClusterResourceId. */
  readonly resourceId?: string;
  readonly serverless?: ServerlessCapacity;
  /** PreferredMaintenanceWindow, in UTC. */
  readonly maintenanceWindow?: string;
  /** In the order in which a restore creates them, the writer first. Absent: not known. */
  readonly instances?: readonly RecipeInstance[];
  /** The fields that are left out: there was no room for them, or they could not be read. */
  readonly without: readonly RecipeField[];
}

export interface RecipeInstance {
  readonly id: string;
  readonly instanceClass: string;
  /** 0 to 15: the order in which they become the writer. */
  readonly promotionTier?: number;
  /** DBParameterGroupName. */
  readonly parameterGroup?: string;
  readonly public?: true;
}

/**
 * The recipe of a cluster; undefined where the cluster was read without its setup.
 *
 * @param members Those of its Region; absent: they could not be read.
 */
export function recipeOf(
  { arn, id, resourceId, setup, serverless, maintenanceWindow, members: names }: Cluster,
  members: readonly Member[] | undefined,
): ClusterRecipe | undefined {
  if (setup === undefined) return undefined;
  const { writer, ...settings } = setup;
  const own = members?.filter(({ clusterId }) => clusterId === id) ?? [];
  // A member that no listing shows is an instance of which nothing is known.
  const isComplete = members !== undefined && names.every((name) => own.some((one) => one.id === name));
  return {
    ...settings,
    cluster: arn,
    ...defined({
      resourceId,
      serverless,
      maintenanceWindow,
      instances: isComplete ? inOrder(own, writer) : undefined,
    }),
    without: isComplete ? [] : ['instances'],
  };
}

function inOrder(members: readonly Member[], writer: string | undefined): RecipeInstance[] {
  const rankOf = ({ id, promotionTier = 15 }: Member): number => (id === writer ? -1 : promotionTier);
  return members
    .toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1))
    .map(({ id, instanceClass, promotionTier, parameterGroup, isPublic }) => ({
      id,
      instanceClass,
      ...defined({ promotionTier, parameterGroup, public: isPublic }),
    }));
}
