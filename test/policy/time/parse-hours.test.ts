import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNames } from '../../../shared/policy/time/day-words.ts';
import { windowAt } from '../../../shared/policy/time/hours.ts';
import { parseHours } from '../../../shared/policy/time/parse-hours.ts';
import { runs } from '../../support/runs.ts';
import { DAY, MINUTE } from '../builders.ts';
import { formatHours } from './format-hours.ts';

const weekdays = [1, 2, 3, 4, 5];
const daily = [1, 2, 3, 4, 5, 6, 7];

describe('parseHours', () => {
  test.each([
    ['mon-fri 07:30-19:00', [{ days: weekdays, start: 450, end: 1140 }]],
    ['MON - Fri 7:30 - 19:00', [{ days: weekdays, start: 450, end: 1140 }]],
    ['08:00-10:00', [{ days: daily, start: 480, end: 600 }]],
    ['daily 22:00-06:00', [{ days: daily, start: 1320, end: 1800 }]],
    ['fri-mon 00:00-24:00', [{ days: [1, 5, 6, 7], start: 0, end: 1440 }]],
    ['sat 22:00-00:00', [{ days: [6], start: 1320, end: 1440 }]],
    ['mon, wed, fri 08:00-10:00', [{ days: [1, 3, 5], start: 480, end: 600 }]],
    ['mon,mon-tue08:00-10:00', [{ days: [1, 2], start: 480, end: 600 }]],
    [
      'mon 08:00-10:00, 12:00-13:00',
      [
        { days: [1], start: 480, end: 600 },
        { days: [1], start: 720, end: 780 },
      ],
    ],
    [
      'mon 08:00 - fri 20:00',
      [
        { days: [1], start: 480, end: 1440 },
        { days: [2, 3, 4], start: 0, end: 1440 },
        { days: [5], start: 0, end: 1200 },
      ],
    ],
    [
      'Fri 20:00-mon 6:00, wed 10:00-12:00',
      [
        { days: [5], start: 1200, end: 1440 },
        { days: [6, 7], start: 0, end: 1440 },
        { days: [1], start: 0, end: 360 },
        { days: [3], start: 600, end: 720 },
      ],
    ],
    [
      'fri 20:00-sat 04:00',
      [
        { days: [5], start: 1200, end: 1440 },
        { days: [6], start: 0, end: 240 },
      ],
    ],
    [
      'tue 20:00 - tue 08:00',
      [
        { days: [2], start: 1200, end: 1440 },
        { days: [1, 3, 4, 5, 6, 7], start: 0, end: 1440 },
        { days: [2], start: 0, end: 480 },
      ],
    ],
    ['tue 08:00 - tue 20:00', [{ days: [2], start: 480, end: 1200 }]],
    ['sun 20:00 - mon 00:00', [{ days: [7], start: 1200, end: 1440 }]],
    [
      'mon-fri 08:00-18:00, 2026-12-31 06:00-22:00',
      [
        { days: weekdays, start: 480, end: 1080 },
        { days: [], dates: ['2026-12-31'], start: 360, end: 1320 },
      ],
    ],
    ['monthEnd 6:00 - 22:00', [{ days: [], calendars: ['monthEnd'], start: 360, end: 1320 }]],
    [
      'sat, 2026-12-31, quarter-end,2027-01-01, x_2 06:00-08:00, 20:00-22:00',
      [
        {
          days: [6],
          dates: ['2026-12-31', '2027-01-01'],
          calendars: ['quarter-end', 'x_2'],
          start: 360,
          end: 480,
        },
        {
          days: [6],
          dates: ['2026-12-31', '2027-01-01'],
          calendars: ['quarter-end', 'x_2'],
          start: 1200,
          end: 1320,
        },
      ],
    ],
    ['Always', 'always'],
    [' never ', 'never'],
  ])('reads %s', (text, ranges) => {
    expect(parseHours(text)).toEqual({ ok: true, value: { text: text.trim(), ranges, except: [] } });
  });

  test('lets the calendars after except hold for the whole list', () => {
    const text = 'mon 08:00-10:00, sat 10:00-14:00 EXCEPT holidays, Company-days';

    expect(parseHours(text)).toMatchObject({ ok: true, value: { except: ['holidays', 'Company-days'] } });
  });

  test.each([
    ['', 'has an empty part', 'mon-fri 07:30-19:00'],
    ['mon 08:00-10:00,', 'has an empty part', 'mon-fri 07:30-19:00'],
    ['except holidays', 'has an empty part', 'mon-fri 07:30-19:00'],
    ['mon-fri', 'ends in days without a time', '00:00-24:00'],
    ['mon 08:00-08:00', 'begins and ends at 08:00', '00:00-24:00'],
    ['mon 24:00-08:00', 'impossible time, "24:00-08:00"', '24:00 only as an end'],
    ['mon 08:00-24:01', 'impossible time, "08:00-24:01"', '00:00 to 24:00'],
    ['mon 08:60-09:00', 'impossible time, "08:60-09:00"', '00:00 to 24:00'],
    ['mon wed 08:00-10:00', 'unreadable part, "wed 08:00-10:00"', 'mon-fri 07:30-19:00'],
    ['mon-fri 8-18', 'unreadable part, "8-18"', 'write mon-fri 08:00-18:00'],
    ['monday 08:00-18:00', 'unknown day, "monday"', 'write mon 08:00-18:00'],
    ['Mondays and Tuesdays 8:00-18:00', 'unreadable part', 'write mon, tue 08:00-18:00'],
    ['mon-fri 9am-5pm', 'unreadable part, "9am-5pm"', 'write mon-fri 09:00-17:00'],
    ['mon-fri 9:30am - 12pm', 'unreadable part', 'write mon-fri 09:30 - 12:00'],
    ['mon–fri 09:00–17:00', 'unreadable part', 'write mon-fri 09:00-17:00'],
    ['mon-fri 08:00-18', 'unreadable part', 'write mon-fri 08:00-18:00'],
    [
      'mon-fri 09:00-17:00 UTC',
      'unreadable part, "UTC"',
      'write mon-fri 09:00-17:00, and the time zone in its own key: timezone: UTC',
    ],
    ['Monday 8am to Friday 8pm', 'unreadable part', 'write mon 08:00-fri 20:00'],
    ['mon 08:00 - frei 20:00', 'unknown day, "frei"', 'did you mean fri?'],
    ['mon 08:00 - fri 24:30', 'impossible time, "mon 08:00 - fri 24:30"', '24:00 only as an end'],
    ['mon 24:00 - fri 08:00', 'impossible time, "mon 24:00 - fri 08:00"', '24:00 only as an end'],
    ['mon 08:00 - mon 08:00', 'begins and ends at mon 08:00', 'daily 00:00-24:00'],
    ['mon 08:00 - tue 18:00, 20:00-21:00', 'has no days for "20:00-21:00"', 'sat 10:00-14:00'],
    ['sat, mon 08:00 - tue 18:00', 'has days before a range over days', 'mon-fri 07:30-19:00'],
    [
      'mon-fri 08:00-18:00 except uk and us',
      'no readable calendar',
      'write mon-fri 08:00-18:00 except uk, us',
    ],
    ['24/7', 'unreadable part', 'write always'],
    ['mon-frei 08:00-18:00', 'unknown day, "frei"', 'did you mean fri?'],
    ['weekdays 08:00-18:00', 'unknown day, "weekdays"', 'write mon-fri 08:00-18:00'],
    ['Thursdays 08:00-18:00', 'unknown day, "Thursdays"', 'write thu 08:00-18:00'],
    ['alway', 'days without a time', 'did you mean always?'],
    ['2026-02-30 08:00-18:00', 'impossible date, "2026-02-30"', 'write for example 2026-12-25'],
    ['mon-fri 08:00-18:00, quarter-end', 'ends in days without a time', '00:00-24:00'],
    ['quarter-end 08:00-18', 'unreadable part', 'write quarter-end 08:00-18:00'],
    ['always except holidays', '"except" after "always"', 'daily 00:00-24:00 except holidays'],
    ['mon 08:00-18:00 except', 'no readable calendar names', 'except holidays'],
    ['mon 08:00-18:00 except a except b', 'no readable calendar names', 'except holidays'],
    ['mon 08:00-18:00 except a b', 'no readable calendar names', 'except holidays'],
  ])('says what is unreadable in "%s" and what to write', (text, message, remedy) => {
    const read = parseHours(text);

    expect(read).toMatchObject({ ok: false });
    expect(read.ok || read.message).toContain(message);
    expect(read.ok || read.remedy).toContain(remedy);
  });
});

