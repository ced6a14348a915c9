import fc from 'fast-check';
import { defined } from '../../shared/defined.ts';
import type { FaultRule } from '../../simulator/core/faults.ts';
import type { GeneratedSnapshot } from './generated-snapshots.ts';

/** Values of dormouse:hold in few words: whether it is in force, and the state that it keeps the cluster in. */
const holds = [
  ...(['none', 'over', 'forever', 'later', 'unreadable', 'noChanges'] as const),
  ...(['stopped', 'stoppedOver', 'up', 'upOver'] as const),
] as const;

/** A cluster in few words: enough to make it in the simulator, and to say without Dormouse what may be done to it. */
export interface GeneratedCluster {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly engine: 'aurora-postgresql' | 'aurora-mysql' | 'neptune' | 'docdb';
  readonly env: 'dev' | 'prod' | 'other';
  readonly hold: (typeof holds)[number];
  readonly kind:
    | 'plain'
    | 'multiAz'
    | 'serverlessV1'
    | 'globalPair'
    | 'globalAlone'
    | 'replicated'
    | 'blueGreen';
  readonly use: 'none' | 'always' | 'missing';
  readonly status: 'available' | 'stopped' | 'modifying';
  /** Its activity stream, where its kind has one: it should run in mode async. */
  readonly stream: 'stopped' | 'starting' | 'async' | 'sync';
  /** Its serverless capacity, where its kind has any, against that of the rule. */
  readonly capacity: 'none' | 'declared' | 'less' | 'more';
}

export interface GeneratedWorld {
  readonly clusters: readonly GeneratedCluster[];
  readonly mode: 'observe' | 'enforce';
  /** The engines for whose clusters another rule decides, which only observes. */
  readonly observed: readonly GeneratedCluster['engine'][];
  readonly stop: 'whenIdle' | 'atOnce' | 'never';
  readonly inHours: boolean;
  readonly tagActions: boolean;
  readonly cap: number;
  readonly protectFrom: 'stop' | 'start' | 'both';
  readonly faults: readonly FaultRule[];
  readonly events: { readonly lost: number; readonly doubled: number; readonly reordered: number };
  readonly seed: number;
  /** Absent: there are none, and the rules say nothing about them. */
  readonly snapshots?: readonly GeneratedSnapshot[];
}

export const accounts = ['111122223333', '444455556666'] as const;
export const regions = ['eu-central-1', 'us-east-1'] as const;

/** The first value mostly, each other at times. */
export function mostly<const T>(value: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, ...others.map((other) => fc.constant(other)));
}

const cluster = fc
  .record({
    account: fc.constantFrom(...accounts),
    region: fc.constantFrom(...regions),
    engine: fc.constantFrom('aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb'),
    env: mostly('dev', 'prod', 'other'),
    hold: mostly(...holds),
    kind: mostly('plain', 'multiAz', 'serverlessV1', 'globalPair', 'globalAlone', 'replicated', 'blueGreen'),
    use: mostly('none', 'always', 'missing'),
    status: fc.oneof(
      { weight: 3, arbitrary: fc.constant('available' as const) },
      { weight: 2, arbitrary: fc.constant('stopped' as const) },
      fc.constant('modifying' as const),
    ),
    stream: fc.constantFrom('stopped', 'stopped', 'stopped', 'starting', 'async', 'sync'),
    capacity: fc.constantFrom('none', 'none', 'none', 'declared', 'less', 'more'),
  })
  .map((some): Omit<GeneratedCluster, 'id'> => {
    // Odd kinds exist for Aurora only, and can't be stopped, so they can't begin that way either.
    const plain = some.kind === 'plain' || some.kind === 'globalAlone';
    return {
      ...some,
      engine: some.kind === 'plain' ? some.engine : 'aurora-postgresql',
      stream: some.engine === 'aurora-mysql' && some.stream === 'sync' ? 'async' : some.stream,
      status: plain || some.status !== 'stopped' ? some.status : 'available',
    };
  });

const common = [
  'DescribeDBClusters',
  'DescribeDBInstances',
  'DescribeEvents',
  'GetMetricData',
  'AddTagsToResource',
];
const ofPower = ['DescribeGlobalClusters', 'DescribeBlueGreenDeployments', 'StopDBCluster', 'StartDBCluster'];
const ofChanges = [
  ...['DescribeKey', 'DescribeOrderableDBInstanceOptions'],
  ...['StartActivityStream', 'StopActivityStream', 'ModifyDBCluster'],
];

const faultOf = (actions: readonly string[]): fc.Arbitrary<FaultRule> =>
  fc
    .record({
      kind: fc.constantFrom(
        'throttle',
        'error500',
        'unavailable',
        'denied',
        'timeout',
        'answer-lost',
        'partial',
      ),
      action: fc.constantFrom(...actions),
      region: fc.option(fc.constantFrom(...regions), { nil: undefined }),
      rate: fc.option(fc.constantFrom(0.3, 0.6), { nil: undefined }),
    })
    .map(({ kind, action, region, rate }) => ({
      kind: kind === 'partial' && action !== 'GetMetricData' ? 'throttle' : kind,
      action,
      ...defined({ region, rate }),
    }));

const rate = fc.constantFrom(0, 0.3, 0.6);

/** Mostly something to do, in mostly fair weather, with every oddity and every fault at times. */
const worldOf = (actions: readonly string[]): fc.Arbitrary<GeneratedWorld> =>
  fc.record({
    clusters: fc
      .array(cluster, { minLength: 2, maxLength: 8 })
      .map((all) => all.map((one, index) => ({ ...one, id: `db-${index}` }))),
    mode: mostly('enforce', 'observe'),
    observed: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      fc.subarray(['aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb'] as const, { minLength: 1 }),
    ),
    stop: fc.constantFrom('whenIdle', 'whenIdle', 'atOnce', 'never'),
    inHours: fc.boolean(),
    tagActions: mostly(true, false),
    cap: fc.constantFrom(1, 2, 50),
    protectFrom: fc.constantFrom('stop', 'start', 'both'),
    faults: fc.array(faultOf([...common, ...actions]), { maxLength: 3 }),
    events: fc.record({ lost: rate, doubled: rate, reordered: rate }),
    seed: fc.nat(1_000_000),
  });

/** With faults of the calls that stop and start clusters. */
export const generatedWorld = worldOf(ofPower);

/** With faults of the calls that change activity streams and capacity. */
export const changingWorld = worldOf(ofChanges);
