import fc from 'fast-check';
import { defined } from '../../../../shared/defined.ts';
import { clusterFlags } from '../../../../shared/policy/model/cluster.ts';
import type { ClusterRecipe } from '../../../../shared/policy/recovery/recipe/recipe.ts';

/** A name as AWS gives it, and stranger ones: any printable ASCII after a letter or digit. */
export const anyName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/),
  fc.stringMatching(/^[A-Za-z0-9][\x20-\x7e]{0,60}$/),
);

const listOf = <T>(item: fc.Arbitrary<T>, maxLength = 5) => fc.array(item, { minLength: 1, maxLength });
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const instance = fc
  .record({
    id: anyName,
    instanceClass: fc.constantFrom('db.serverless', 'db.r6g.large', 'db.r8gd.48xlarge'),
    promotionTier: perhaps(fc.integer({ min: 0, max: 15 })),
    parameterGroup: perhaps(anyName),
    public: perhaps(fc.constant(true as const)),
  })
  .map(defined);

const capacity = fc
  .record({
    min: fc.integer({ min: 0, max: 512 }).map((half) => half / 2),
    max: fc.integer({ min: 1, max: 512 }).map((half) => half / 2),
    autoPauseAfterMs: perhaps(fc.integer({ min: 300, max: 86_400 }).map((seconds) => seconds * 1_000)),
  })
  .map(defined);

const role = fc
  .record({
    arn: fc.stringMatching(/^[\w+=,.@/-]{1,64}$/).map((name) => `arn:aws:iam::111122223333:role/${name}`),
    feature: perhaps(fc.constantFrom('s3Import', 's3Export', 'Lambda', 'SageMaker')),
  })
  .map(defined);

/** Recipes of all topologies: no instance to 16, any settings, names of any form. */
export const anyRecipe: fc.Arbitrary<ClusterRecipe> = fc
  .record({
    cluster: anyName,
    resourceId: perhaps(fc.stringMatching(/^cluster-[A-Z0-9]{26}$/)),
    subnetGroup: perhaps(anyName),
    securityGroups: perhaps(listOf(fc.stringMatching(/^sg-[0-9a-f]{17}$/))),
    parameterGroup: perhaps(anyName),
    instances: fc.array(instance, { maxLength: 16 }),
    serverless: perhaps(capacity),
    port: perhaps(fc.integer({ min: 1150, max: 65_535 })),
    flags: perhaps(fc.subarray([...clusterFlags], { minLength: 1 })),
    lifecycle: perhaps(
      fc.constantFrom('open-source-rds-extended-support', 'open-source-rds-extended-support-disabled'),
    ),
    kmsKey: perhaps(fc.uuid().map((id) => `arn:aws:kms:eu-central-1:111122223333:key/${id}`)),
    roles: perhaps(listOf(role)),
    retentionDays: perhaps(fc.integer({ min: 0, max: 35 })),
    backupWindow: perhaps(fc.constantFrom('02:00-02:30', '23:45-00:15')),
    maintenanceWindow: perhaps(fc.constantFrom('sun:05:00-sun:05:30')),
    logExports: perhaps(listOf(fc.constantFrom('audit', 'error', 'slowquery', 'postgresql'))),
    storageType: perhaps(fc.constantFrom('aurora', 'aurora-iopt1')),
    networkType: perhaps(fc.constantFrom('IPV4', 'DUAL')),
  })
  .map((fields) => ({ ...defined(fields), without: [] }));
