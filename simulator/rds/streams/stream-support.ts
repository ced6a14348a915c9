import type { StreamMode } from '../clusters/stream-setup.ts';

/** Where streams are offered: the engine's modes, its classes, and of each line of versions the first one. */
interface Support {
  readonly modes: readonly StreamMode[];
  readonly classes: RegExp;
  readonly versions: readonly string[];
}

const supports: ReadonlyMap<string, Support> = new Map([
  [
    'aurora-postgresql',
    {
      modes: ['sync', 'async'],
      classes: /^db\.(r8g|r7g|r7i|r6g|r6i|r6id|r5|r4|x2g)\./,
      versions: ['12.0', '13.0', '14.0', '15.2', '16.1', '17.4', '18.0'],
    },
  ],
  [
    'aurora-mysql',
    {
      modes: ['async'],
      classes: /^db\.(r8g|r7g|r7i|r6g|r6i|r5|x2g)\./,
      versions: ['2.11', '3.0'],
    },
  ],
]);

/** Made once: a listing of instance classes asks for each of them. */
const byNumber = new Intl.Collator('en', { numeric: true });

/**
 * The modes of activity streams that a version of an engine has on an instance class; none: no streams.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.DBActivityStreams.html
 */
export function streamModes(
  engine: string,
  engineVersion: string,
  instanceClass: string,
): readonly StreamMode[] {
  const support = supports.get(engine);
  if (support === undefined || engineVersion.endsWith('limitless')) return [];
  const version = engineVersion.replace(/^.*aurora\./, '');
  const [line] = version.split('.');
  const first = support.versions.find((candidate) => candidate.split('.')[0] === line);
  if (first === undefined || !support.classes.test(instanceClass)) return [];
  return byNumber.compare(first, version) <= 0 ? support.modes : [];
}
