/** `1,234`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `1,234 h`. */
export function hours(value: number): string {
  return `${whole(value)} h`;
}

/** `$1,234.50`. */
export function usd(value: number): string {
  return value.toLocaleString('en', { style: 'currency', currency: 'USD' });
}

/** An age in hours for people: `5.2 h`, `54 h` or `6 days`. */
export function ageText(value: number): string {
  if (value >= 96) return `${whole(value / 24)} days`;
  return value < 10 ? `${Math.round(value * 10) / 10} h` : hours(value);
}
