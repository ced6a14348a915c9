/** The statuses of a cluster, by what they allow. */
export type StatusClass =
  | 'available'
  | 'stopped'
  | 'stopping'
  | 'starting'
  | 'transitional'
  | 'keyInaccessible'
  | 'terminal'
  | 'unknown';

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html */
const classes: Readonly<Record<string, StatusClass>> = {
  available: 'available',
  stopped: 'stopped',
  stopping: 'stopping',
  starting: 'starting',
  'backing-up': 'transitional',
  backtracking: 'transitional',
  'configuring-enhanced-monitoring': 'transitional',
  'configuring-iam-database-auth': 'transitional',
  creating: 'transitional',
  deleting: 'transitional',
  'failing-over': 'transitional',
  maintenance: 'transitional',
  migrating: 'transitional',
  modifying: 'transitional',
  'preparing-data-migration': 'transitional',
  promoting: 'transitional',
  rebooting: 'transitional',
  renaming: 'transitional',
  'resetting-master-credentials': 'transitional',
  'scaling-compute': 'transitional',
  'scaling-storage': 'transitional',
  'storage-optimization': 'transitional',
  'update-iam-db-auth': 'transitional',
  upgrading: 'transitional',
  'inaccessible-encryption-credentials-recoverable': 'keyInaccessible',
  'cloning-failed': 'terminal',
  failed: 'terminal',
  'inaccessible-encryption-credentials': 'terminal',
  'incompatible-parameters': 'terminal',
  'incompatible-restore': 'terminal',
  'migration-failed': 'terminal',
  upgrade_failed: 'terminal',
};

/** The class of a DBCluster `Status`: an open set, so one that AWS adds is `unknown`, which allows no change. */
export function classifyStatus(status: string): StatusClass {
  return (Object.hasOwn(classes, status) ? classes[status] : undefined) ?? 'unknown';
}
