import type { DrillStage } from './drill-stage.ts';

const MINUTE = 60_000;
/** After this time no fault keeps a drill from beginning any more. */
const NOTHING_BEGINS_MS = 18 * 60 * MINUTE;

/** Sweeps every so many minutes until nothing is under way, and for so many hours at most. */
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
    // Where nothing has begun after some hours, something lacks.
    const isLate = stage.clock.now() > begun + NOTHING_BEGINS_MS;
    const isOver = stage.records('open/').length === 0 && stage.drillClusters().length === 0;
    if (isOver && (isLate || stage.records('evidence/').length === stage.sources().length)) break;
  }
}
