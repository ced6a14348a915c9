import fc from 'fast-check';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { generatedFaults } from './generated-faults.ts';
import { type GeneratedHours, generatedHours, type Zone, zones } from './generated-hours.ts';
import { mostly } from './generated-world.ts';

export type Mode = 'async' | 'sync';
export const keys = ['alias/das', 'alias/new'] as const;
export type KeyName = (typeof keys)[number];

/** A cluster in few words, and how it stands when its life begins. */
export interface StreamCluster {
  readonly id: string;
  /** `small`: of a class without streams. `scaling`: of serverless instances. */
  readonly kind: 'postgres' | 'mysql' | 'neptune' | 'small' | 'scaling';
  readonly env: 'audited' | 'guarded' | 'other';
  /** Weekly, in minutes since Monday 00:00 UTC. */
  readonly window: { readonly start: number; readonly length: number };
  readonly stream: 'stopped' | Mode;
  readonly stopped: boolean;
}

/** An act of others, at a minute of the week and to one of the clusters. */
export interface StreamHappening {
  readonly minute: number;
  readonly cluster: number;
  readonly what:
    | 'nothing'
    | 'start async'
    | 'start sync'
    | 'start with new key'
    | 'stop'
    | 'power off'
    | 'power on'
    | 'lose key'
    | 'deny key'
    | 'find keys'
    | 'hold'
    | 'hold unreadably'
    | 'release'
    | 'ask off'
    | 'ask async'
    | 'ask sync'
    | 'ask declared'
    | 'spoil override'
    | 'mend override';
  readonly faults: readonly FaultRule[];
  /** Whether a second sweep follows while reads still lag behind the first. */
  readonly twice: boolean;
}

/** The policy of a week. */
export interface StreamWeek {
  readonly mode: Mode | 'off';
  readonly key: KeyName;
  readonly hours: GeneratedHours | 'always';
  readonly zone: Zone;
  readonly restart: 'maintenanceWindow' | 'offHours' | 'anytime';
  readonly power?: GeneratedHours | undefined;
  readonly happenings: readonly StreamHappening[];
}

export interface StreamLife {
  readonly clusters: readonly StreamCluster[];
  /** The first week, as its number in the year. */
  readonly firstWeek: number;
  readonly weeks: readonly StreamWeek[];
  readonly seed: number;
}

const cluster: fc.Arbitrary<Omit<StreamCluster, 'id'>> = fc.record({
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant('postgres' as const) },
    { weight: 2, arbitrary: fc.constant('mysql' as const) },
    fc.constantFrom('neptune', 'small', 'scaling'),
  ),
  env: mostly('audited', 'guarded', 'other'),
  window: fc.record({
    start: fc.integer({ min: 0, max: 7 * 48 - 1 }).map((halves) => halves * 30),
    length: fc.constantFrom(30, 60, 120),
  }),
  stream: fc.constantFrom('stopped', 'stopped', 'async', 'sync'),
  stopped: mostly(false, true),
});

const happening: fc.Arbitrary<StreamHappening> = fc.record({
  minute: fc.integer({ min: 0, max: 7 * 1440 - 1 }),
  cluster: fc.nat(3),
  what: fc.constantFrom<StreamHappening['what'][]>(
    ...(['nothing', 'start async', 'start sync', 'start with new key', 'stop', 'stop'] as const),
    ...(['power off', 'power on', 'power on', 'lose key', 'deny key', 'find keys', 'find keys'] as const),
    ...(['hold', 'hold unreadably', 'release', 'release', 'ask off', 'ask async', 'ask sync'] as const),
    ...(['ask declared', 'spoil override', 'mend override', 'mend override'] as const),
  ),
  faults: generatedFaults([
    ...['DescribeDBClusters', 'DescribeDBInstances', 'DescribeEvents', 'DescribeKey'],
    ...['DescribeOrderableDBInstanceOptions', 'AddTagsToResource', 'StartActivityStream'],
    ...['StartActivityStream', 'StopActivityStream'],
  ]),
  twice: mostly(false, true),
});

const week: fc.Arbitrary<StreamWeek> = fc
  .record({
    mode: mostly<Mode | 'off'>('async', 'sync', 'sync', 'off'),
    key: mostly(...keys),
    hours: mostly<GeneratedHours | 'always' | 'generated'>('generated', 'always'),
    generated: generatedHours,
    zone: fc.constantFrom(...zones),
    restart: fc.constantFrom('maintenanceWindow', 'offHours', 'anytime'),
    power: fc.option(generatedHours, { nil: undefined, freq: 2 }),
    happenings: fc.array(happening, { minLength: 2, maxLength: 5 }),
  })
  .map(({ generated, hours, ...rest }) => ({ ...rest, hours: hours === 'generated' ? generated : hours }));

/** Two weeks of a few clusters, somewhere in a year. */
export const streamLife: fc.Arbitrary<StreamLife> = fc.record({
  clusters: fc
    .array(cluster, { minLength: 4, maxLength: 4 })
    .map((all) => all.map((one, index) => ({ ...one, id: `db-${index}` }))),
  firstWeek: fc.nat(51),
  weeks: fc.array(week, { minLength: 2, maxLength: 2 }),
  seed: fc.nat(1_000_000),
});
