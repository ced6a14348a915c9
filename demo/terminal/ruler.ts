import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';

const STEPS = [6, 12, 24, 48, 96, 168];
/** Longer runs have several days, so labels name them. */
const ONE_DAY = 36;

export interface Mark {
  readonly label: string;
  /** Up to the next mark. */
  readonly hours: number;
}

/**
 * Local times over a bar, as many as there is room for: `06:00`, or over several days `Tue 06:00`.
 *
 * @param room How many labels without a day there is room for.
 */
export function rulerOf(from: number, to: number, timezone: string, room: number): Mark[] {
  const hours = (to - from) / HOUR_MS;
  const hasDays = hours > ONE_DAY;
  const lettersOfLabel = hasDays ? 10 : 6;
  const step = STEPS.find((each) => ((hours / each) * lettersOfLabel) / 6 <= room + 0.01) ?? 168;
  const marks: Mark[] = [];
  for (let at = from; at < to; at += step * HOUR_MS) {
    const when = formatWhen(at, { timezone, now: at });
    marks.push({
      label: hasDays ? when : when.slice(-5),
      hours: Math.min(step, (to - at) / HOUR_MS),
    });
  }
  return marks;
}
