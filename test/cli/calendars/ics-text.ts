/** iCalendar texts for tests. */

/** Time zones as calendars describe them: the rules of today. */
const zones = {
  'Europe/Berlin': ['+0100', '+0200', '19701025T030000', '10;BYDAY=-1SU', '19700329T020000', '3;BYDAY=-1SU'],
  'America/New_York': ['-0500', '-0400', '19701101T020000', '11;BYDAY=1SU', '19700308T020000', '3;BYDAY=2SU'],
} as const;

export type DescribedZone = keyof typeof zones;

export const describedZones = Object.keys(zones) as DescribedZone[];

/** A calendar with these events, given by their lines without BEGIN and END. */
export function icsText(...events: readonly (readonly string[])[]): string {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...Object.entries(zones).flatMap(([name, [winter, summer, winterStart, winterRule, start, rule]]) => [
      ...['BEGIN:VTIMEZONE', `TZID:${name}`],
      ...['BEGIN:STANDARD', `TZOFFSETFROM:${summer}`, `TZOFFSETTO:${winter}`, `DTSTART:${winterStart}`],
      ...[`RRULE:FREQ=YEARLY;BYMONTH=${winterRule}`, 'END:STANDARD'],
      ...['BEGIN:DAYLIGHT', `TZOFFSETFROM:${winter}`, `TZOFFSETTO:${summer}`, `DTSTART:${start}`],
      ...[`RRULE:FREQ=YEARLY;BYMONTH=${rule}`, 'END:DAYLIGHT', 'END:VTIMEZONE'],
    ]),
    ...events.flatMap((lines, index) => [
      'BEGIN:VEVENT',
      ...(lines.some((line) => line.startsWith('UID')) ? [] : [`UID:${index}`]),
      ...lines,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
