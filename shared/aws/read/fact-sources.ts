import { listMembers } from './members.ts';
import { readSeries } from './metrics.ts';
import { readPowerEvents } from './rds-events.ts';

/** The reads of facts about clusters that others may answer than AWS, which a simulation does by itself. */
export interface FactSources {
  readonly members: typeof listMembers;
  readonly series: typeof readSeries;
  readonly powerEvents: typeof readPowerEvents;
}

/** The reads that ask AWS, but for those that are given. */
export function factSources(given: Partial<FactSources> = {}): FactSources {
  return { members: listMembers, series: readSeries, powerEvents: readPowerEvents, ...given };
}
