import { describe, expect, it } from 'vitest';
import {
  aControlPlane,
  evenTimings,
  hour,
  minute,
  statuses,
  type TestControlPlane,
} from '../../control-plane.ts';

const fleet = `
accounts: [{ id: "111122223333" }]
clusters:
  - id: plain
    encrypted: none
    backupRetention: 0
    size: 60
    snapshots: [{ id: p }, { id: q, size: 30 }]
${evenTimings}
`;
const arn = (id: string) => `arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:${id}`;

function copy({ rds }: TestControlPlane, source: string, target: string): void {
  rds(
    'CopyDBClusterSnapshot',
    { SourceDBClusterSnapshotIdentifier: source, TargetDBClusterSnapshotIdentifier: target },
    { region: 'us-west-2' },
  );
}

describe('a copy of a snapshot', () => {
  it('waits for other copies of the same source, not for those of others', () => {
    const backend = aControlPlane(fleet);
    copy(backend, arn('p'), 'first');
    copy(backend, arn('p'), 'second');
    copy(backend, arn('q'), 'other');

    backend.advance(30 * minute);
    const halfway = backend.backend.snapshots().filter(({ region }) => region === 'us-west-2');
    backend.advance(30 * minute);

    expect(Object.fromEntries(halfway.map(({ id, percent }) => [id, percent]))).toEqual({
      first: 50,
      second: 0,
      other: 100,
    });
    expect(statuses(backend)).toMatchObject({ first: 'available', second: 'copying', other: 'available' });
    backend.advance(hour);
    expect(statuses(backend)).toMatchObject({ second: 'available' });
  });

  it('of those that are asked for at the same time, begins with the same one, whichever call comes first', () => {
    const halfway = [
      ['first', 'second'],
      ['second', 'first'],
    ].map((ids) => {
      const backend = aControlPlane(fleet);
      for (const id of ids) copy(backend, arn('p'), id);
      backend.advance(30 * minute);
      const copies = backend.backend.snapshots().filter(({ region }) => region === 'us-west-2');
      backend.advance(2 * hour);
      return [Object.fromEntries(copies.map(({ id, percent }) => [id, percent])), statuses(backend)];
    });

    const through = expect.objectContaining({ first: 'available', second: 'available' });
    expect(halfway).toEqual([
      [{ first: 50, second: 0 }, through],
      [{ first: 50, second: 0 }, through],
    ]);
  });
});
