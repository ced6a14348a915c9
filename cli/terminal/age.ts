const HOUR_MS = 3_600_000;

/** In hours, from two days on in days: `42 h`, `3 d`. */
export function formatAge(ms: number): string {
  const hours = ms / HOUR_MS;
  if (hours < 1) return `${Math.round(ms / 60_000)} min`;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.floor(hours / 24)} d`;
}
