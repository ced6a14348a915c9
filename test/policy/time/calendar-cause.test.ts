import { expect, test } from 'vitest';
import { windowAt } from '../../../shared/policy/time/hours.ts';
import { parseHours } from '../../../shared/policy/time/parse-hours.ts';
import { describeWindow } from '../../../shared/policy/time/when.ts';

const calendars = {
  holidays: [
    '12-26',
    { ics: 'shared/holidays.ics', dates: { '2026-12-25': 'Christmas Day', '2026-12-27': '' } },
  ],
  'quarter-end': ['last day of quarter'],
  off: ['2026-11-20'],
};

function said(hours: string, now: string): string {
  const read = parseHours(hours);
  if (!read.ok) return read.message;
  const local = { timezone: 'UTC', now: Date.parse(now) };
  return describeWindow(read.value, windowAt(read.value, calendars, local), local, calendars);
}

const office = 'mon-fri 08:00-18:00';

test.each([
  [
    `${office} except holidays`,
    '2026-12-25T10:00Z',
    'outside … since Thu 18:00 UTC; next opens Mon 08:00; 2026-12-25 is in calendar holidays (Christmas Day, holidays.ics)',
  ],
  [
    `${office} except holidays`,
    '2026-12-27T10:00Z',
    'outside … since Thu 18:00 UTC; next opens Mon 08:00; 2026-12-27 is in calendar holidays (holidays.ics)',
  ],
  [
    `${office} except off, holidays`,
    '2026-12-26T10:00Z',
    'outside … since Thu 18:00 UTC; next opens Mon 08:00; 2026-12-26 is in calendar holidays (12-26)',
  ],
  [
    `${office} except off`,
    '2026-11-20T10:00Z',
    'outside … since Thu 18:00 UTC; next opens Mon 08:00; 2026-11-20 is in calendar off',
  ],
  [`${office} except holidays`, '2026-12-24T10:00Z', 'inside … until Thu 18:00 UTC'],
  [
    `mon-fri 08:00-18:00, quarter-end 06:00-22:00`,
    '2026-12-31T20:00Z',
    'inside … until Thu 22:00 UTC; 2026-12-31 is in calendar quarter-end (last day of quarter)',
  ],
  [`mon-fri 08:00-18:00, quarter-end 06:00-22:00`, '2026-12-31T10:00Z', 'inside … until Thu 22:00 UTC'],
  [
    'quarter-end 22:00-06:00',
    '2027-01-01T03:00Z',
    'inside … until Fri 06:00 UTC; 2026-12-31 is in calendar quarter-end (last day of quarter)',
  ],
  ['2026-12-31 06:00-22:00', '2026-12-31T10:00Z', 'inside … until Thu 22:00 UTC'],
  ['2026-12-31 06:00-22:00', '2026-12-30T10:00Z', 'outside … UTC; next opens Thu 06:00'],
])('%s at %s: %s', (hours, now, expected) => {
  expect(said(hours, now).replace(hours, '…')).toBe(expected);
});

test.each([
  ['last mon of may 08:00-10:00', '2026-06-01T00:00Z', '2027-05-31T08:00:00.000Z'],
  ['12-24 08:00-10:00', '2026-12-25T00:00Z', '2027-12-24T08:00:00.000Z'],
])('the next opening of %s is known at %s', (entry, now, opens) => {
  const [dates, time] = [entry.slice(0, -12), entry.slice(-11)];
  const read = parseHours(`named ${time}`);
  const window =
    read.ok && windowAt(read.value, { named: [dates] }, { timezone: 'UTC', now: Date.parse(now) });

  expect(window && new Date(window.until ?? 0).toISOString()).toBe(opens);
});
