import { readInstant } from '../../shared/policy/rules/hold.ts';
import { parseDuration } from '../../shared/policy/time/duration.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * The instant that `--since`, or another option, names: a length of time back from now, or an instant.
 *
 * @throws CliError when it is neither.
 */
export function sinceFrom(text: string, option = '--since'): (now: EpochMs) => EpochMs {
  const ms = parseDuration(text);
  const instant = readInstant(text);
  if (!(ms > 0) && instant === undefined) {
    throw new CliError(
      `${option} "${text}" is neither a duration nor a time`,
      'write for example 24h or 2026-12-01T18:00:00Z',
    );
  }
  return (now) => instant ?? now - ms;
}
