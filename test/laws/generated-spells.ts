import fc from 'fast-check';
import { regions } from './generated-world.ts';

/** How metrics can be out: GetMetricData fails or answers in part, or clusters send nothing. */
export const outageKinds = [
  ...(['denied', 'html', 'throttle', 'error500', 'unavailable', 'timeout', 'partial', 'missing'] as const),
] as const;

/** Some time in which the metrics of a Region, of all or of some clusters are out. */
export interface Spell {
  readonly kind: (typeof outageKinds)[number];
  /** Absent: everywhere. */
  readonly region?: (typeof regions)[number] | undefined;
  /** For `missing`: the numbers of clusters that do not send any; absent: all of the Region. */
  readonly clusters?: readonly number[] | undefined;
  readonly minutes: number;
}

interface WatchedCluster {
  readonly region: (typeof regions)[number];
  readonly engine: 'aurora-postgresql' | 'aurora-mysql' | 'neptune' | 'docdb';
  readonly use: 'none' | 'heavy';
}

export interface SpellLife {
  /** The act that is due for clusters that are not used: to be stopped, or to have less capacity. */
  readonly due: 'stop' | 'less';
  readonly clusters: readonly WatchedCluster[];
  readonly spells: readonly Spell[];
  readonly seed: number;
}

const spell: fc.Arbitrary<Spell> = fc.record({
  kind: fc.constantFrom(...outageKinds, 'missing'),
  region: fc.option(fc.constantFrom(...regions), { nil: undefined }),
  clusters: fc.option(fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }), { nil: undefined }),
  minutes: fc.constantFrom(10, 50, 70, 130, 130, 3 * 1440),
});

export const spellLife: fc.Arbitrary<SpellLife> = fc.record({
  due: fc.constantFrom('stop', 'less'),
  clusters: fc.array(
    fc.record({
      region: fc.constantFrom(...regions),
      engine: fc.constantFrom('aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb'),
      use: fc.constantFrom('none', 'none', 'heavy'),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  spells: fc.oneof({ weight: 3, arbitrary: fc.tuple(spell) }, fc.tuple(spell, spell)),
  seed: fc.nat(1_000_000),
});
