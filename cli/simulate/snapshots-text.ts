import type { RecoverySum, SnapshotQuotaUse } from '../../timeline/recovery.ts';
import type { Totals } from '../../timeline/totals.ts';
import { ageText, hours, whole } from '../output/figures.ts';

/** From this share of the quota on, an account and Region is named although another is fuller. */
const NEARLY_FULL = 0.8;

/** How old the newest recovery points were, in the Regions of the clusters and in others. */
export function recoverySentences({ recoveryAtHome, recoveryAway }: Totals): string[] {
  return [
    ...(recoveryAtHome && recoveryAtHome.hoursWith > 0
      ? [`The newest snapshot of a cluster in its own Region was ${agesOf(recoveryAtHome)}.`]
      : []),
    ...(recoveryAway ? [`Its newest copy in another Region ${awayOf(recoveryAway)}.`] : []),
  ];
}

function awayOf(sum: RecoverySum): string {
  const { hoursWith, hoursWithout, hoursOver } = sum;
  const parts = [
    ...(hoursWith > 0 ? [`was ${agesOf(sum)}`] : []),
    ...(hoursWithout > 0 ? [`was missing for ${hours(hoursWithout)} of clusters`] : []),
    ...(hoursOver > 0 ? [`was missing or older than recoveryPointMaxAge for ${hours(hoursOver)}`] : []),
  ];
  return parts.join('; ');
}

function agesOf({ worstHours, meanHours }: RecoverySum): string {
  return `${ageText(worstHours)} old at worst, ${ageText(meanHours)} on average`;
}

/** The fullest account and Region, and the others that were nearly full. */
export function quotaSentences(uses: readonly SnapshotQuotaUse[] = []): string[] {
  return uses
    .filter(({ peak, quota }, index) => index === 0 || peak >= NEARLY_FULL * quota)
    .map(({ account, region, quota, peak, hoursFull }) => {
      const full = hoursFull > 0 ? `, without room for another for ${hours(hoursFull)}` : '';
      return `Manual snapshots in ${account} ${region}: at most ${whole(peak)} of ${whole(quota)}${full}.`;
    });
}
