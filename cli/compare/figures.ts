import type { Comparison } from '../../comparison/comparison.ts';
import { timeText } from '../../comparison/dangers.ts';
import type { Totals } from '../../timeline/totals.ts';
import { hours, usd, whole } from '../output/figures.ts';

/** A figure of both policies, as text. */
export interface Figure {
  readonly name: string;
  readonly old: string;
  readonly new: string;
}

const figures: readonly (readonly [name: string, of: (totals: Totals) => string | undefined])[] = [
  ['clusters stopped', ({ hoursStopped }) => hours(hoursStopped)],
  ['paused', ({ hoursPaused }) => hours(hoursPaused)],
  ['up and idle', ({ hoursIdle }) => hours(hoursIdle)],
  ['instances not billed', ({ instanceHoursSaved }) => hours(instanceHoursSaved)],
  ['ACU, NCU or DCU hours', ({ capacityHours }) => whole(capacityHours)],
  ['saved', ({ money }) => money && usd(money.saved)],
  ['stops', ({ stops }) => whole(stops)],
  ['starts', ({ starts }) => whole(starts)],
  ['late starts', ({ lateStarts, lateMinutes }) => `${whole(lateStarts)} (${timeText(lateMinutes)})`],
  ['use denied', ({ deniedMinutes }) => timeText(deniedMinutes)],
  ['restarts after seven days', ({ sevenDayRestarts }) => whole(sevenDayRestarts)],
  ['snapshots taken', ({ snapshots }) => whole(snapshots)],
  ['copies made', ({ copies }) => whole(copies)],
  ['snapshots deleted', ({ deletes }) => whole(deletes)],
  ['activity streams missing', ({ streamGapMinutes }) => timeText(streamGapMinutes)],
  ['restarts by activity streams', ({ streamRestarts }) => whole(streamRestarts)],
];

/** The figures that differ, in the order in which they matter. */
export function figuresOf({ old, new: now }: Pick<Comparison, 'old' | 'new'>): Figure[] {
  return figures.flatMap(([name, of]) => {
    const [before, after] = [of(old.totals) ?? 'unknown', of(now.totals) ?? 'unknown'];
    return before === after ? [] : [{ name, old: before, new: after }];
  });
}

/** The verdict in a sentence. */
export function verdictText({ verdict, clusters, of, isEnforcedNow, old, new: now }: Comparison): string {
  const dangerous = clusters.filter(({ dangers }) => dangers.length > 0).length;
  const enforced = isEnforcedNow ? ' The new policy enforces what the old one only observes.' : '';
  if (verdict === 'same') return `No difference: both do the same to all ${of} clusters.`;
  const differ = `${clusters.length} of ${of} clusters ${clusters.length === 1 ? 'differs' : 'differ'}`;
  if (verdict === 'more-dangerous') {
    const those = dangerous === 0 ? '' : `, ${dangerous} of them in a more dangerous way`;
    return `More dangerous: ${differ}${those}.${enforced}`;
  }
  const mode = old.mode === now.mode ? '' : ` The mode is ${now.mode}, not ${old.mode}.`;
  return `Different, and not more dangerous: ${differ}.${mode}`;
}
