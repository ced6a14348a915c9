import fc from 'fast-check';

export const HOME = 'eu-central-1';
export const AWAY = 'us-west-2';

const engines = [
  { engine: 'aurora-postgresql', version: '16.6', family: 'aurora-postgresql16' },
  { engine: 'aurora-postgresql', version: '13.12', family: 'aurora-postgresql13' },
  { engine: 'aurora-mysql', version: '8.0.mysql_aurora.3.08.1', family: 'aurora-mysql8.0' },
  { engine: 'neptune', version: '1.4.2.0', family: 'neptune1.4' },
  { engine: 'docdb', version: '5.0.0', family: 'docdb5.0' },
] as const;
const classes = ['db.r6g.large', 'db.r5.xlarge', 'db.serverless'] as const;

const cluster = fc.record({
  kind: fc.constantFrom(...engines),
  instances: fc.array(fc.constantFrom(...classes), { maxLength: 3 }),
  subnetGroup: fc.constantFrom(undefined, 'private'),
  hasOwnParameters: fc.boolean(),
  encrypted: fc.constantFrom('none', 'aws', 'alias/home'),
  copy: fc.constantFrom('available', 'available', 'available', 'available', 'copying', 'failed', 'none'),
  recipe: fc.constantFrom('whole', 'whole', 'whole', 'missing', 'changed'),
});

/** Mostly well, so that single faults show, and not only many together. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

/** A fleet with copies in another Region, where anything may be missing that a restore needs. */
export const disasters = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  clusters: fc.array(cluster, { minLength: 1, maxLength: 4 }),
  subnetGroups: mostly<'one' | 'narrow' | 'none'>('one', 'narrow', 'none'),
  parameterFamilies: fc.subarray(engines.map(({ family }) => family)),
  hasAllFamilies: mostly(true, false),
  withdrawn: mostly<string | undefined>(
    undefined,
    ...engines.map(({ engine, version }) => `${engine} ${version}`),
  ),
  zones: mostly<Readonly<Record<string, number>>>(
    {},
    { 'db.r6g.large': 0 },
    { 'db.r5.xlarge': 1 },
    { 'db.serverless': 0 },
  ),
  maxClusters: mostly(40, 0, 1, 2),
  maxInstances: mostly(40, 0, 1, 3),
  key: mostly<'Enabled' | 'Disabled' | 'PendingDeletion'>('Enabled', 'Disabled', 'PendingDeletion'),
  mayUseKey: mostly(true, false),
});

export type DisasterWorld = typeof disasters extends fc.Arbitrary<infer T> ? T : never;

/** The fleet file of a world; the tags of a copy are those that its source's recipe makes. */
export function fleetOf(world: DisasterWorld, recipeTags: (id: string) => Record<string, string>): object {
  const { clusters, parameterFamilies, hasAllFamilies, key, mayUseKey } = world;
  const families = hasAllFamilies ? [...new Set(engines.map(({ family }) => family))] : parameterFamilies;
  return {
    clusters: clusters.map((one, n) => toCluster(one, `c-${n}`, recipeTags)),
    keys: [
      { alias: 'alias/home', regions: [HOME] },
      { alias: 'alias/dr', regions: [AWAY], state: key, policy: mayUseKey ? 'allowed' : 'denied' },
    ],
    quirks: { copyResourceId: 'source' },
    places: [
      {
        region: AWAY,
        ...(world.subnetGroups !== 'none' && {
          subnetGroups: [{ name: 'dr', zones: world.subnetGroups === 'one' ? 2 : 1 }],
        }),
        parameterGroups: families.map((family) => ({ name: `own-${family.replaceAll('.', '-')}`, family })),
        ...(world.withdrawn !== undefined && { withdrawn: [world.withdrawn] }),
        zones: world.zones,
        clusters: world.maxClusters,
        instances: world.maxInstances,
      },
    ],
    timings: { lag: '0s' },
  };
}

function toCluster(
  {
    kind,
    instances,
    subnetGroup,
    hasOwnParameters,
    encrypted,
    copy,
    recipe,
  }: DisasterWorld['clusters'][number],
  id: string,
  recipeTags: (id: string) => Record<string, string>,
): object {
  const tags = recipe === 'missing' ? {} : recipeTags(id);
  const changed = recipe === 'changed' ? { 'dormouse:recipe-1': `${tags['dormouse:recipe-1']} x` } : {};
  return {
    ...{ id, engine: kind.engine, version: kind.version, instances, encrypted, backupRetention: 1 },
    ...(subnetGroup !== undefined && { subnetGroup }),
    ...(hasOwnParameters && { parameterGroup: `own-${kind.family.replaceAll('.', '-')}` }),
    ...(instances.includes('db.serverless') && { serverless: { min: 1, max: 8 } }),
    snapshots:
      copy === 'none'
        ? []
        : [
            {
              ...{ id: `${id}-copy`, region: AWAY, since: '10h', copyOf: `rds:${id}`, status: copy },
              encrypted: encrypted === 'alias/home' ? 'alias/dr' : encrypted,
              tags: { ...tags, ...changed },
            },
          ],
  };
}
