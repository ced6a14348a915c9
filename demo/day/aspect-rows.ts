import { type CapacityRange, widestRange } from '../../shared/policy/capacity/range.ts';
import type { Capacity } from '../world/world.ts';
import type { Day } from './day.ts';
import { hoursOf, lengthOf, type Track } from './timeline.ts';

/** A cluster over the day, with the figure and reason beside the bar of its activity stream or capacity. */
export interface AspectRow {
  readonly track: Track;
  readonly figure: string;
  readonly reason: string;
  readonly detail: string;
  readonly rule: string;
}

/** Clusters whose activity stream a rule decides, and how long the stream was missing. */
export function streamRows({ tracks, latest }: Day, stepMs: number): AspectRow[] {
  return rowsOf(tracks, latest.decisions('activityStream'), ({ streaming }) =>
    hoursOf(lengthOf(streaming, 'missing', stepMs)),
  );
}

/** Serverless clusters whose capacity a rule decides, and their capacity at the end. */
export function capacityRows({ tracks, latest }: Day): AspectRow[] {
  const serverless = tracks.filter(({ capacities }) => capacities.length > 0);
  return rowsOf(serverless, latest.decisions('capacity'), ({ engine, capacities }) =>
    formatLimits(capacities.at(-1), widestRange(engine)?.unit),
  );
}

function formatLimits(capacity: Capacity | undefined, unit: CapacityRange['unit'] | undefined): string {
  return capacity === undefined ? '' : `${capacity.min}-${capacity.max} ${unit ?? 'units'}`;
}

function rowsOf(
  tracks: readonly Track[],
  decisions: ReturnType<Day['latest']['decisions']>,
  figureOf: (track: Track) => string,
): AspectRow[] {
  return tracks.flatMap((track) => {
    const decision = decisions.get(track.arn);
    if (decision === undefined) return [];
    const { reason, detail, rule = '' } = decision;
    return [{ track, figure: figureOf(track), reason, detail, rule }];
  });
}