const range = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
    start: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1439 }),
  })
  .map(({ days, start, length }) => ({ days, start, end: start + length }))
  .filter(({ start, end }) => end <= 1440 || end - 1440 < start);

const hours = fc.record({
  ranges: fc.oneof(fc.constantFrom('always' as const, 'never' as const), fc.array(range, { minLength: 1 })),
  except: fc.array(fc.constantFrom('holidays', 'Off-days', 'x'), { maxLength: 2 }),
});

test('parseHours reads back the text that formatHours writes', () => {
  fc.assert(
    fc.property(hours, ({ ranges, except }) => {
      const written = { ranges, except: typeof ranges === 'string' ? [] : except };
      const text = formatHours(written);

      expect(parseHours(text)).toEqual({ ok: true, value: { text, ...written } });
    }),
    runs(2000),
  );
});

test('a range over days is open from its first day and time to its last, and on no date of its calendars', () => {
  const edge = fc.record({ day: fc.integer({ min: 0, max: 6 }), minute: fc.integer({ min: 0, max: 1439 }) });
  const text = (at: { day: number; minute: number }) =>
    `${dayNames[at.day]} ${new Date(at.minute * MINUTE).toISOString().slice(11, 16)}`;
  const monday = Date.parse('2026-11-16T00:00Z');
  const week = 7 * 1440;

  fc.assert(
    fc.property(
      edge,
      edge,
      fc.integer({ min: 0, max: 2 * week - 1 }),
      fc.integer({ min: 0, max: 13 }),
      (from, to, minute, off) => {
        const [start, end] = [from, to].map((at) => at.day * 1440 + at.minute) as [number, number];
        fc.pre(start !== end);
        const read = parseHours(`${text(from)} - ${text(to)} except holidays`);
        const holidays = [new Date(monday + off * DAY).toISOString().slice(0, 10)];

        const length = (end - start + week) % week;
        const isIn = (minute - start + week) % week < length;
        const isOff = Math.floor(minute / 1440) === off;
        expect(
          read.ok &&
            windowAt(read.value, { holidays }, { timezone: 'UTC', now: monday + minute * MINUTE }).open,
        ).toBe(isIn && !isOff);
      },
    ),
    runs(2000),
  );
});

test('parseHours answers whatever the text', () => {
  const piece = fc.constantFrom(
    'mon',
    'fri',
    '-',
    ' ',
    ',',
    '08:00',
    '24:00',
    'except',
    'daily',
    'always',
    'x',
    '9',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const read = parseHours(candidate);

      expect(read.ok ? read.value.text : read.remedy).not.toBe(undefined);
    }),
    runs(3000),
  );
});
