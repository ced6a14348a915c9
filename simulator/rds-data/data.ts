import type { DeliveryFaults } from '../core/faults.ts';
import { restoreFaultOf } from '../core/restore-faults.ts';
import type { Cluster } from '../rds/clusters/cluster.ts';
import type { Store } from '../rds/clusters/store.ts';
import type { Table } from '../rds/clusters/volume.ts';

const weekMs = 7 * 86_400_000;

/** The tables of a cluster at `now` (ms), as the faults of restores leave them. */
export function tablesOf(
  cluster: Cluster,
  now: number,
  {
    store,
    faults,
  }: { readonly store: Pick<Store, 'all'>; readonly faults: { readonly delivery: DeliveryFaults } },
): readonly Table[] {
  const faultOf = (kind: Parameters<typeof restoreFaultOf>[1]) =>
    restoreFaultOf(faults.delivery, kind, cluster);
  if (faultOf('wrong-cluster') !== undefined) return otherThan(cluster, store)?.volume.at(now) ?? [];
  const stale = faultOf('stale');
  const tables =
    stale === undefined ? cluster.volume.at(now) : cluster.volume.before(now, stale.ms ?? weekMs);
  if (faultOf('empty') !== undefined)
    return tables.map(({ name, database }) => ({ name, database, rows: 0 }));
  const missing = faultOf('rows-missing');
  if (missing === undefined) return tables;
  const share = 1 - (missing.percent ?? 50) / 100;
  return tables.map((table) => ({ ...table, rows: Math.floor(table.rows * share) }));
}

/** A cluster with other data, that of another source. */
function otherThan({ restoredFrom, id }: Cluster, { all }: Pick<Store, 'all'>): Cluster | undefined {
  return Array.from(all()).find((one) => one.id !== id && (one.restoredFrom ?? one.id) !== restoredFrom);
}
