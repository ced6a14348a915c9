import { once } from '../../once.ts';

/**
 * The version that an `EngineVersion` begins with, without suffixes. For Aurora MySQL it is Aurora's own, which comes
 * after that of MySQL.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.Updates.html
 *
 * @example
 * communityVersion('8.0.mysql_aurora.3.08.0') // '3.08.0'
 * communityVersion('16.4-limitless') // '16.4'
 */
export function communityVersion(engineVersion: string): string {
  return /^(?:.*mysql_aurora\.)?(\d+(?:\.\d+)*)/.exec(engineVersion)?.[1] ?? '';
}

/** Made when it is first asked for: it takes a tenth of the time in which a function is loaded. */
const byNumber = once(() => new Intl.Collator('en', { numeric: true }));

/** Whether a dotted version is not below another, part by part as numbers: `13.15` is above `13.6`. '' never is. */
export function isAtLeast(version: string, minimum: string): boolean {
  return version !== '' && byNumber().compare(version, minimum) >= 0;
}

/** Whether a version is not below the first one of its major version, or of the last where its own is not listed. */
export function reaches(version: string, from: readonly string[]): boolean {
  const major = (text: string): number => Number.parseInt(text, 10);
  const own = from.find((first) => major(first) === major(version)) ?? from.at(-1) ?? '';
  return isAtLeast(version, own);
}
