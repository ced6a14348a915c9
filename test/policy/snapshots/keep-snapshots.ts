import type { Keep } from '../../../shared/policy/model/policy.ts';
import { describeKeepReason, keepReasonsOf, type Timed } from '../../../shared/policy/snapshots/keep.ts';

/** By key, the snapshots that stay, each with the places that hold it. */
export function keepSnapshots(keep: Keep, items: readonly Timed[], timezone: string): Map<string, string[]> {
  const held = Map.groupBy(keepReasonsOf(keep, items, timezone), ({ key }) => key);
  return new Map([...held].map(([key, reasons]) => [key, reasons.map(describeKeepReason)]));
}
