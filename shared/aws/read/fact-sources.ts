import { listMembers } from './members.ts';
import { readSeries } from './metrics.ts';
import { readPowerEvents } from './rds-events.ts';

/** Reads of facts about clusters. A run shares them among its units, and a simulation answers them without asking AWS. */
export interface FactSources {
  readonly members: typeof listMembers;
  readonly series: typeof readSeries;
  readonly powerEvents: typeof readPowerEvents;
}

/** The given reads; in the place of each that is not given, the one that asks AWS. */
export function factSources(given: Partial<FactSources> = {}): FactSources {
  return { members: listMembers, series: readSeries, powerEvents: readPowerEvents, ...given };
}
