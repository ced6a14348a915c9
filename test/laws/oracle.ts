import type { GeneratedCluster, GeneratedWorld } from './generated-world.ts';

/** What may be done, said a second time and without Dormouse's code: by the description of a generated world. */

function isTouchable({ env, hold }: GeneratedCluster): boolean {
  return env !== 'other' && (hold === 'none' || hold === 'over');
}

function isProtectedFrom(
  action: 'stop' | 'start',
  cluster: GeneratedCluster,
  world: GeneratedWorld,
): boolean {
  return cluster.env === 'prod' && (world.protectFrom === 'both' || world.protectFrom === action);
}

/** Whether a running cluster may be stopped at all. */
export function mayStop(cluster: GeneratedCluster, world: GeneratedWorld): boolean {
  return (
    isTouchable(cluster) &&
    !isProtectedFrom('stop', cluster, world) &&
    (cluster.kind === 'plain' || cluster.kind === 'globalAlone') &&
    !world.inHours &&
    (world.stop === 'atOnce' || (world.stop === 'whenIdle' && cluster.use === 'none'))
  );
}

/** Whether a stopped cluster may be started at all. */
export function mayStart(cluster: GeneratedCluster, world: GeneratedWorld): boolean {
  return isTouchable(cluster) && !isProtectedFrom('start', cluster, world) && world.inHours;
}

/** What a cluster should end as, once there is fair weather. */
export function settledStatus(cluster: GeneratedCluster, world: GeneratedWorld): string {
  if (cluster.status === 'available' && mayStop(cluster, world)) return 'stopped';
  if (cluster.status === 'stopped' && mayStart(cluster, world)) return 'available';
  return cluster.status;
}
