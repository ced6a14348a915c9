import { isRefusal } from '../../shared/policy/model/reasons.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { type DrillLine, linesOf, preflightText } from './story.ts';
import type { RecoveryWorld } from './world.ts';

/** The function of drills, as far as the story needs its answer. */
interface DrillFunction {
  invoke(): Promise<Pick<SweepResult, 'outcomes'>>;
}

export interface NightOptions {
  /** In epoch milliseconds of simulated time. */
  readonly until: number;
  /** Called once for each line of the story, as soon as it is known. */
  onLine(line: DrillLine): void;
  /** Called for each minute that has passed. */
  onMinute(at: number): void;
}

/**
 * Lets the function of drills look every minute until every cluster has had its drill.
 *
 * @returns Whether they have, before the time is up.
 */
export async function playNight(
  world: RecoveryWorld,
  drill: DrillFunction,
  { until, onLine, onMinute }: NightOptions,
): Promise<boolean> {
  const clusters = world.clusters().length;
  const drills = new Map<string, { readonly preflight: string; readonly told: number }>();
  const notes = new Set<string>();
  for (; world.now() < until; world.pass()) {
    const callsBefore = world.actions().length;
    const at = world.now();
    const { outcomes } = await drill.invoke();
    const records = world.records();
    for (const record of records) {
      const { preflight, told } = drills.get(record.drill) ?? {
        preflight: preflightText(world.actions().slice(callsBefore)),
        told: 0,
      };
      const lines = linesOf(record, preflight);
      for (const line of lines.slice(told)) onLine(line);
      drills.set(record.drill, { preflight, told: lines.length });
    }
    for (const line of outcomes.flatMap((outcome) => noteOf(outcome, at))) {
      if (!notes.has(line.text)) onLine(line);
      notes.add(line.text);
    }
    const closed = records.filter(({ closing }) => closing !== undefined);
    if (closed.length === clusters && world.leftovers().length === 0) return true;
    onMinute(at);
  }
  return false;
}

/** The reason for which a drill does not begin, or a step of it has failed. */
function noteOf({ decision: { cluster, reason, detail }, status, fault }: Outcome, at: number): DrillLine[] {
  if (reason === 'drill-slots-full')
    return [{ at, what: 'waits', tone: 'dim', text: `${cluster}: ${detail}` }];
  if (status === 'failed')
    return [{ at, what: '✗ fault', tone: 'fault', text: `${cluster}: ${fault?.message ?? detail}` }];
  if (status !== 'skipped' || !isRefusal(reason)) return [];
  return [{ at, what: '! refused', tone: 'refused', text: `${cluster}: ${detail}` }];
}
