import { placeName } from '../../shared/policy/model/location.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { Fleet } from '../../simulator/fleet/fleet.ts';
import type { SeenSnapshot } from '../../simulator/rds/clusters/watch.ts';
import type { SnapshotQuotaUse } from '../../timeline/recovery.ts';

/** Counts the manual snapshots in each account and Region over time. */
export interface QuotaLog {
  /** Snapshots that are there when the simulation begins. */
  begin(snapshots: Iterable<SeenSnapshot>): void;
  see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean): void;
  /** Where there were any. */
  usesUntil(to: EpochMs): SnapshotQuotaUse[];
}

interface Place {
  readonly account: string;
  readonly region: string;
  readonly quota: number;
  /** Manual snapshots, by ARN. */
  readonly present: Set<string>;
  peak: number;
  peakAt: EpochMs;
  fullSince?: EpochMs | undefined;
  fullMs: number;
  readonly days: number[];
}

/** A log from `from` (ms) on, whose days are 24 hours each. */
export function createQuotaLog({ quotas }: Pick<Fleet, 'quotas'>, from: EpochMs): QuotaLog {
  const places = new Map<string, Place>();

  function placeOf(snapshot: SeenSnapshot): Place {
    const { account, region } = snapshot;
    const name = placeName(snapshot);
    const known = places.get(name);
    if (known !== undefined) return known;
    const own = quotas.of.find((quota) => quota.account === account && quota.region === region);
    const quota = own?.manualSnapshots ?? quotas.manualSnapshots;
    const place: Place = {
      ...{ account, region, quota, present: new Set(), peak: 0, peakAt: from, fullMs: 0, days: [] },
    };
    places.set(name, place);
    return place;
  }

  function count(place: Place, at: EpochMs): void {
    const { present, quota } = place;
    const day = place.days.length - 1;
    place.days[day] = Math.max(place.days[day] ?? 0, present.size);
    if (present.size > place.peak) [place.peak, place.peakAt] = [present.size, at];
    const isFull = present.size >= quota;
    if (isFull) place.fullSince ??= at;
    else if (place.fullSince !== undefined) {
      place.fullMs += at - place.fullSince;
      place.fullSince = undefined;
    }
  }

  /** Days in which nothing changes have as many as there were. */
  function fillDays({ days, present }: Place, at: EpochMs): void {
    while (days.length <= Math.floor((at - from) / DAY_MS)) days.push(present.size);
  }

  function see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean): void {
    if (snapshot.type !== 'manual') return;
    const place = placeOf(snapshot);
    if (place.present.has(snapshot.arn) !== isGone) return;
    fillDays(place, at);
    if (isGone) place.present.delete(snapshot.arn);
    else place.present.add(snapshot.arn);
    count(place, at);
  }

  return {
    begin(snapshots) {
      for (const snapshot of snapshots) see(from, snapshot, false);
    },
    see,
    usesUntil: (to) =>
      Array.from(places.values(), (place): SnapshotQuotaUse => {
        const { account, region, quota, peak, peakAt, fullMs, fullSince = to, days } = place;
        fillDays(place, to - 1);
        return {
          ...{ account, region, quota, peak },
          peakMinute: Math.round((peakAt - from) / MINUTE_MS),
          hoursFull: Math.round((100 * (fullMs + to - fullSince)) / HOUR_MS) / 100,
          days: [...days],
        };
      }),
  };
}
