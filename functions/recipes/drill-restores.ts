import { decideDrills } from '../../shared/policy/recovery/drill/decide.ts';
import { decideOpen } from '../../shared/policy/recovery/drill/decide-open.ts';
import { drillLocations } from '../../shared/policy/recovery/drill/locations.ts';
import { overdueDrills } from '../../shared/policy/recovery/drill/overdue.ts';
import { strayDrills } from '../../shared/policy/recovery/drill/stray.ts';
import { unreadyIn } from '../../shared/policy/recovery/drill/unready.ts';
import { provenAges } from '../../shared/policy/recovery/evidence/proven-age.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import { readToDrill, requireStore } from '../../shared/runtime/read/drills.ts';
import { defineRecipe } from '../../shared/runtime/sweep/recipe.ts';

export const recipe = defineRecipe({
  name: 'drill-restores',
  aspect: 'recovery',
  permissions: [
    'ec2:DescribeVpcs',
    'iam:SimulatePrincipalPolicy',
    'kms:CreateGrant',
    'kms:DescribeKey',
    'lambda:InvokeFunction',
    'rds-data:ExecuteStatement',
    'rds:AddTagsToResource',
    'rds:CreateDBInstance',
    'rds:DeleteDBCluster',
    'rds:DeleteDBInstance',
    'rds:DescribeAccountAttributes',
    'rds:DescribeDBClusterParameterGroups',
    'rds:DescribeDBClusterSnapshots',
    'rds:DescribeDBClusters',
    'rds:DescribeDBEngineVersions',
    'rds:DescribeDBInstances',
    'rds:DescribeDBParameterGroups',
    'rds:DescribeDBSubnetGroups',
    'rds:DescribeOrderableDBInstanceOptions',
    'rds:EnableHttpEndpoint',
    'rds:ListTagsForResource',
    'rds:ModifyDBCluster',
    'rds:RestoreDBClusterFromSnapshot',
    'rds:RestoreDBClusterToPointInTime',
    'secretsmanager:CreateSecret',
    'secretsmanager:GetSecretValue',
    'secretsmanager:TagResource',
  ],
  drillable: true,
  locations: drillLocations,
  read: readToDrill,
  decide: (policy, world) => [...decideDrills(policy, world), ...decideOpen(world)],
  measure: (policy, world) => ({
    overdueDrills: [
      ...overdueDrills(world.open, world.observedAt),
      ...strayDrills(deploymentOf(policy), world),
    ],
    ...(world.readiness && { unreadyClusters: unreadyIn(world, world.readiness) }),
    ...(world.proven !== undefined && { provenAges: provenAges(policy, { ...world, proven: world.proven }) }),
  }),
  openDrills: ({ open }) => open.map(({ record }) => record.drill),
  act: async (scope, command, drills) => {
    // Most sweeps have no step to take.
    const { carryOutDrill } = await import('../../shared/runtime/drill/carry-out.ts');
    await carryOutDrill(scope, command, requireStore(drills));
  },
});
