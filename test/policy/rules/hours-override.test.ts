import { describe, expect, test } from 'vitest';
import { hoursOverrideValue, readHoursOverride } from '../../../shared/policy/rules/hours-override.ts';
import {
  describePowerHours,
  powerHoursAt,
  powerHoursChanges,
} from '../../../shared/policy/rules/power-hours.ts';
import { settingsOf } from '../../../shared/policy/rules/settings.ts';
import { aCluster, DAY, SATURDAY } from '../builders.ts';
import { policyOf } from '../file/policy-text.ts';

const bound = { text: 'max 14d', maxMs: 14 * DAY };
const calendars = { holidays: ['12-25'] };
const berlin = { timezone: 'Europe/Berlin', now: SATURDAY };
const read = (value: string, allowed: typeof bound | undefined = bound) =>
  readHoursOverride({ 'dormouse:hours': value }, allowed, calendars, berlin);

describe('the tag dormouse:hours', () => {
  test.each([
    ['mon-fri 08:00-22:00 until 2026-11-27', 'mon-fri 08:00-22:00', '2026-11-27T23:00:00Z'],
    ['always until 2026-11-27T18:00:00Z', 'always', '2026-11-27T18:00:00Z'],
    ['  never until 2026-11-27T18:00:00+01:00 ', 'never', '2026-11-27T17:00:00Z'],
    [
      'mon 08:00-12:00 + tue+wed 10:00-12:00 until 2026-11-27',
      'mon 08:00-12:00, tue, wed 10:00-12:00',
      '2026-11-27T23:00:00Z',
    ],
    [
      'daily 08:00-12:00 except holidays until 2026-11-27',
      'daily 08:00-12:00 except holidays',
      '2026-11-27T23:00:00Z',
    ],
    ['fri 20:00 - mon 06:00 until 2026-12-05T12:00:00Z', 'fri 20:00 - mon 06:00', '2026-12-05T12:00:00Z'],
  ])('%s is %s until %s', (value, hours, until) => {
    expect(read(value)).toMatchObject({ state: 'active', hours: { text: hours }, until: Date.parse(until) });
  });

  test.each([
    [
      '',
      'its dormouse:hours "" is refused: it cannot be read; write for example mon-fri 08:00-22:00 until 2026-12-20',
    ],
    ['mon-fri 08:00-22:00', 'it cannot be read'],
    ['mon-fri 08:00-22:00 until', 'it cannot be read'],
    ['mon-fri 08:00-22:00 until forever', 'it cannot be read'],
    ['mon-fri 08:00-22:00 until 2026-11-27T18:00:00', 'it cannot be read'],
    ['mon-fri 25:00-26:00 until 2026-11-27', 'it cannot be read'],
    ['until 2026-11-27', 'it cannot be read'],
    ['__proto__ until 2026-11-27', 'it cannot be read'],
    [
      'daily 08:00-12:00 except holiday until 2026-11-27',
      'the policy has no calendar holiday; did you mean holidays?',
    ],
    ['constructor 08:00-12:00 until 2026-11-27', 'the policy has no calendar constructor'],
    ['always until 2026-12-05T12:00:01Z', 'it ends too far ahead, and the rule says override: max 14d'],
    ['always until 9999-12-31', 'it ends too far ahead, and the rule says override: max 14d'],
    [`${'mon,'.repeat(80)}`, `its dormouse:hours "${'mon,'.repeat(16)}…" is refused: it cannot be read`],
  ])('%j is refused: %s', (value, refusal) => {
    expect(read(value)).toMatchObject({ state: 'refused', refusal: expect.stringContaining(refusal) });
  });

  test.each([undefined, { text: 'deny', maxMs: 0 }])(
    'is refused by a rule that says override: %j',
    (allowed) => {
      expect(readHoursOverride({ 'dormouse:hours': 'always until 2026-11-27' }, allowed, {}, berlin)).toEqual(
        {
          state: 'refused',
          refusal:
            'its dormouse:hours "always until 2026-11-27" is refused: the rule allows no override of its hours',
        },
      );
    },
  );

  test('is over, and no longer refused, at its end', () => {
    expect(read('always until 2026-11-21T12:00:00Z')).toMatchObject({ state: 'over' });
    expect(read('always until 2026-11-20', undefined)).toMatchObject({ state: 'over' });
  });

  test('is absent', () => {
    expect(readHoursOverride({}, bound, {}, berlin)).toEqual({ state: 'none' });
  });

  test('is written with a plus for each comma, which AWS does not allow in a tag', () => {
    const value = hoursOverrideValue('mon, wed 08:00-12:00 , 13:00-17:00', '2026-11-27');

    expect(value).toBe('mon + wed 08:00-12:00 + 13:00-17:00 until 2026-11-27');
    expect(read(value)).toMatchObject({ hours: { text: 'mon, wed 08:00-12:00, 13:00-17:00' } });
  });
});

