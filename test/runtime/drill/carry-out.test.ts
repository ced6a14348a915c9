import {
  AddTagsToResourceCommand,
  DeleteDBClusterCommand,
  DescribeDBClustersCommand,
  RestoreDBClusterFromSnapshotCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, test } from 'vitest';
import { carryOutDrill } from '../../../shared/runtime/drill/carry-out.ts';
import { fakeScope, serviceError } from '../../aws/builders.ts';
import { keptDrills } from '../../aws/evidence/kept-drills.ts';
import { drillOrder } from '../../support/builders/drill-outcomes.ts';
import { aDrill } from '../../support/builders/open-drills.ts';

const drill = aDrill();
const toRestore = { ...drillOrder(drill), kind: 'restore-cluster' } as const;

describe('a restore', () => {
  test('is on record before it is asked for, and then the resource id', async () => {
    const { scope, rds } = fakeScope();
    const { store, written } = keptDrills();
    rds.on(RestoreDBClusterFromSnapshotCommand).callsFake(() => {
      expect(written.length).toBe(1);
      return { DBCluster: { DbClusterResourceId: 'cluster-DRILL' } };
    });

    await carryOutDrill(scope, toRestore, store);

    expect(written.map(({ restored }) => restored.resourceId)).toEqual([undefined, 'cluster-DRILL']);
  });

  test('that another run has begun is not asked for again', async () => {
    const { scope, rds } = fakeScope();
    const { store } = keptDrills();
    await store.begin({ ...drill, cleanUp: {} });

    await expect(carryOutDrill(scope, toRestore, store)).rejects.toMatchObject({
      name: 'DrillRecordChanged',
    });
    expect(rds.calls()).toHaveLength(0);
  });

  test.each(['AccessDenied', 'DBClusterSnapshotNotFoundFault', 'DBClusterQuotaExceededFault'])(
    'that AWS refuses by %s is the end of the drill',
    async (name) => {
      const { scope, rds } = fakeScope();
      const { store, written } = keptDrills();
      rds.on(RestoreDBClusterFromSnapshotCommand).rejects(serviceError(name));

      await expect(carryOutDrill(scope, toRestore, store)).rejects.toMatchObject({ name });
      expect(written.at(-1)).toMatchObject({
        verdict: 'failed',
        failure: { phase: 'restore', reason: 'refused', detail: expect.stringContaining(name) },
      });
    },
  );

  test.each(['ThrottlingException', 'InsufficientDBClusterCapacityFault', 'DBClusterAlreadyExistsFault'])(
    'that AWS does not take now, by %s, goes on',
    async (name) => {
      const { scope, rds } = fakeScope();
      const { store, written } = keptDrills();
      rds.on(RestoreDBClusterFromSnapshotCommand).rejects(serviceError(name));

      await expect(carryOutDrill(scope, toRestore, store)).rejects.toMatchObject({ name });
      expect(written.at(-1)?.verdict).toBeUndefined();
    },
  );
});

test('a step on a record that somebody else has changed calls nothing', async () => {
  const { scope, rds } = fakeScope();
  const { store } = keptDrills();
  const etag = (await store.begin(drill))?.etag ?? '';
  await store.save({ ...drill, cleanUp: {} }, etag);

  const step = { ...drillOrder(drill), kind: 'delete-drill-cluster', etag } as const;
  await expect(carryOutDrill(scope, step, store)).rejects.toMatchObject({ name: 'DrillRecordChanged' });
  expect(rds.calls()).toHaveLength(0);
});

test('a deletion that is refused changes no verdict', async () => {
  const { scope, rds } = fakeScope();
  const { store, written } = keptDrills();
  const passed = { ...drill, verdict: 'passed' } as const;
  rds.on(DeleteDBClusterCommand).rejects(serviceError('AccessDenied'));

  const etag = (await store.begin(passed))?.etag ?? '';
  const step = { ...drillOrder(passed), kind: 'delete-drill-cluster', etag } as const;
  await expect(carryOutDrill(scope, step, store)).rejects.toThrow();
  expect(written.at(-1)?.verdict).toBe('passed');
});

describe('the proof on the source', () => {
  const phases = {
    ...{ restoreRequestedAt: '2026-11-28T02:00:00Z', usableAt: '2026-11-28T03:00:00Z' },
    checkedAt: '2026-11-28T03:01:00Z',
  };
  const passed = aDrill({ verdict: 'passed', phases, rtoMs: 3_600_000 });

  /** How often the tag is written when the name of the source leads to this. */
  async function written(resourceId: string | undefined): Promise<number> {
    const { scope, rds } = fakeScope();
    const { store } = keptDrills();
    const { cluster, arn, engine } = passed.source;
    const described = {
      DBClusterIdentifier: cluster,
      DBClusterArn: arn,
      Engine: engine,
      Status: 'available',
    };
    const found = { ...described, DbClusterResourceId: resourceId ?? '', TagList: [] };
    if (resourceId === undefined) {
      rds.on(DescribeDBClustersCommand).rejects(serviceError('DBClusterNotFoundFault'));
    } else {
      rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [found] });
    }
    const begun = await store.begin(passed);
    const order = { ...drillOrder(passed), kind: 'close-drill', etag: begun?.etag ?? '' } as const;
    await carryOutDrill(scope, order, store);
    return rds.commandCalls(AddTagsToResourceCommand).length;
  }

  test('is written while the cluster is the one that was restored', async () => {
    expect(await written(passed.source.resourceId)).toBe(1);
  });

  test.each(['cluster-OTHER', undefined])(
    'is not written on another cluster of its name: %s',
    async (resourceId) => {
      expect(await written(resourceId)).toBe(0);
    },
  );
});
