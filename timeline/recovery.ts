/** How old the newest complete snapshot of a cluster in one Region was over time. All hours are rounded to hundredths. */
export interface RecoveryAge {
  readonly region: string;
  /** The greatest age in hours; absent: there never was one. */
  readonly worstHours?: number;
  /** The mean age over the time in which there was one. */
  readonly meanHours?: number;
  /** Hours in which there was one, and in which there was none. */
  readonly hoursWith: number;
  readonly hoursWithout: number;
  /** `recoveryPointMaxAge` of the rule for this Region. */
  readonly maxAgeHours?: number;
  /** Hours in which it was older than that, or there was none. */
  readonly hoursOver?: number;
}

/** The same over several clusters and Regions. */
export interface RecoverySum {
  readonly worstHours: number;
  readonly meanHours: number;
  readonly hoursWith: number;
  readonly hoursWithout: number;
  readonly hoursOver: number;
}

/** Manual snapshots in one account and Region over time, against their quota. */
export interface SnapshotQuotaUse {
  readonly account: string;
  readonly region: string;
  readonly quota: number;
  /** The most at one time, and the first minute at which there were as many. */
  readonly peak: number;
  readonly peakMinute: number;
  /** Hours without room for another one. */
  readonly hoursFull: number;
  /** The most of each day, from the beginning on. */
  readonly days: readonly number[];
}

/** The ages of several recovery points as one; undefined for none. */
export function sumOfRecovery(ages: readonly (RecoveryAge | RecoverySum)[]): RecoverySum | undefined {
  if (ages.length === 0) return undefined;
  const total = (of: (age: RecoveryAge | RecoverySum) => number | undefined) =>
    ages.reduce((sum, age) => sum + (of(age) ?? 0), 0);
  const hoursWith = total((age) => age.hoursWith);
  const ageHours = total(({ meanHours = 0, hoursWith: weight }) => meanHours * weight);
  return {
    worstHours: Math.max(...ages.map(({ worstHours = 0 }) => worstHours)),
    meanHours: hoursWith === 0 ? 0 : ageHours / hoursWith,
    hoursWith,
    hoursWithout: total((age) => age.hoursWithout),
    hoursOver: total((age) => age.hoursOver),
  };
}
