import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../../simulator/core/service.ts';
import { runs } from '../../../support/runs.ts';
import { aControlPlane, hour, start, type TestControlPlane } from '../../control-plane.ts';

const fleet = `
clusters:
  - id: a
    use: [{ hours: mon-fri 08:00-18:00, connections: 3 }]
    backupRetention: 3
    instances: 1
    tables: [{ name: t, rows: 100000, perHour: 120 }]
    snapshots: [{ id: s, since: 30h }]
places: [{ region: eu-central-1, clusters: 4, instances: 4 }]
timings: { restorePerGiB: 0s }
`;

type Step = readonly [after: number, action: string, input: Readonly<Record<string, unknown>>];

const clusters = fc.constantFrom('a', 'x', 'y', 'z');
const instances = fc.constantFrom('a-1', 'i', 'j');
const engine = { Engine: 'aurora-postgresql' };
const calls = (action: string, input: Step[2]): readonly [string, Step[2]] => [action, input];
const step = fc.oneof(
  clusters.map((DBClusterIdentifier) =>
    calls('RestoreDBClusterFromSnapshot', { DBClusterIdentifier, SnapshotIdentifier: 's', ...engine }),
  ),
  fc
    .tuple(clusters, clusters, fc.constantFrom('full-copy', 'copy-on-write'))
    .map(([DBClusterIdentifier, SourceDBClusterIdentifier, RestoreType]) => {
      const names = { DBClusterIdentifier, SourceDBClusterIdentifier, RestoreType };
      return calls('RestoreDBClusterToPointInTime', { ...names, UseLatestRestorableTime: true });
    }),
  fc.tuple(instances, clusters).map(([DBInstanceIdentifier, DBClusterIdentifier]) => {
    const names = { DBInstanceIdentifier, DBClusterIdentifier };
    return calls('CreateDBInstance', { ...names, DBInstanceClass: 'db.r6g.large', ...engine });
  }),
  instances.map((DBInstanceIdentifier) => calls('DeleteDBInstance', { DBInstanceIdentifier })),
  fc
    .tuple(clusters, fc.boolean())
    .map(([DBClusterIdentifier, DeleteAutomatedBackups]) =>
      calls('DeleteDBCluster', { DBClusterIdentifier, SkipFinalSnapshot: true, DeleteAutomatedBackups }),
    ),
  fc
    .tuple(clusters, fc.constantFrom('StopDBCluster', 'StartDBCluster'))
    .map(([DBClusterIdentifier, action]) => calls(action, { DBClusterIdentifier })),
  clusters.map((DBClusterIdentifier) =>
    calls('ModifyDBCluster', { DBClusterIdentifier, ManageMasterUserPassword: true }),
  ),
);
const script = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 3 * hour }), step)
    .map(([after, [action, input]]): Step => [after, action, input]),
  { maxLength: 20 },
);

/** Whether it was accepted. */
function attempt(plane: TestControlPlane, [after, action, input]: Step): boolean {
  plane.advance(after);
  try {
    plane.rds(action, { ...input });
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}

const rowsAt = (plane: TestControlPlane, id: string, at = plane.clock.now()) =>
  [...plane.backend.store.all()].find((one) => one.id === id)?.volume.at(at)[0]?.rows;

describe('whatever is called, and when', () => {
  it('the quotas hold, and a cluster is not deleted before its instances', () => {
    fc.assert(
      fc.property(script, fc.integer(), (steps, seed) => {
        const plane = aControlPlane(fleet, { seed });
        for (const one of steps) {
          const [, action, input] = one;
          const before = [...plane.backend.store.all()].find(({ id }) => id === input.DBClusterIdentifier);
          const isAccepted = attempt(plane, one);
          const { clusters: all } = plane.backend.state();
          expect(all.length).toBeLessThanOrEqual(4);
          expect(all.flatMap((cluster) => cluster.instances).length).toBeLessThanOrEqual(4);
          if (action === 'DeleteDBCluster' && isAccepted) {
            expect(before?.members.every(({ status }) => status === 'deleting')).toBe(true);
          }
        }
      }),
      runs(200),
    );
  });

  it('the data of a snapshot are the same in every restore, at any time, whatever became of its cluster', () => {
    const expected = rowsAt(aControlPlane(fleet), 'a', start - 30 * hour);
    fc.assert(
      fc.property(script, fc.integer(), (steps, seed) => {
        const plane = aControlPlane(fleet, { seed });
        for (const one of steps) attempt(plane, one);
        plane.advance(12 * hour);
        const restore = { SnapshotIdentifier: 's', DBClusterIdentifier: 'check', ...engine };
        if (!attempt(plane, [0, 'RestoreDBClusterFromSnapshot', restore])) return;
        plane.advance(12 * hour);
        expect(rowsAt(plane, 'check')).toBe(expected);
      }),
      runs(200),
    );
  });

  it('everything can be deleted in the end, and nothing is left of it', () => {
    fc.assert(
      fc.property(script, fc.integer(), (steps, seed) => {
        const plane = aControlPlane(fleet, { seed });
        for (const one of steps) attempt(plane, one);
        plane.advance(12 * hour);
        for (const { id, status } of plane.backend.state().clusters) {
          if (status === 'stopped') attempt(plane, [0, 'StartDBCluster', { DBClusterIdentifier: id }]);
        }
        plane.advance(2 * hour);
        for (const { id, instances: members } of plane.backend.state().clusters) {
          for (const member of members)
            attempt(plane, [0, 'DeleteDBInstance', { DBInstanceIdentifier: member.id }]);
          attempt(plane, [0, 'DeleteDBCluster', { DBClusterIdentifier: id, SkipFinalSnapshot: true }]);
        }
        plane.advance(2 * hour);
        expect(plane.backend.state().clusters).toEqual([]);
      }),
      runs(200),
    );
  });
});
