import { isDown } from '../../fleet/statuses.ts';
import type { Cluster } from './cluster.ts';
import type { StatusEntry } from './history.ts';

const dayMs = 86_400_000;
/** Backups lag behind the writes by some minutes. */
const lagMs = 300_000;

/** The times (ms) that a cluster can be restored to: it ends with the cluster's last minutes up. */
export function restoreWindow(
  { createdAt, backupRetention }: Pick<Cluster, 'createdAt' | 'backupRetention'>,
  { status, at }: Pick<StatusEntry, 'status' | 'at'>,
  now: number,
): { readonly earliest: number; readonly latest: number } {
  const latest = isDown(status) ? at : now - lagMs;
  return { earliest: Math.max(createdAt, latest - backupRetention * dayMs), latest };
}
