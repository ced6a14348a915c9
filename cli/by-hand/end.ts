import { isoSeconds } from '../../shared/policy/model/tags.ts';
import { readUntil } from '../../shared/policy/rules/hold.ts';
import { parseDuration } from '../../shared/policy/time/duration.ts';
import type { LocalTime } from '../../shared/policy/time/local-time.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { CliError } from '../errors/cli-error.ts';

/** The end of a hold: as the tag has it, and the instant. */
export interface End {
  readonly text: string;
  readonly at: EpochMs;
}

/**
 * The end of a hold that is given by its length.
 *
 * @throws CliError for what is no length.
 * @example endAfter('4h', local) // { text: '2026-11-23T23:00:00Z', at: … }
 */
export function endAfter(duration: string, { now }: LocalTime): End {
  const ms = parseDuration(duration);
  if (!(ms > 0)) throw new CliError(`"${duration}" is not a duration`, 'write for example 30m, 4h or 7d');
  const at = Math.ceil((now + ms) / 1000) * 1000;
  return { text: isoSeconds(at), at };
}

/**
 * The end of a hold that is given as an instant, or as a date, which lasts to the end of that day in the time zone.
 *
 * @throws CliError for what is neither, or is over.
 */
export function endAt(text: string, local: LocalTime): End {
  const at = readUntil(text, local.timezone);
  if (at === undefined) {
    throw new CliError(
      `"${text}" is not a time with its zone`,
      'write for example 2026-12-01T18:00:00Z, 2026-12-01T18:00:00+01:00, or the date 2026-12-01',
    );
  }
  if (at <= local.now) throw new CliError(`${text} is over`, 'name a time to come');
  return { text, at };
}

/**
 * The end that `for 4h` or `until 2026-12-01` says; undefined for `forever`.
 *
 * @throws CliError for what says no time.
 */
export function endOf(time: readonly string[], local: LocalTime): End | undefined {
  const [word, value, ...more] = time;
  if (word === 'forever' && value === undefined) return undefined;
  if (value !== undefined && more.length === 0) {
    if (word === 'for') return endAfter(value, local);
    if (word === 'until') return value === 'forever' ? undefined : endAt(value, local);
  }
  throw new CliError(
    `"${time.join(' ')}" does not say how long`,
    'write for example for 4h, until 2026-12-01T18:00:00Z, or forever',
  );
}
