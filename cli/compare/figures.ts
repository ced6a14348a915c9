import type { ComparedPolicy, Comparison } from '../../comparison/comparison.ts';
import { timeText } from '../../comparison/dangers.ts';
import type { RecoverySum } from '../../timeline/recovery.ts';
import type { Totals } from '../../timeline/totals.ts';
import { ageText, hours, usd, whole } from '../output/figures.ts';

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
  ['oldest backup in its Region', ({ recoveryAtHome }) => worstText(recoveryAtHome)],
  ['no backup in its Region', ({ recoveryAtHome }) => hours(recoveryAtHome?.hoursWithout ?? 0)],
  ['oldest copy elsewhere', ({ recoveryAway }) => worstText(recoveryAway)],
  ['no copy elsewhere', ({ recoveryAway }) => hours(recoveryAway?.hoursWithout ?? 0)],
  ['over recoveryPointMaxAge', ({ recoveryAway }) => hours(recoveryAway?.hoursOver ?? 0)],
  ['activity streams missing', ({ streamGapMinutes }) => timeText(streamGapMinutes)],
  ['restarts by activity streams', ({ streamRestarts }) => whole(streamRestarts)],
];

/** The figures that differ, in the order in which they matter. */
export function figuresOf({ old, new: now }: Pick<Comparison, 'old' | 'new'>): Figure[] {
  const ofTotals = figures.map(([name, of]) => ({
    name,
    old: of(old.totals) ?? 'unknown',
    new: of(now.totals) ?? 'unknown',
  }));
  return [...ofTotals, ...quotaFigures(old, now)].filter((figure) => figure.old !== figure.new);
}

/** The greatest age of a newest recovery point. */
function worstText(sum: RecoverySum | undefined): string {
  return sum === undefined || sum.hoursWith === 0 ? 'none' : ageText(sum.worstHours);
}

/** Manual snapshots by account and Region: the most at one time, and how long there was no room for another. */
function quotaFigures(old: ComparedPolicy, now: ComparedPolicy): Figure[] {
  const useIn = ({ snapshotQuotas }: ComparedPolicy, account: string, region: string) =>
    snapshotQuotas.find((one) => one.account === account && one.region === region);
  const places = new Map(
    [...old.snapshotQuotas, ...now.snapshotQuotas].map((use) => [`${use.account} ${use.region}`, use]),
  );
  return Array.from(places).flatMap(([place, { account, region, quota }]): Figure[] => {
    const [before, after] = [useIn(old, account, region), useIn(now, account, region)];
    const peak = (use: typeof before) => `${whole(use?.peak ?? 0)} of ${whole(quota)}`;
    const full = (use: typeof before) => hours(use?.hoursFull ?? 0);
    return [
      { name: `snapshots, ${place}`, old: peak(before), new: peak(after) },
      { name: `no room, ${place}`, old: full(before), new: full(after) },
    ];
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
