import { type Reason, reasons } from '../../shared/policy/model/reasons.ts';
import { hang } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

/** How many there are of each reason, most first, and what it means. `no-rule` is told of power alone. */
export function reasonLines(found: readonly Reason[], paint: Paint, width: number): string[] {
  const counted = [...Map.groupBy(found, (reason) => reason)]
    .map(([reason, those]) => ({ reason, number: those.length }))
    .toSorted((a, b) => b.number - a.number || (a.reason < b.reason ? -1 : 1));
  const digits = String(counted[0]?.number ?? 0).length;
  const letters = Math.max(0, ...counted.map(({ reason }) => reason.length));
  return counted.flatMap(({ reason, number }) =>
    hang(
      `  ${String(number).padStart(digits)}  ${reason.padEnd(letters)}  `,
      reason === 'no-rule' ? 'no rule with power matches' : reasons[reason],
      width,
      (line) => paint('dim', line),
    ),
  );
}
