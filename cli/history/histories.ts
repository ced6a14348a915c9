import { defined } from '../../shared/defined.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { HistoryEntry } from './entry.ts';

/** All entries about one cluster, the earliest first. */
export interface History {
  /** The names that it had, the last one first. */
  readonly names: readonly [string, ...string[]];
  readonly account: string;
  /** The Region of the cluster; that of a copy is in its entry. */
  readonly region: string;
  readonly resourceId?: string;
  readonly entries: readonly HistoryEntry[];
}

/** Entries that are the same but for their time, one after the other. */
export interface Repeated extends HistoryEntry {
  readonly times: number;
  /** When it was told for the last time. */
  readonly last: EpochMs;
}

/** The entries by cluster, and those about whole accounts and Regions, in the order of time. */
export interface Histories {
  readonly clusters: readonly History[];
  readonly places: readonly HistoryEntry[];
}

/**
 * Sorts entries by cluster. Clusters are told apart by DbClusterResourceId, since a name may be used again; an entry without
 * one belongs to the cluster of its name that was there last before it, or first after it.
 */
export function toHistories(all: readonly HistoryEntry[]): Histories {
  const entries = [...new Map(all.map((entry) => [sameAs(entry), entry])).values()].toSorted(
    (a, b) => a.at - b.at,
  );
  const ofClusters = entries.filter(({ cluster }) => cluster !== undefined);
  const known = Map.groupBy(
    ofClusters.filter(({ resourceId }) => resourceId !== undefined),
    nameOf,
  );
  const keyOf = (entry: HistoryEntry): string =>
    entry.resourceId ?? closest(known.get(nameOf(entry)) ?? [], entry.at)?.resourceId ?? nameOf(entry);
  const clusters = [...Map.groupBy(ofClusters, keyOf).values()].map(toHistory);
  return {
    clusters: clusters.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)),
    places: entries.filter(({ cluster }) => cluster === undefined),
  };
}

/** Those about the account and Region of a cluster, which explain what did not happen to it, put among its own. */
export function withPlaces(history: History, places: readonly HistoryEntry[]): History {
  const ofPlace = places.filter(
    ({ account, region }) => account === history.account && region === history.region,
  );
  return { ...history, entries: [...history.entries, ...ofPlace].toSorted((a, b) => a.at - b.at) };
}

/** Joins entries that say the same one after the other, as a refusal after each cold start. */
export function joinRepeated(entries: readonly HistoryEntry[]): Repeated[] {
  const joined: Repeated[] = [];
  for (const entry of entries) {
    const before = joined.at(-1);
    if (before !== undefined && sayingOf(before) === sayingOf(entry)) {
      joined[joined.length - 1] = { ...before, times: before.times + 1, last: entry.at };
    } else {
      joined.push({ ...entry, times: 1, last: entry.at });
    }
  }
  return joined;
}

function sayingOf({ what, why, fault, snapshot, by, because, rule }: HistoryEntry): string {
  return JSON.stringify([what, why, fault, snapshot, by, because, rule]);
}

/**
 * An event may come twice: from EventBridge, from a function that did not see the first one delivered, or by a replay, which
 * need not have the same id.
 */
function sameAs({
  id,
  at,
  event,
  account,
  region,
  cluster,
  snapshot,
  function: name,
  why,
}: HistoryEntry): string {
  return cluster === undefined
    ? id
    : JSON.stringify([at, event, account, region, cluster, snapshot, name, why]);
}

function toHistory(entries: readonly HistoryEntry[]): History {
  const names = new Set(entries.toReversed().flatMap(({ cluster }) => cluster ?? []));
  const [name = '', ...earlier] = names;
  const { account = '', region = '' } =
    entries.find(({ snapshot }) => snapshot === undefined) ?? entries[0] ?? {};
  const resourceId = entries.find((entry) => entry.resourceId !== undefined)?.resourceId;
  return { names: [name, ...earlier], account, region, ...defined({ resourceId }), entries };
}

function closest(entries: readonly HistoryEntry[], at: EpochMs): HistoryEntry | undefined {
  return entries.findLast((one) => one.at <= at) ?? entries[0];
}

function nameOf({ account, cluster }: HistoryEntry): string {
  return `${account} ${cluster}`;
}

function orderOf({ names: [name], account, region, entries }: History): string {
  return [name, account, region, new Date(entries[0]?.at ?? 0).toISOString()].join(' ');
}
