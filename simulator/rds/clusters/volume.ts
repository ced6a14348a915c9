import { defined } from '../../../shared/defined.ts';
import type { Use } from '../../fleet/fleet.ts';
import { isDown } from '../../fleet/statuses.ts';
import type { FleetTable } from '../../fleet/table-schema.ts';
import { loadAt } from '../../fleet/use.ts';
import type { History } from './history.ts';

/** A table at some time. */
export interface Table extends Pick<FleetTable, 'name' | 'database' | 'rows'> {
  /** When its newest row was written, ms since 1970; absent: unknown, or it has no rows. */
  readonly newest?: number;
}

/** The data of a cluster, as a function of time. They are worked out only when somebody asks. */
export interface Volume {
  at(time: number): readonly Table[];
  /** The data at a time as if they were older by `ms`: a restored volume would be from that much earlier. */
  before(time: number, ms: number): readonly Table[];
  /** The tables with their growth, which a restored volume goes on with. */
  readonly tables: readonly FleetTable[];
}

/** The volume that a cluster has been restored from, and the time that it was restored to. */
export interface Base {
  readonly volume: Volume;
  readonly time: number;
}

/** The facts of a cluster that its data follow from. */
interface Used {
  readonly uses: readonly { readonly at: number; readonly use: Use }[];
  readonly statuses: History;
  readonly createdAt: number;
}

const quarterMs = 900_000;
const quartersPerHour = 4;
/** How many quarters of an hour are searched for the newest row. */
const mostQuarters = 35 * 24 * quartersPerHour;

/** Tables that have their rows at `start` (ms), and grow while clients use the cluster: earlier they had fewer. */
export function toVolume(used: Used, tables: readonly FleetTable[], start: number): Volume {
  const at = (time: number) =>
    tables.map((table): Table => {
      const { name, database, perHour } = table;
      const grown = (busyQuarters(used, start, time) * perHour) / quartersPerHour;
      const rows = Math.max(0, Math.floor(table.rows + grown));
      return { name, database, rows, ...newestAt(used, table, time) };
    });
  return { tables, at, before: (time, ms) => at(time - ms) };
}

/** The tables that there were at a time, which grow from the restore on. */
export function restoredVolume(used: Used, { volume, time: restored }: Base): Volume {
  const { tables } = volume;
  const own = toVolume(used, tables, used.createdAt);
  const grown = (time: number, base: readonly Table[]) =>
    own.at(time).map(({ newest, ...table }, index): Table => {
      const old = base[index];
      const rows = (old?.rows ?? 0) + table.rows - (tables[index]?.rows ?? 0);
      return { ...table, rows, ...defined({ newest: newest ?? old?.newest }) };
    });
  return {
    tables,
    at: (time) => grown(time, volume.at(restored)),
    before: (time, ms) => grown(time, volume.at(restored - ms)),
  };
}

/** The quarters of an hour with clients that end after one time and until another; below zero when the second is earlier. */
function busyQuarters(used: Used, from: number, to: number): number {
  if (to < from) return -busyQuarters(used, to, from);
  let count = 0;
  const first = (Math.floor(from / quarterMs) + 1) * quarterMs;
  for (let end = first; end <= to; end += quarterMs) if (isBusy(used, end - quarterMs)) count += 1;
  return count;
}

/** In the last quarter with clients rows were written until its last minute. */
function newestAt(used: Used, { perHour }: FleetTable, time: number): Pick<Table, 'newest'> {
  if (perHour === 0) return {};
  const current = Math.floor(time / quarterMs);
  for (let quarter = current; quarter > current - mostQuarters; quarter -= 1) {
    const at = quarter * quarterMs;
    if (!isBusy(used, at)) continue;
    const last = Math.min(time, at + quarterMs - 60_000);
    return { newest: Math.floor(last / 60_000) * 60_000 };
  }
  return {};
}

function isBusy({ uses, statuses, createdAt }: Used, at: number): boolean {
  if (at < createdAt || isDown(statuses.at(at).status)) return false;
  const load = loadAt(uses.findLast((entry) => entry.at <= at)?.use ?? [], at);
  return load !== 'missing' && load.connections > 0;
}
