import type { DrillRecord, OpenDrill } from '../../policy/model/drill-record.ts';
import type { Location } from '../../policy/model/location.ts';
import type { EpochMs } from '../../policy/time/units.ts';

/**
 * The records of drills. Every method may be tried again after it has failed or its answer was lost, by several at the
 * same time, and throws what AWS throws.
 */
export interface DrillStore {
  /**
   * The drills under way in an account and Region; writes nothing. Throws when they could not all be read. With
   * `unreadable` it goes on after a record that has another form, and calls `unreadable` with the reason.
   */
  open(place: Location, unreadable?: (detail: string) => void): Promise<readonly OpenDrill[]>;
  /** The accounts and Regions that have drills under way. Throws when the listing is incomplete. */
  places(): Promise<readonly Location[]>;
  /** Ids of the drills of an account and Region that are over, of periods that began at `since` or later. */
  done(place: Location, since: EpochMs): Promise<ReadonlySet<string>>;
  /** Puts a new drill on record, before anything is asked of AWS for it. Undefined: it is on record already, or over. */
  begin(record: DrillRecord): Promise<OpenDrill | undefined>;
  /**
   * Writes a record that was read as `etag`.
   *
   * @throws DrillRecordChanged if somebody else has written meanwhile.
   */
  save(record: DrillRecord, etag: string): Promise<OpenDrill>;
  /**
   * Puts a drill that has its verdict into the chain of evidence, and ends it. Its number is the only one it ever gets.
   *
   * @throws DrillRecordChanged if somebody else has written meanwhile.
   */
  close(record: DrillRecord, etag: string): Promise<{ readonly sequence: number }>;
  /**
   * The last evidence about the same cluster and kind of recovery point in which a check had a result, passed or not: an
   * answer that failed is nothing to compare with, but the one before it is, which its result carries on.
   */
  last(record: Pick<DrillRecord, 'source' | 'point'>): Promise<DrillRecord | undefined>;
  /** When the clusters of an account and Region were last proven to be restorable, by DbClusterResourceId. */
  proven(place: Location): Promise<ReadonlyMap<string, EpochMs>>;
}

/** Somebody else has written the record since it was read. The next sweep reads it again. */
export class DrillRecordChanged extends Error {
  override readonly name = 'DrillRecordChanged';

  constructor(drill: string, cause?: unknown) {
    super(`the record of drill ${drill} was written by another run since it was read`, { cause });
  }
}
