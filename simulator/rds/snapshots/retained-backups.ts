import type { Call } from '../../core/service.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { restoreWindow } from '../clusters/restore-window.ts';
import type { Store } from '../clusters/store.ts';

const dayMs = 86_400_000;

/** The automated backups of a cluster as a whole, which a point in time can be restored from. */
export interface AutomatedBackup {
  readonly cluster: Cluster;
  readonly status: 'active' | 'retained';
  /** Milliseconds since 1970. */
  readonly earliest: number;
  readonly latest: number;
}

/** Automated backups that have been kept when their cluster was deleted, besides those of the clusters that there are. */
export interface RetainedBackups {
  keep(cluster: Cluster, now: number): void;
  /** By resource id, at `now` (ms). */
  list(place: Pick<Call, 'account' | 'region'>, now: number): readonly AutomatedBackup[];
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-pitr-retained.html */
export function createRetainedBackups(store: Pick<Store, 'clustersIn'>): RetainedBackups {
  const kept: (AutomatedBackup & { readonly until: number })[] = [];
  return {
    keep(cluster, now) {
      if (!hasBackups(cluster)) return;
      const window = restoreWindow(cluster, cluster.statuses.current(), now);
      kept.push({ cluster, status: 'retained', ...window, until: now + cluster.backupRetention * dayMs });
    },
    list({ account, region }, now) {
      const active = store
        .clustersIn({ account, region })
        .filter(hasBackups)
        .map((cluster): AutomatedBackup => {
          const window = restoreWindow(cluster, cluster.statuses.current(), now);
          return { cluster, status: 'active', ...window };
        });
      const retained = kept.filter(
        ({ cluster, until }) => cluster.account === account && cluster.region === region && until > now,
      );
      return [...active, ...retained].sort((a, b) => compare(a.cluster.resourceId, b.cluster.resourceId));
    },
  };
}

/** Neptune and DocumentDB keep none for their deleted clusters, and this listing does not know them. */
function hasBackups({ engine, backupRetention }: Cluster): boolean {
  return engine !== 'neptune' && engine !== 'docdb' && backupRetention > 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
