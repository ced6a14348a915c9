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