describe('the hours of a cluster with an override', () => {
  const policy = policyOf(`version: 1
timezone: Europe/Berlin
schedules: { tokyo: { hours: mon-fri 09:00-18:00, timezone: Asia/Tokyo } }
rules:
  - { name: by tag, match: { tags: { Schedule: "*" } }, power: { hours: tag Schedule, override: max 14d } }
  - { name: office, match: {}, power: { hours: mon-fri 08:00-18:00, override: max 14d } }
`);
  const subjectOf = (tags: Record<string, string>) => {
    const cluster = aCluster({ tags });
    const rule = settingsOf(policy, cluster, 'power');
    if (rule === undefined) throw new Error('no rule');
    return { policy, rule, cluster };
  };
  const at = (tags: Record<string, string>, now: string) => {
    const hours = powerHoursAt(subjectOf(tags), Date.parse(now));
    return hours && describePowerHours(hours);
  };

  test.each([
    [
      'in the midst of it',
      'mon-fri 08:00-22:00 until 2026-11-27',
      '2026-11-24T19:00:00Z',
      'inside mon-fri 08:00-22:00 until Tue 22:00 Europe/Berlin, by its tag dormouse:hours until Sat 00:00 Europe/Berlin',
    ],
    [
      'open beyond its end, when the rule opens then, too',
      'always until 2026-11-24T12:00:00Z',
      '2026-11-24T10:00:00Z',
      'inside always until Tue 18:00 Europe/Berlin',
    ],
    [
      'open to its end, when the rule does not',
      'always until 2026-11-24T19:00:00Z',
      '2026-11-24T10:00:00Z',
      'inside always until Tue 20:00 Europe/Berlin',
    ],
    [
      'closed to its end, when the rule opens then',
      'never until 2026-11-24T10:00:00Z',
      '2026-11-24T08:00:00Z',
      'outside never Europe/Berlin; next opens Tue 11:00',
    ],
    [
      'closed beyond its end, until the rule opens',
      'never until 2026-11-24T18:00:00Z',
      '2026-11-24T08:00:00Z',
      'outside never Europe/Berlin; next opens Wed 08:00',
    ],
    [
      'after its end, by the rule',
      'never until 2026-11-24T10:00:00Z',
      '2026-11-24T10:00:00Z',
      'inside mon-fri 08:00-18:00 until Tue 18:00 Europe/Berlin',
    ],
    [
      'before it is near enough, by the rule',
      'never until 2026-12-20',
      '2026-11-24T10:00:00Z',
      'inside mon-fri 08:00-18:00 until Tue 18:00 Europe/Berlin',
    ],
  ])('are, %s', (_name, value, now, expected) => {
    expect(at({ 'dormouse:hours': value }, now)).toMatch(expected);
  });

  test('are read in the time zone of the schedule that they replace', () => {
    const tags = { Schedule: 'tokyo', 'dormouse:hours': 'daily 09:00-20:00 until 2026-11-28' };

    expect(at(tags, '2026-11-21T10:00:00Z')).toMatch('inside daily 09:00-20:00 until Sat 20:00 Asia/Tokyo');
  });

  test('are not known where its tag names no schedule, whatever the override', () => {
    expect(
      at({ Schedule: 'tokio', 'dormouse:hours': 'always until 2026-11-28' }, '2026-11-21T10:00:00Z'),
    ).toBeUndefined();
  });

  test('change when the override becomes near enough, and when it ends', () => {
    const [end, day] = [Date.parse('2026-12-20T23:00:00Z'), DAY];

    const changes = powerHoursChanges(subjectOf({ 'dormouse:hours': 'never until 2026-12-20' }), SATURDAY);

    expect(changes).toEqual(expect.arrayContaining([end, end - 14 * day]));
  });
});
