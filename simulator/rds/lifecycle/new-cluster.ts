import { defined } from '../../../shared/defined.ts';
import type { Call } from '../../core/service.ts';
import type { FleetCluster } from '../../fleet/fleet.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import type { Keys } from '../../kms/keys.ts';
import { clusterArn } from '../api/arn.ts';
import { buildCluster } from '../clusters/build-cluster.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Encryption } from '../clusters/encryption.ts';
import { type Base, restoredVolume } from '../clusters/volume.ts';
import type { Lifecycle } from './lifecycle.ts';

/** The settings in a call that creates or restores a cluster; those left out have the API's defaults. */
export interface NewCluster {
  readonly id: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly encryption: Encryption;
  readonly tags: ReadonlyMap<string, string>;
  readonly isProtected: boolean;
  readonly copyTagsToSnapshot: boolean;
  /** GiB; default 20. */
  readonly size?: number | undefined;
  /** Days; default 1. */
  readonly backupRetention?: number | undefined;
  readonly backupWindow?: string | undefined;
  readonly maintenanceWindow?: string | undefined;
  readonly subnetGroup?: string | undefined;
  readonly vpc: string;
  readonly given?: Cluster['given'];
  readonly restored?:
    | { readonly from: string; readonly base: Base; readonly cloneOf: string | undefined }
    | undefined;
  readonly parameterGroup?: string | undefined;
  readonly port?: number | undefined;
  readonly securityGroups?: readonly string[] | undefined;
}

export interface NewClusterContext {
  readonly keys: Keys;
  readonly quirks: Quirks;
  readonly lifecycle: Pick<Lifecycle, 'identity'>;
}

/** A cluster that is `creating`: new, with a resource id of its own whatever had its name before, without instances. */
export function toNewCluster(
  wanted: NewCluster,
  { account, region, now }: Call,
  { keys, quirks, lifecycle }: NewClusterContext,
): Cluster {
  const { id, engine, engineVersion, tags, backupRetention = 1, backupWindow, size = 20 } = wanted;
  const { maintenanceWindow = 'sun:05:00-sun:05:30', copyTagsToSnapshot } = wanted;
  const { subnetGroup, vpc, parameterGroup, port, securityGroups, given, restored } = wanted;
  const fleetCluster: FleetCluster = {
    isSizeKnown: true,
    ...{ id, account, region, engine, engineVersion, size, copyTagsToSnapshot, backupRetention },
    ...{
      maintenanceWindow,
      limitless: false,
      isProtected: false,
      deleted: false,
      mode: 'provisioned',
      instances: [],
      status: 'creating',
    },
    vpc,
    ...{ use: 'missing', snapshots: [], tables: [], encrypted: 'aws', tags: Object.fromEntries(tags) },
    activityStream: { status: 'stopped', mode: 'async' },
    since: { at: now },
    created: { at: now },
    ...defined({ backupWindow, subnetGroup, parameterGroup }),
  };
  const references = { source: undefined, blue: undefined };
  const identity = lifecycle.identity(clusterArn(account, region, id));
  const built = buildCluster(fleetCluster, { keys, quirks, now }, references, identity);
  const more = defined({
    port,
    securityGroups,
    given,
    restoredFrom: restored?.from,
    cloneOf: restored?.cloneOf,
  });
  const volume = restored === undefined ? built.volume : restoredVolume(built, restored.base);
  return { ...built, ...more, volume, encryption: wanted.encryption, isProtected: wanted.isProtected };
}
