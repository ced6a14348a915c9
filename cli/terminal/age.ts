import { HOUR_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';

/** In hours, from two days on in days: `42 h`, `3 d`. */
export function formatAge(ms: number): string {
  const hours = ms / HOUR_MS;
  if (hours < 1) return `${Math.round(ms / MINUTE_MS)} min`;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.floor(hours / 24)} d`;
}
