import type { GeneratedCluster, GeneratedWorld } from './generated-world.ts';

/**
 * The changes that are allowed, stated a second time and without Dormouse's code: by the description of a generated
 * world.
 */

const UNHELD: readonly GeneratedCluster['hold'][] = ['none', 'over', 'stoppedOver', 'upOver'];

function isTouchable({ env, hold, engine }: GeneratedCluster, { observed }: GeneratedWorld): boolean {
  const isFree = UNHELD.includes(hold) || hold === 'stopped' || hold === 'up';
  return env !== 'other' && isFree && !observed.includes(engine);
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
  const isIdle = world.stop === 'atOnce' || (world.stop === 'whenIdle' && cluster.use === 'none');
  const isDue = cluster.hold === 'stopped' ? world.stop !== 'never' : !world.inHours && isIdle;
  return (
    isTouchable(cluster, world) &&
    !isProtectedFrom('stop', cluster, world) &&
    (cluster.kind === 'plain' || cluster.kind === 'globalAlone') &&
    cluster.hold !== 'up' &&
    isDue
  );
}

/** Whether a stopped cluster may be started at all. */
export function mayStart(cluster: GeneratedCluster, world: GeneratedWorld): boolean {
  const isUp = cluster.hold === 'up' || (cluster.hold !== 'stopped' && world.inHours);
  return isTouchable(cluster, world) && !isProtectedFrom('start', cluster, world) && isUp;
}

/** The state that a cluster should end in, once there is fair weather. */
export function settledStatus(cluster: GeneratedCluster, world: GeneratedWorld): string {
  if (cluster.status === 'available' && mayStop(cluster, world)) return 'stopped';
  if (cluster.status === 'stopped' && mayStart(cluster, world)) return 'available';
  return cluster.status;
}

/** Whether AWS has serverless capacity for it, and it has any. */
export function hasCapacity({ kind, capacity }: GeneratedCluster): boolean {
  return capacity !== 'none' && kind !== 'multiAz' && kind !== 'serverlessV1';
}

/** Whether AWS has activity streams for it, which serverless instances rule out. */
export function hasStream(one: GeneratedCluster): boolean {
  const isAurora = one.engine.startsWith('aurora-') && one.kind !== 'multiAz' && one.kind !== 'serverlessV1';
  return isAurora && !hasCapacity(one);
}

function mayChange(one: GeneratedCluster, world: GeneratedWorld): boolean {
  const isProtected = one.env === 'prod' && world.protectFrom === 'both';
  return isTouchable(one, world) && !isProtected && one.status === 'available';
}

/** Whether its activity stream may be started or stopped at all. */
export function mayToggle(one: GeneratedCluster, world: GeneratedWorld): boolean {
  const differs = world.inHours
    ? one.stream === 'stopped' || one.stream === 'sync'
    : one.stream !== 'stopped';
  return mayChange(one, world) && hasStream(one) && differs;
}

/** Whether its capacity may be changed at all. */
export function mayScale(one: GeneratedCluster, world: GeneratedWorld): boolean {
  return mayChange(one, world) && hasCapacity(one) && one.capacity !== 'declared';
}

/** The capacity that it gets then: a max that is too great stays where the use is not known, and its min goes first. */
export function scaledTo({ capacity, use }: GeneratedCluster): 'declared' | 'minFirst' {
  return capacity === 'more' && use === 'missing' ? 'minFirst' : 'declared';
}
