import type { DBClusterSnapshot } from '@aws-sdk/client-rds';
import { defined } from '../../../shared/defined.ts';
import { toEncryptionShape } from '../clusters/encryption.ts';
import { licenseOf } from '../clusters/engine-facts.ts';
import { vpcId } from '../clusters/network-shape.ts';
import { percentOf, type Snapshot, visibleStatus } from './snapshot.ts';

/** A snapshot as DescribeDBClusterSnapshots reports it, with the status that has become visible at `now` (ms). */
export function toDBClusterSnapshot(snapshot: Snapshot, now: number): DBClusterSnapshot {
  const { id, arn, region, type, size, origin, encryption, sourceArn, tags } = snapshot;
  const status = visibleStatus(snapshot, now);
  return {
    AvailabilityZones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    DBClusterSnapshotIdentifier: id,
    DBClusterIdentifier: origin.id,
    SnapshotCreateTime: new Date(snapshot.shownCreatedAt),
    Engine: origin.engine,
    EngineVersion: origin.engineVersion,
    EngineMode: origin.mode,
    AllocatedStorage: size,
    Status: status,
    // AWS says no port of a snapshot, whatever the engine.
    Port: 0,
    ClusterCreateTime: new Date(origin.createdAt),
    MasterUsername: 'admin',
    LicenseModel: licenseOf(origin.engine),
    SnapshotType: type,
    PercentProgress: status === 'available' ? 100 : Math.min(99, percentOf(snapshot, now)),
    ...toEncryptionShape({ engine: origin.engine, encryption }),
    VpcId: vpcId(snapshot, origin.vpc),
    DBClusterSnapshotArn: arn,
    IAMDatabaseAuthenticationEnabled: false,
    TagList: Array.from(tags, ([Key, Value]) => ({ Key, Value })),
    ...(snapshot.isOfKnownCluster && { DbClusterResourceId: origin.resourceId }),
    ...defined({ SourceDBClusterSnapshotArn: sourceArn }),
  };
}
