import { nearest } from '../../document/nearest.ts';
import type { OverrideBound } from '../model/policy.ts';
import { HOURS_TAG } from '../model/tags.ts';
import type { Calendars } from '../time/calendars.ts';
import { type Hours, openingCalendars } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import { parseHours } from '../time/parse-hours.ts';
import type { EpochMs } from '../time/units.ts';
import { readUntil } from './hold.ts';

/**
 * The meaning of the tag `dormouse:hours` at an instant. `refused`: the rule's own hours apply; `until` is there where it
 * could be read, because an end that is too far ahead comes nearer.
 */
export type HoursOverride =
  | { readonly state: 'none' }
  | { readonly state: 'active' | 'over'; readonly hours: Hours; readonly until: EpochMs }
  | { readonly state: 'refused'; readonly refusal: string; readonly until?: EpochMs };

type Tags = Readonly<Record<string, string>>;

/** More than AWS allows. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_VALUE = 256;
/** The most of a value that a refusal shows. */
const SHOWN = 64;
const OVERRIDE = /^(.*\S) until (\S+)$/s;

/** The text of the tag once it is read, before the rule says whether it is allowed. */
interface Written {
  readonly hours: Hours;
  /** As it is written. */
  readonly until: string;
}

/** The last texts that were read: hours are remembered by their object. */
const known = new Map<string, Written | undefined>();
const MOST_KNOWN = 500;

/**
 * Reads `dormouse:hours`: hours as a policy writes them, with `+` in place of the comma, which AWS does not allow in a tag,
 * then `until` and a time in the form of `dormouse:hold`. `bound` is what the rule allows; without it nothing.
 *
 * @example
 * // mon-fri 08:00-22:00 + sat 10:00-14:00 until 2026-12-20
 */
export function readHoursOverride(
  tags: Tags,
  bound: OverrideBound | undefined,
  calendars: Calendars,
  local: LocalTime,
): HoursOverride {
  if (!Object.hasOwn(tags, HOURS_TAG)) return { state: 'none' };
  const value = (tags[HOURS_TAG] ?? '').trim();
  const written = readWritten(value);
  const until = written && readUntil(written.until, local.timezone);
  if (written !== undefined && until !== undefined && until <= local.now) {
    return { state: 'over', hours: written.hours, until };
  }
  const refused = (why: string) =>
    ({ state: 'refused', refusal: `${shown(value)} is refused: ${why}` }) as const;
  if (bound === undefined || bound.maxMs === 0) return refused('the rule allows no override of its hours');
  if (written === undefined || until === undefined) {
    return refused('it cannot be read; write for example mon-fri 08:00-22:00 until 2026-12-20');
  }
  const named = [...openingCalendars(written.hours), ...written.hours.except];
  const stranger = named.find((name) => !Object.hasOwn(calendars, name));
  if (stranger !== undefined) {
    const near = nearest(stranger, Object.keys(calendars));
    return refused(
      `the policy has no calendar ${stranger}${near === undefined ? '' : `; did you mean ${near}?`}`,
    );
  }
  if (until > local.now + bound.maxMs) {
    return { ...refused(`it ends too far ahead, and the rule says override: ${bound.text}`), until };
  }
  return { state: 'active', hours: written.hours, until };
}

/** The value of `dormouse:hours` for hours as a policy writes them, and an end as it was written. */
export function hoursOverrideValue(hours: string, until: string): string {
  return `${hours.trim().replace(/\s*,\s*/g, ' + ')} until ${until}`;
}

function readWritten(value: string): Written | undefined {
  if (value.length > MAX_VALUE) return undefined;
  if (known.has(value)) return known.get(value);
  const [, text = '', until = ''] = OVERRIDE.exec(value) ?? [];
  const hours = parseHours(text.replace(/\s*\+\s*/g, ', '));
  const written = hours.ok ? { hours: hours.value, until } : undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(value, written);
  return written;
}

function shown(value: string): string {
  return `its ${HOURS_TAG} ${JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value)}`;
}
