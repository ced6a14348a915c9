/**
 * The values of `Status` in DescribeDBClusters.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html
 */
export const clusterStatuses = [
  'available',
  'backing-up',
  'backtracking',
  'cloning-failed',
  'creating',
  'deleting',
  'failed',
  'failing-over',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'incompatible-parameters',
  'incompatible-restore',
  'maintenance',
  'migrating',
  'migration-failed',
  'modifying',
  'preparing-data-migration',
  'promoting',
  'renaming',
  'resetting-master-credentials',
  'starting',
  'stopped',
  'stopping',
  'storage-optimization',
  'update-iam-db-auth',
  'upgrading',
  'upgrade_failed',
] as const;

/** Whether nothing of a cluster in this status runs, so that it has neither connections nor metrics. */
export function isDown(status: string): boolean {
  return down.has(status) || status.startsWith('inaccessible-encryption-credentials');
}

const down = new Set(['creating', 'incompatible-restore', 'starting', 'stopped', 'stopping']);

/** The values of `ActivityStreamStatus` in DescribeDBClusters. */
export const streamStatuses = ['stopped', 'starting', 'started', 'stopping'] as const;

export type StreamStatus = (typeof streamStatuses)[number];
