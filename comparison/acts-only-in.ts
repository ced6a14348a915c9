import type { Act } from '../backtest/act.ts';

/** The acts of `some` that `others` do not have at the same time, in their order. */
export function actsOnlyIn(some: readonly Act[], others: readonly Act[]): Act[] {
  const keyOf = ({ at, what, failed }: Act) => `${at} ${failed ?? false} ${what}`;
  const left = new Map<string, number>();
  for (const act of others) left.set(keyOf(act), (left.get(keyOf(act)) ?? 0) + 1);
  return some.filter((act) => {
    const count = left.get(keyOf(act)) ?? 0;
    left.set(keyOf(act), count - 1);
    return count <= 0;
  });
}
