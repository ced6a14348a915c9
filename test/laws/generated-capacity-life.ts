import fc from 'fast-check';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { generatedFaults } from './generated-faults.ts';
import { type GeneratedHours, generatedHours, type Zone, zones } from './generated-hours.ts';
import { mostly } from './generated-world.ts';

/** A cluster in few words, and how it stands when its life begins. */
export interface CapacityCluster {
  readonly id: string;
  /** `unused`: with limits, but with no serverless instance. */
  readonly kind:
    | 'postgres'
    | 'mysql'
    | 'neptune'
    | 'docdb'
    | 'old'
    | 'old platform'
    | 'provisioned'
    | 'unused';
  readonly env: 'scaled' | 'guarded' | 'other';
  readonly use: CapacityUse;
  readonly stopped: boolean;
}

const uses = ['none', 'always', 'heavy', 'missing'] as const;
export type CapacityUse = (typeof uses)[number];

/** An act of others, at a minute of the week and to one of the clusters. */
export interface CapacityHappening {
  readonly minute: number;
  readonly cluster: number;
  readonly what:
    | 'nothing'
    | 'change'
    | 'use'
    | 'power off'
    | 'power on'
    | 'busy instance'
    | 'starved instance'
    | 'free instance'
    | 'hold'
    | 'hold unreadably'
    | 'release';
  readonly limits: readonly [min: number, max: number];
  readonly use: CapacityUse;
  readonly faults: readonly FaultRule[];
}

export interface GeneratedLine {
  readonly hours?: GeneratedHours | undefined;
  readonly min: number;
  readonly max: number;
  readonly pauseMinutes?: number | undefined;
  readonly whenBusy: 'wait' | 'apply';
}

/** The policy of a week. */
export interface CapacityWeek {
  readonly lines: readonly GeneratedLine[];
  readonly zone: Zone;
  readonly happenings: readonly CapacityHappening[];
}

export interface CapacityLife {
  readonly clusters: readonly CapacityCluster[];
  /** The first week, as its number in the year. */
  readonly firstWeek: number;
  readonly weeks: readonly CapacityWeek[];
  readonly seed: number;
}

const cluster: fc.Arbitrary<Omit<CapacityCluster, 'id'>> = fc.record({
  kind: mostly<CapacityCluster['kind']>(
    'postgres',
    ...(['mysql', 'mysql', 'neptune', 'neptune', 'docdb', 'docdb'] as const),
    ...(['old', 'old platform', 'provisioned', 'unused'] as const),
  ),
  env: mostly('scaled', 'guarded', 'other'),
  use: fc.constantFrom(...uses),
  stopped: mostly(false, true),
});

const line: fc.Arbitrary<GeneratedLine> = fc
  .record({
    hours: generatedHours,
    min: fc.constantFrom(0, 0, 0.5, 1, 1, 2, 4, 6),
    more: fc.constantFrom(0, 2, 2, 4, 8, 14, 200),
    pause: fc.option(fc.constantFrom(5, 30, 120), { nil: undefined }),
    whenBusy: fc.constantFrom('wait', 'apply'),
  })
  .map(({ min, more, pause, ...rest }) => ({
    ...rest,
    min,
    max: Math.max(1, min + more),
    pauseMinutes: min === 0 ? pause : undefined,
  }));

const happening: fc.Arbitrary<CapacityHappening> = fc.record({
  minute: fc.integer({ min: 0, max: 7 * 1440 - 1 }),
  cluster: fc.nat(3),
  what: fc.constantFrom<CapacityHappening['what'][]>(
    ...([
      'nothing',
      'change',
      'change',
      'change',
      'use',
      'use',
      'power off',
      'power on',
      'power on',
    ] as const),
    ...(['busy instance', 'starved instance', 'free instance', 'free instance', 'free instance'] as const),
    ...(['hold', 'hold unreadably', 'release', 'release'] as const),
  ),
  limits: fc.constantFrom([1, 8], [2, 16], [1, 4], [4, 32], [6, 6]),
  use: fc.constantFrom(...uses),
  faults: generatedFaults([
    ...['DescribeDBClusters', 'DescribeDBInstances', 'GetMetricData', 'AddTagsToResource'],
    ...['ModifyDBCluster', 'ModifyDBCluster'],
  ]),
});

const week: fc.Arbitrary<CapacityWeek> = fc
  .record({
    some: fc.array(line, { minLength: 1, maxLength: 2 }),
    last: fc.option(line, { nil: undefined, freq: 4 }),
    zone: fc.constantFrom(...zones),
    happenings: fc.array(happening, { minLength: 2, maxLength: 5 }),
  })
  .map(({ some, last, ...rest }) => ({
    ...rest,
    lines: [...some, ...(last ? [{ ...last, hours: undefined }] : [])],
  }));

/** Two weeks of a few clusters, somewhere in a year. */
export const capacityLife: fc.Arbitrary<CapacityLife> = fc.record({
  clusters: fc
    .array(cluster, { minLength: 4, maxLength: 4 })
    .map((all) => all.map((one, index) => ({ ...one, id: `db-${index}` }))),
  firstWeek: fc.nat(51),
  weeks: fc.array(week, { minLength: 2, maxLength: 2 }),
  seed: fc.nat(1_000_000),
});
