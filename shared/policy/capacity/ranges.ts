export interface Bounds {
  readonly min: number;
  readonly max: number;
}

export type Unit = 'ACU' | 'NCU' | 'DCU';

interface Row extends Bounds {
  /** The first version of each major version, ascending. A major version above all of them has the range too. */
  readonly from: readonly string[];
}

/** The capacity that an engine can have, by version. */
export interface CapacityEngine {
  readonly unit: Unit;
  /** Ascending: the last one that the version reaches applies. */
  readonly rows: readonly Row[];
  /** By ServerlessV2PlatformVersion. A platform that is not listed sets no bounds. */
  readonly platforms?: Readonly<Record<string, Bounds>>;
  /** A max below this may be refused. Absent: 1, the least of every engine. */
  readonly leastMax?: number;
}

/**
 * Aurora's ranges by engine version and by platform version, of which the lesser holds.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 */
const platforms = { 1: { min: 0, max: 128 }, 2: { min: 0, max: 256 }, 3: { min: 0, max: 256 } };

const engines: Readonly<Record<string, CapacityEngine>> = {
  'aurora-mysql': {
    unit: 'ACU',
    platforms,
    rows: [
      { from: ['3.02'], min: 0.5, max: 128 },
      { from: ['3.06'], min: 0.5, max: 256 },
      { from: ['3.08'], min: 0, max: 256 },
    ],
  },
  'aurora-postgresql': {
    unit: 'ACU',
    platforms,
    rows: [
      { from: ['13.6', '14.3', '15.2', '16.1'], min: 0.5, max: 128 },
      { from: ['13.13', '14.10', '15.5', '16.1'], min: 0.5, max: 256 },
      { from: ['13.15', '14.12', '15.7', '16.3'], min: 0, max: 256 },
    ],
  },
  /**
   * AWS's own CDK takes no lesser max, which the service does not document.
   * - https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless.html
   * - https://docs.aws.amazon.com/cdk/api/v2/docs/@aws-cdk_aws-neptune-alpha.ServerlessScalingConfiguration.html
   */
  neptune: { unit: 'NCU', rows: [{ from: ['1.2.0.1'], min: 1, max: 128 }], leastMax: 2.5 },
  /** https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless-limitations.html */
  docdb: { unit: 'DCU', rows: [{ from: ['5.0'], min: 0.5, max: 256 }] },
};

/** Undefined for an engine without serverless capacity. */
export function capacityEngine(name: string): CapacityEngine | undefined {
  return Object.hasOwn(engines, name) ? engines[name] : undefined;
}
