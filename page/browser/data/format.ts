const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });
const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const cents = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `1,234`, and one decimal below 100. */
export function number(value: number): string {
  return (Math.abs(value) < 100 ? tenths : whole).format(value);
}

/** `3.5 h`. */
export function hours(value: number): string {
  return `${number(value)} h`;
}

/** `45 min`, `3 h 20 min`, `2 d 4 h`. */
export function duration(minutes: number): string {
  const all = Math.round(minutes);
  const [days, hour, minute] = [Math.floor(all / 1440), Math.floor((all % 1440) / 60), all % 60];
  if (days > 0) return joined([days, 'd'], [hour, 'h']);
  return joined([hour, 'h'], [minute, 'min']);
}

function joined(...parts: readonly (readonly [number, string])[]): string {
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value} ${unit}`);
  return said.length > 0 ? said.join(' ') : `0 ${parts.at(-1)?.[1] ?? ''}`;
}

/** An age for people, from hours: `45 min`, `3 h 20 min`, `25 h`, `3 d 4 h`. */
export function age(value: number): string {
  if (value < 10) return duration(value * 60);
  return value < 72 ? `${whole.format(value)} h` : duration(value * 60);
}

/** US dollars; cents below 100. */
export function money(value: number): string {
  return (Math.abs(value) < 100 ? cents : dollars).format(value);
}

export function percent(part: number, all: number): string {
  return all === 0 ? '0 %' : `${number((100 * part) / all)} %`;
}

/** `1 cluster`, `2 clusters`. */
export function count(value: number, noun: string): string {
  return `${whole.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Times of one zone. */
export interface Clock {
  /** `Mon 23 Nov 18:30`. */
  when(seconds: number): string;
  /** `Mon 23 Nov`. */
  day(seconds: number): string;
  /** `18:30`. */
  time(seconds: number): string;
  readonly timezone: string;
}

export function createClock(timezone: string): Clock {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: timezone });
    return (seconds: number): string => formatter.format(seconds * 1000).replaceAll(',', '');
  };
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return { when: (seconds) => `${day(seconds)} ${time(seconds)}`, day, time, timezone };
}
