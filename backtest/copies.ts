import { isSamePlace, type Location } from '../shared/policy/model/location.ts';
import { type Snapshot, visibleStatus } from '../simulator/rds/snapshots/snapshot.ts';

/** The copies that reads show as under way, which take slots from others, whatever clusters a sweep looks at. */
export interface Copies {
  /** A snapshot has changed. */
  note(snapshot: Snapshot | undefined): void;
  /** The snapshot with this ARN is gone. */
  forget(arn: string): void;
  /** Those in an account and Region. */
  shownIn(place: Location): readonly Snapshot[];
}

export function createCopies(snapshots: Iterable<Snapshot>, now: () => number): Copies {
  const copying = new Map<string, Snapshot>();
  for (const snapshot of snapshots) note(snapshot);

  function note(snapshot: Snapshot | undefined): void {
    if (snapshot !== undefined && isShown(snapshot)) copying.set(snapshot.arn, snapshot);
  }

  function isShown(snapshot: Snapshot): boolean {
    return visibleStatus(snapshot, now()) === 'copying';
  }

  return {
    note,
    forget(arn) {
      copying.delete(arn);
    },
    shownIn(place) {
      for (const [arn, snapshot] of copying) if (!isShown(snapshot)) copying.delete(arn);
      return [...copying.values()].filter((snapshot) => isSamePlace(snapshot, place));
    },
  };
}
