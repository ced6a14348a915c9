/** The wall clock of a zone, by the time zones of Node alone. */
export interface Wall {
  readonly date: string;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Monday is 0. */
  readonly weekday: number;
  /** Minutes of the day. */
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function wallOf(at: number, timeZone: string): Wall {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, weekday = '' } = parts;
  return {
    date: `${year}-${month}-${day}`,
    year: Number(year),
    month: Number(month),
    day: Number(day),
    weekday: WEEKDAYS.indexOf(weekday),
    minute: Number(hour) * 60 + Number(minute),
  };
}
