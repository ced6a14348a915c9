import fc from 'fast-check';
import type { RestoreFault } from '../../simulator/core/restore-faults.ts';
import { ACCOUNT, CHECK, type DrillPlay, HOME } from './drill-stage.ts';

const kinds = {
  'aurora-postgresql': { version: '16.6', family: 'aurora-postgresql16' },
  'aurora-mysql': { version: '8.0.mysql_aurora.3.08.1', family: 'aurora-mysql8.0' },
  neptune: { version: '1.4.2.0', family: 'neptune1.4' },
  docdb: { version: '5.0.0', family: 'docdb5.0' },
} as const;

type Engine = keyof typeof kinds;

export const engines = Object.keys(kinds) as Engine[];

/** Faults of restored data that no check by SQL may pass. */
export const wrongData: readonly RestoreFault['kind'][] = [
  ...(['rows-missing', 'empty', 'stale', 'wrong-cluster'] as const),
  ...(['password-mismatch', 'statement-timeout', 'unavailable'] as const),
];

/** Answers of a function that no check may pass. */
export const wrongAnswers: readonly object[] = [
  { version: 1, ok: false, detail: 'half of the vertices are missing' },
  { version: 1, ok: 'true', detail: 'fine' },
  { ok: true, detail: 'fine' },
  { version: 1, ok: true, detail: 'of tomorrow', newest: '2026-11-30T00:00:00Z' },
  { errorMessage: 'it has crashed' },
];

const passing: readonly RestoreFault['kind'][] = ['resuming'];

/** Mostly the usual, so that single faults show, and not only many together. */
const mostly = <T>(usual: T, ...others: readonly T[]) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(usual) },
    { weight: 2, arbitrary: fc.constantFrom(...others) },
  );

/** Calls of a drill that AWS may refuse, and how. */
const fault = fc.record({
  action: fc.constantFrom(
    ...['RestoreDBClusterFromSnapshot', 'CreateDBInstance', 'ModifyDBCluster', 'EnableHttpEndpoint'],
    ...['ExecuteStatement', 'Invoke', 'DeleteDBInstance', 'DeleteDBCluster', 'DescribeDBClusters'],
    ...['DescribeDBInstances', 'AddTagsToResource', 'put', 'get', 'list', 'remove'],
  ),
  error: fc.constantFrom(
    ...['lost', 'lost', 'AccessDenied', 'ThrottlingException', 'InternalFailure'],
    ...['InvalidDBClusterStateFault', 'InsufficientDBInstanceCapacityFault', 'InvalidParameterCombination'],
  ),
  from: fc.integer({ min: 0, max: 180 }),
  minutes: fc.constantFrom<number>(30, 120, 600, 900),
});

/** Things that are missing where a drill is due. */
export const deficits = [
  ...(['no-group', 'default-vpc', 'one-zone', 'clusters', 'instances', 'key', 'may-not-delete'] as const),
  ...(['class', 'version'] as const),
];

/** Changes that somebody makes to a restored cluster. */
export const hands = [
  'delete-cluster',
  'delete-instance',
  'stop',
  'untag',
  'protect',
  'add-instance',
] as const;

export const drillWorlds = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  clusters: fc.array(fc.constantFrom(...engines), { minLength: 1, maxLength: 2 }),
  atMost: fc.constantFrom(1, 1, 2),
  from: fc.constantFrom('newest', 'newest', 'oldest', 'pitr'),
  every: fc.constantFrom<number>(15, 30, 45),
  restore: mostly<RestoreFault['kind'] | undefined>(
    undefined,
    ...([...wrongData, ...passing, 'slow', 'incompatible-restore', 'tags-stripped'] as const),
  ),
  answer: mostly<object | undefined>(undefined, ...wrongAnswers),
  faults: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(fault, { maxLength: 3 }) },
  ),
  crashes: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    {
      weight: 3,
      arbitrary: fc.array(fc.record({ call: fc.integer({ min: 1, max: 120 }), after: fc.boolean() }), {
        maxLength: 4,
      }),
    },
  ),
  doubled: mostly(false, true),
  lagMs: mostly(0, 60_000, 600_000),
  deficit: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...deficits) },
  ),
  hand: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constantFrom(...hands), at: fc.integer({ min: 25, max: 200 }) }),
    },
  ),
});

