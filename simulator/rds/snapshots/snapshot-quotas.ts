import type { Call } from '../../core/service.ts';
import type { Quotas } from '../../fleet/fleet.ts';
import { snapshotQuota } from '../api/errors.ts';
import type { SnapshotStore } from './snapshot-store.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** Manual snapshots of an account and Region: how many there are, and how many there may be; the same of its copies. */
export interface SnapshotQuotas {
  maxSnapshots(place: Place): number;
  /** Snapshots taken by automated backups and AWS Backup are not counted. */
  manualSnapshots(place: Place): number;
  /** @throws ServiceError `SnapshotQuotaExceeded` */
  checkSnapshots(place: Place): void;
  /** @throws ServiceError `SnapshotQuotaExceeded` when too many copies are on their way here */
  checkCopies(place: Place): void;
}

/**
 * The texts are those that have been seen.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html
 */
export function createSnapshotQuotas(store: SnapshotStore, quotas: Quotas): SnapshotQuotas {
  function manualSnapshots(place: Place): number {
    return store.count(place).manual;
  }

  function maxSnapshots({ account, region }: Place): number {
    const own = quotas.of.find((quota) => quota.account === account && quota.region === region);
    return own?.manualSnapshots ?? quotas.manualSnapshots;
  }

  return {
    maxSnapshots,
    manualSnapshots,
    checkSnapshots(place) {
      if (manualSnapshots(place) < maxSnapshots(place)) return;
      throw snapshotQuota(`Cannot create more than ${maxSnapshots(place)} manual snapshots`);
    },
    checkCopies(place) {
      if (store.count(place).copying < quotas.copies) return;
      throw snapshotQuota(`Cannot copy more than ${quotas.copies} snapshots across regions`);
    },
  };
}
