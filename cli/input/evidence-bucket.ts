import { CliError } from '../errors/cli-error.ts';

/**
 * The name of a bucket of evidence, which people also write as `s3://name`. Undefined: none is named.
 *
 * @throws CliError for a name that no bucket can have.
 */
export function evidenceBucket(written = process.env.DORMOUSE_EVIDENCE_BUCKET): string | undefined {
  // CI often sets a variable to nothing.
  if (!written) return undefined;
  const name = written.replace(/^s3:\/\//, '').replace(/\/$/, '');
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return name;
  const source = written === process.env.DORMOUSE_EVIDENCE_BUCKET ? 'DORMOUSE_EVIDENCE_BUCKET' : '--bucket';
  throw new CliError(`${source} ${written} is not a bucket`, 'write for example s3://dormouse-evidence');
}