export type DrillCase = typeof drillWorlds extends fc.Arbitrary<infer T> ? T : never;

/** A world in which nothing goes wrong. */
export function aDrillCase(some: Partial<DrillCase> = {}): DrillCase {
  return {
    seed: 7,
    clusters: ['aurora-postgresql'],
    atMost: 1,
    from: 'newest',
    every: 20,
    restore: undefined,
    answer: undefined,
    faults: [],
    crashes: [],
    doubled: false,
    lagMs: 0,
    deficit: undefined,
    hand: undefined,
    ...some,
  };
}

/** The fleet and the policy of a case. */
export function playOf(one: DrillCase, mode: 'enforce' | 'observe' = 'enforce'): DrillPlay {
  const { seed, clusters, restore, answer, faults, crashes, deficit, lagMs } = one;
  return {
    seed,
    fleet: {
      clusters: clusters.map((engine, n) => toCluster(engine, `c-${n}`, deficit)),
      keys: [{ alias: 'alias/home', regions: [HOME], state: deficit === 'key' ? 'Disabled' : 'Enabled' }],
      places: [
        {
          region: HOME,
          subnetGroups: [
            ...(deficit === 'no-group' ? [] : [{ name: 'drills', ...networkOf(deficit) }]),
            { name: 'shop' },
          ],
          ...(deficit === 'clusters' && { clusters: clusters.length + 1 }),
          ...(deficit === 'instances' && { instances: clusters.length + 1 }),
          ...(deficit === 'version' && {
            withdrawn: clusters.map((engine) => `${engine} ${kinds[engine].version}`),
          }),
          ...(deficit === 'class' && { zones: { 'db.r6g.large': 1 } }),
        },
      ],
      timings: { lag: '0s', restore: '20m', restorePerGiB: '0s' },
    },
    policy: {
      version: 1,
      mode,
      timezone: 'UTC',
      targets: [{ account: ACCOUNT, regions: [HOME] }],
      rules: [
        {
          name: 'graphs',
          match: { engines: ['neptune', 'docdb'] },
          recovery: ruleOf(one, [{ function: CHECK }]),
        },
        {
          name: 'tables',
          match: {},
          recovery: ruleOf(one, [
            { sql: 'select count(*) from orders', database: 'shop', atLeast: 4_000 },
            { sql: 'select max(created_at) from orders', database: 'shop', freshness: '3d' },
          ]),
        },
      ],
    },
    restores: restore === undefined ? [] : [{ kind: restore }],
    ...{ faults, crashes, lagMs },
    ...(answer !== undefined && { answer }),
    ...(deficit === 'may-not-delete' && { mayDelete: false }),
  };
}

function networkOf(deficit: DrillCase['deficit']): object {
  if (deficit === 'default-vpc') return { vpc: 'default' };
  return deficit === 'one-zone' ? { zones: 1 } : {};
}

function toCluster(engine: Engine, id: string, deficit: DrillCase['deficit']): object {
  const encrypted = deficit === 'key' ? 'alias/home' : 'none';
  const isAurora = engine.startsWith('aurora');
  return {
    ...{ id, engine, version: kinds[engine].version, subnetGroup: 'shop', use: 'always' },
    ...{ backupRetention: 7, encrypted },
    ...(isAurora && { tables: [{ name: 'orders', database: 'shop', rows: 5_000, perHour: 10 }] }),
    snapshots: [{ id: `${id}-old`, since: '3d' }],
  };
}

function ruleOf({ atMost, from, deficit }: DrillCase, checks: readonly object[]): object {
  return {
    drill: { every: '30d', hours: 'always', from: [from], where: ['source'], atMost, ttl: '12h' },
    network: { subnetGroup: 'drills', securityGroups: ['sg-0123456789abcdef0'] },
    instance: { class: deficit === 'class' ? 'db.r6g.large' : 'smallest' },
    checks,
  };
}
