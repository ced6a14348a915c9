import type { Snapshot } from '../../model/snapshot.ts';
import type { ClusterRecipe, RecipeField } from './recipe.ts';

/** Something that is not as it was on the source, and why. */
export interface RestoreDifference {
  /** Absent: no recipe holds it. */
  readonly field?: RecipeField;
  readonly what: string;
  readonly why: string;
}

interface Restored {
  readonly recipe: ClusterRecipe;
  readonly snapshot: Snapshot;
  /** DBClusterIdentifiers: of the new cluster, and of the source. */
  readonly cluster: string;
  readonly source: string;
  readonly wanted: readonly { readonly field: RecipeField; readonly was?: string }[];
}

/** Where a cluster that is restored by a recipe differs from its source. */
export function restoreDifferences(restored: Restored): RestoreDifference[] {
  const { recipe, snapshot, cluster, source, wanted } = restored;
  const replaced = [...new Set(wanted.map(({ field }) => field))].map((field) => ({
    field,
    what: nouns[field] ?? field,
    why: `you give it, because that of the source ${wanted.some(({ was }) => was !== undefined) ? 'is of another Region or account' : 'is not known'}`,
  }));
  const isNamedOtherwise = cluster !== source;
  return [
    {
      field: 'cluster',
      what: 'ARN and endpoints',
      why: 'it is another cluster; applications or DNS have to follow',
    },
    {
      field: 'resource',
      what: 'resource id',
      why: 'AWS gives each cluster its own; old snapshots and logs are of the old one',
    },
    ...replaced,
    ...(isNamedOtherwise &&
    (recipe.instances ?? []).length > 0 &&
    !replaced.some(({ field }) => field === 'instances')
      ? [
          {
            field: 'instances',
            what: 'names of the instances',
            why: 'they are named after the new cluster',
          } as const,
        ]
      : []),
    ...(recipe.kmsKey === snapshot.kmsKey
      ? []
      : [
          {
            field: 'key',
            what: 'KMS key',
            why: 'it has that of the snapshot, which is another one',
          } as const,
        ]),
    ...recipe.without
      .filter((field) => !wanted.some((one) => one.field === field))
      .map((field) => ({
        field,
        what: nouns[field] ?? field,
        why: 'the tags do not hold it; AWS takes its default',
      })),
    {
      what: 'master password',
      why: recipe.flags?.includes('managedSecret')
        ? 'RDS makes a new secret'
        : 'it is the one that was valid when the snapshot was taken',
    },
    {
      what: 'activity stream, global database, read replicas',
      why: 'a snapshot holds none of them; set them up again',
    },
    {
      what: 'custom endpoints, scaling of readers, alarms, event subscriptions',
      why: 'they are of the source',
    },
    {
      what: 'data',
      why: `those that changed after ${new Date(snapshot.createdAt).toISOString().slice(0, 16)}Z are gone`,
    },
  ];
}

const nouns: Readonly<Partial<Record<RecipeField, string>>> = {
  subnets: 'subnet group',
  security: 'security groups',
  parameters: 'cluster parameter group',
  instances: 'instances, or their parameter groups',
  roles: 'IAM roles',
  backup: 'backup window',
  maintenance: 'maintenance window',
  logs: 'log exports',
};
