/** The serverless capacity that AWS lets a cluster have, in ACU, NCU or DCU. */
export interface CapacityRange {
  readonly min: number;
  readonly max: number;
}

interface Step extends CapacityRange {
  /** The first version of each line of versions. Lines that are newer have it all. */
  readonly from: readonly string[];
}

/**
 * From the oldest versions to the newest.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 * @see https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless-capacity-scaling.html
 * @see https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless.html
 */
const ranges: ReadonlyMap<string, readonly Step[]> = new Map([
  [
    'aurora-mysql',
    [
      { from: ['3.02.0'], min: 0.5, max: 128 },
      { from: ['3.06.0'], min: 0.5, max: 256 },
      { from: ['3.08.0'], min: 0, max: 256 },
    ],
  ],
  [
    'aurora-postgresql',
    [
      { from: ['13.6', '14.3', '15.2', '16.1'], min: 0.5, max: 128 },
      { from: ['13.13', '14.10', '15.5', '16.1'], min: 0.5, max: 256 },
      { from: ['13.15', '14.12', '15.7', '16.3'], min: 0, max: 256 },
    ],
  ],
  ['neptune', [{ from: ['1.2.0.1'], min: 1, max: 128 }]],
  ['docdb', [{ from: ['5.0.0'], min: 0.5, max: 256 }]],
]);

/** ServerlessV2PlatformVersion of new clusters. */
export const defaultPlatform = '3';

/** Aurora's platform versions that cap the range of the engine version. */
const platformMax: ReadonlyMap<string, number> = new Map([['1', 128]]);

/** The range of an engine version; undefined where it has no serverless capacity. */
export function capacityRange(
  engine: string,
  engineVersion: string,
  platform: string,
): CapacityRange | undefined {
  const step = ranges.get(engine)?.findLast(({ from }) => reaches(engineVersion, from));
  const cap = engine.startsWith('aurora-') ? platformMax.get(platform) : undefined;
  return step && { min: step.min, max: Math.min(step.max, cap ?? step.max) };
}

const byNumber = new Intl.Collator('en', { numeric: true });

/** Whether a version is at least the one of its own line in `from`, or the last in `from` when its line is not there. */
export function reaches(engineVersion: string, from: readonly string[]): boolean {
  const version = engineVersion.replace(/^.*aurora\./, '');
  const lineOf = (text: string) => text.split('.')[0];
  const first = from.find((candidate) => lineOf(candidate) === lineOf(version)) ?? from.at(-1) ?? '';
  return byNumber.compare(version, first) >= 0;
}

/** How long Aurora may wait until it pauses, in milliseconds. */
export const autoPauseRange = { min: 300_000, max: 86_400_000 } as const;
