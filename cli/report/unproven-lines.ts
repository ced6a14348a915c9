import type { Unproven } from '../../shared/policy/recovery/evidence/unproven.ts';
import { formatDuration, formatUtc } from '../../shared/policy/time/when.ts';
import { proofJson } from '../survey/proof-json.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/**
 * A line for each cluster that no restore drill has proven in time.
 *
 * @example
 * ['Not proven by a restore drill', '  prod-orders: last proven 2026-10-03 01:05 UTC, and rule production wants it every 30d; …']
 */
export function unprovenLines(
  unproven: readonly Unproven[],
  paint: Paint,
  width = Number.POSITIVE_INFINITY,
): string[] {
  if (unproven.length === 0) return [];
  const lines = unproven.flatMap(({ cluster, rule, everyMs, proof }) => {
    const last = proof === undefined ? 'never proven' : `last proven ${formatUtc(proof.at)}`;
    return hang(
      '  ',
      `${cluster}: ${last}, and rule ${rule} wants it every ${formatDuration(everyMs)}; dormouse evidence ${cluster} shows its drills`,
      width,
    );
  });
  return [paint('heading', 'Not proven by a restore drill'), ...lines];
}

/** The same for programs. */
export function unprovenJson({ proof, ...one }: Unproven): object {
  return { ...one, ...(proof !== undefined && { proven: proofJson(proof) }) };
}
