import type { SnapshotState } from '../world/world.ts';
import type { Happening } from './happenings.ts';

const endings: Readonly<Record<string, { what: Happening['what']; text: string }>> = {
  'creating available': { what: 'taken', text: 'snapshot' },
  'copying available': { what: 'copied', text: 'copy in' },
  'copying failed': { what: 'copy-failed', text: 'the copy failed in' },
};

/**
 * Tells from tick to tick which snapshots and copies have been completed. AWS sends no event for copies, so their
 * statuses are watched.
 */
export function createSnapshotWatch(): (at: number, snapshots: readonly SnapshotState[]) => Happening[] {
  let before = new Map<string, string>();
  return (at, snapshots) => {
    const happenings = snapshots.flatMap((snapshot) => {
      const { arn, account, region, cluster, type, status } = snapshot;
      const ending = endings[`${before.get(arn) ?? ''} ${status}`];
      if (ending === undefined) return [];
      const { what } = ending;
      const text = what === 'taken' ? `${type} ${ending.text}` : `${ending.text} ${region}`;
      return [{ at, by: 'aws', what, text, cluster, account, region } as const];
    });
    before = new Map(snapshots.map(({ arn, status }) => [arn, status]));
    return happenings;
  };
}
