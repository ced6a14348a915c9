import { describe, expect, test } from 'vitest';
import { eventDates } from '../../../cli/calendars/event-dates.ts';
import { icsText } from './ics-text.ts';

const span = { timezone: 'Europe/Berlin', first: '2026-01-01', last: '2027-12-31' };
const day = (date: string) => `DTSTART;VALUE=DATE:${date}`;

function datesOf(...events: readonly (readonly string[])[]): string[] {
  return [...eventDates(icsText(...events), span).keys()];
}

describe('the dates of an event', () => {
  test.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ['of a day', [[day('20261225')]], ['2026-12-25']],
    [
      'of days: its end is not one of them',
      [[day('20261224'), 'DTEND;VALUE=DATE:20261226']],
      ['2026-12-24', '2026-12-25'],
    ],
    ['with a duration', [[day('20261231'), 'DURATION:P2D']], ['2026-12-31', '2027-01-01']],
    ['that ends on the day it begins', [[day('20261225'), 'DTEND;VALUE=DATE:20261225']], ['2026-12-25']],
    [
      'that begins before the years',
      [[day('20251230'), 'DTEND;VALUE=DATE:20260103']],
      ['2026-01-01', '2026-01-02'],
    ],
    ['of every year', [[day('20001225'), 'RRULE:FREQ=YEARLY']], ['2026-12-25', '2027-12-25']],
    [
      'counted in a month',
      [[day('20200525'), 'RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO']],
      ['2026-05-25', '2027-05-31'],
    ],
    [
      'that recurs, but not on an excluded date',
      [[day('20261201'), 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20261208']],
      ['2026-12-01', '2026-12-15'],
    ],
    [
      'that recurs until a date, which counts',
      [[day('20261201'), 'RRULE:FREQ=WEEKLY;UNTIL=20261215']],
      ['2026-12-01', '2026-12-08', '2026-12-15'],
    ],
    [
      'with further dates',
      [[day('20261201'), 'RDATE;VALUE=DATE:20261203,20261205', 'RDATE;VALUE=DATE:20261224']],
      ['2026-12-01', '2026-12-03', '2026-12-05', '2026-12-24'],
    ],
    [
      'of which one occurrence is moved',
      [
        [day('20261201'), 'UID:a', 'RRULE:FREQ=WEEKLY;COUNT=3'],
        [day('20261210'), 'UID:a', 'RECURRENCE-ID;VALUE=DATE:20261208'],
      ],
      ['2026-12-01', '2026-12-10', '2026-12-15'],
    ],
    [
      'of which one occurrence is moved into the years',
      [
        [day('20280103'), 'UID:a', 'RRULE:FREQ=WEEKLY;COUNT=2'],
        [day('20271230'), 'UID:a', 'RECURRENCE-ID;VALUE=DATE:20280103'],
      ],
      ['2027-12-30'],
    ],
    [
      'of which all occurrences from one on are moved',
      [
        [day('20261201'), 'UID:a', 'RRULE:FREQ=WEEKLY;COUNT=3'],
        [day('20261209'), 'UID:a', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261208'],
      ],
      ['2026-12-01', '2026-12-09', '2026-12-16'],
    ],
    [
      'of which one occurrence is cancelled',
      [
        [day('20261201'), 'UID:a', 'RRULE:FREQ=WEEKLY;COUNT=3'],
        [day('20261208'), 'UID:a', 'RECURRENCE-ID;VALUE=DATE:20261208', 'STATUS:CANCELLED'],
      ],
      ['2026-12-01', '2026-12-15'],
    ],
    ['that is cancelled', [[day('20261225'), 'STATUS:CANCELLED'], [day('20261226')]], ['2026-12-26']],
    [
      'of which the file has only one occurrence',
      [[day('20261210'), 'UID:a', 'RECURRENCE-ID;VALUE=DATE:20261208']],
      ['2026-12-10'],
    ],
    [
      'with times in UTC',
      [['DTSTART:20261201T220000Z', 'DTEND:20261201T233000Z']],
      ['2026-12-01', '2026-12-02'],
    ],
    ['with times, to midnight', [['DTSTART:20261201T100000Z', 'DTEND:20261201T230000Z']], ['2026-12-01']],
    ['with local times', [['DTSTART:20261201T230000', 'DTEND:20261202T000000']], ['2026-12-01']],
    ['without a length', [['DTSTART:20261202T000000']], ['2026-12-02']],
    [
      'in another time zone',
      [['DTSTART;TZID=America/New_York:20261201T200000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=2']],
      ['2026-12-02', '2026-12-03'],
    ],
    [
      'in a time zone that the file does not describe',
      [['DTSTART;TZID=Asia/Tokyo:20261202T060000', 'DURATION:PT1H']],
      ['2026-12-01'],
    ],
  ])('%s', (_name, events, dates) => {
    expect(datesOf(...events)).toEqual(dates);
  });

  test('have the names of all events, without what a terminal would obey, and not too long', () => {
    const text = icsText(
      [day('20261225'), 'SUMMARY;LANGUAGE=en:Christmas\\, \\n the  first\u001b[31m'],
      [day('20261225'), 'SUMMARY:Off'],
      [day('20261226'), `SUMMARY:${'x'.repeat(200)}`],
      [day('20261227')],
    );

    expect([...eventDates(text, span)]).toEqual([
      ['2026-12-25', 'Christmas, the first [31m; Off'],
      ['2026-12-26', 'x'.repeat(80)],
      ['2026-12-27', ''],
    ]);
  });

  test.each([
    ['<html>', 'is no iCalendar'],
    ['', 'is no iCalendar'],
    ['BEGIN:VCARD\r\nEND:VCARD', 'does not begin with BEGIN:VCALENDAR'],
    [icsText(['SUMMARY:Off', 'RRULE:FREQ=DAILY']), '"Off": has no DTSTART'],
    [icsText(['SUMMARY:Off', day('20261225'), 'RRULE:FREQ=HOURLY']), '"Off": it recurs hourly'],
    [
      icsText(['SUMMARY:Off', day('20261225'), 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1,25;BYSETPOS=1']),
      '"Off": it has BYSETPOS without BYDAY',
    ],
    [icsText([day('10000101'), 'RRULE:FREQ=DAILY']), 'recurs more than 40000 times'],
    [icsText(['DTSTART;TZID=Our Time:20261225T100000']), 'does not describe its time zone Our Time'],
    [
      icsText(['DTSTART;TZID=Asia/Tokyo:20261225T100000', 'RRULE:FREQ=DAILY']),
      'it recurs, and the file does not describe its time zone Asia/Tokyo',
    ],
  ])('cannot be read of %j', (text, message) => {
    expect(() => eventDates(text, span)).toThrow(message);
  });
});
