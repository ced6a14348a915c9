import type { DrillStage } from './drill-stage.ts';
import { MINUTE } from './year.ts';

/** By this time each fault is over that can keep a drill from beginning. */
const NOTHING_BEGINS_MS = 18 * 60 * MINUTE;

/** Sweeps each `every` minutes until every drill is over, and for `hours` at most. */
export async function playOut(
  stage: DrillStage,
  {
    every = 20,
    hours = 30,
    sweep = async () => void (await stage.sweep()),
  }: { readonly every?: number; readonly hours?: number; readonly sweep?: () => Promise<void> } = {},
): Promise<void> {
  const begun = stage.clock.now();
  const end = begun + hours * 60 * MINUTE;
  while (stage.clock.now() < end) {
    await sweep();
    stage.later(every);
    // A drill that has not begun by then lacks something that it needs.
    const isLate = stage.clock.now() > begun + NOTHING_BEGINS_MS;
    const isOver = stage.records('open/').length === 0 && stage.drillClusters().length === 0;
    if (isOver && (isLate || stage.records('evidence/').length === stage.sources().length)) break;
  }
}
