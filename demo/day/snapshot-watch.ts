import type { SnapshotState } from '../world/world.ts';
import type { Happening } from './happenings.ts';

const endings: Readonly<Record<string, { what: Happening['what']; text: string }>> = {
  'creating available': { what: 'taken', text: 'snapshot' },
  'copying available': { what: 'copied', text: 'copy in' },
  'copying failed': { what: 'copy-failed', text: 'the copy failed in' },
};

/**
 * Reports from tick to tick which snapshots and copies have ended, and how. AWS sends no event for copies, so this watches
 * their statuses.
 */
export function createSnapshotWatch(): (at: number, snapshots: readonly SnapshotState[]) => Happening[] {
  let before = new Map<string, string>();
  return (at, snapshots) => {
    const happenings = snapshots.flatMap((snapshot) => {
      const { arn, account, region, cluster, type, status } = snapshot;
      const ending = endings[`${before.get(arn) ?? ''} ${status}`];
      if (ending === undefined) return [];
      const { what } = ending;
      const cause = what === 'copy-failed' ? `, ${causeOf(snapshot, snapshots)}` : '';
      const text = what === 'taken' ? `${type} ${ending.text}` : `${ending.text} ${region}${cause}`;
      return [{ at, by: 'aws', what, text, cluster, account, region } as const];
    });
    before = new Map(snapshots.map(({ arn, status }) => [arn, status]));
    return happenings;
  };
}

function causeOf({ source }: SnapshotState, snapshots: readonly SnapshotState[]): string {
  const isThere = source === undefined || snapshots.some(({ arn }) => arn === source);
  return isThere ? 'AWS gives no cause' : 'because its source was deleted or expired meanwhile';
}
