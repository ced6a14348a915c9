import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { rowsWithin } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/**
 * The recovery point of each cluster in each destination, a line each, the oldest first. Those beyond `listed` are only
 * counted.
 *
 * @example
 * '  prod-orders  eu-central-1 > us-west-2  2026-11-22 01:00 UTC  42 h old'
 */
export function recoveryLines(
  points: readonly RecoveryPoint[],
  paint: Paint,
  listed: number,
  width = Number.POSITIVE_INFINITY,
): string[] {
  const worstFirst = points.toSorted((a, b) => ageOf(b) - ageOf(a));
  const rows = worstFirst
    .slice(0, listed)
    .map(({ account, cluster, from, to, at, ageMs }) => [
      `  ${cluster}`,
      paint('dim', account),
      `${from} > ${to}`,
      ...(at === undefined || ageMs === undefined
        ? [paint('refused', 'no complete copy yet')]
        : [formatUtc(at), `${formatAge(ageMs)} old`]),
    ]);
  const more = points.length - listed;
  return [
    ...rowsWithin(rows, width, '    ').flat(),
    ...(more > 0 ? [`  and ${more} more, none of them older`] : []),
  ];
}

function ageOf({ ageMs = Number.POSITIVE_INFINITY }: RecoveryPoint): number {
  // Infinities have no difference.
  return Math.min(ageMs, Number.MAX_SAFE_INTEGER);
}
