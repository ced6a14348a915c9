import { capacityRange, defaultPlatform } from './capacity-ranges.ts';

/** Instance classes that AWS offers, by the beginnings of their names and their sizes. */
type Families = Readonly<Record<string, readonly string[]>>;

const sizes = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];
const smallSizes = ['medium', 'large'];

const memory: Families = { r8g: sizes, r7g: sizes, r6g: sizes, r5: sizes };
const aurora: Families = { ...memory, r7i: sizes, r6i: sizes, t4g: smallSizes, t3: smallSizes };
const multiAz: Families = { m6gd: sizes, m5d: sizes, r6gd: sizes, r5d: sizes };

/**
 * An excerpt: the classes that fleets use, not all that AWS has.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html
 */
const families: ReadonlyMap<string, Families> = new Map([
  ['aurora-postgresql', { ...aurora, r6id: sizes, r4: sizes, x2g: sizes }],
  ['aurora-mysql', { ...aurora, x2g: sizes }],
  ['neptune', { ...memory, t4g: smallSizes, t3: smallSizes }],
  ['docdb', { ...memory, t4g: smallSizes, t3: smallSizes }],
  ['postgres', multiAz],
  ['mysql', multiAz],
]);

/** The classes of an engine with a size of their own; undefined for an engine that there is not. */
export function provisionedClasses(engine: string): readonly string[] | undefined {
  const known = families.get(engine);
  return known && Object.entries(known).flatMap(([name, own]) => own.map((size) => `db.${name}.${size}`));
}

/** All classes that an engine version can be ordered with. */
export function classesOf(engine: string, version: string): readonly string[] {
  const provisioned = provisionedClasses(engine) ?? [];
  const isServerless = capacityRange(engine, version, defaultPlatform) !== undefined;
  return isServerless ? [...provisioned, 'db.serverless'] : provisioned;
}
