import type { Aspect } from '../../shared/policy/model/actions.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { meaningOf } from '../../shared/policy/report/meaning.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/** How often each reason occurs, the most frequent first, with its meaning. */
export function reasonLines(found: readonly Reason[], aspect: Aspect, paint: Paint, width: number): string[] {
  const counted = [...Map.groupBy(found, (reason) => reason)]
    .map(([reason, those]) => ({ reason, number: those.length }))
    .toSorted((a, b) => b.number - a.number || (a.reason < b.reason ? -1 : 1));
  const digits = String(counted[0]?.number ?? 0).length;
  const letters = Math.max(0, ...counted.map(({ reason }) => reason.length));
  return counted.flatMap(({ reason, number }) =>
    hang(
      `  ${String(number).padStart(digits)}  ${reason.padEnd(letters)}  `,
      meaningOf(reason, aspect),
      width,
      (line) => paint('dim', line),
    ),
  );
}
