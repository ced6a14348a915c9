import type { Fleet } from '../../fleet/fleet.ts';
import { isDown } from '../../fleet/statuses.ts';
import type { Cluster, Restart } from './cluster.ts';
import type { Transitions } from './transitions.ts';

/** Restarts a cluster that runs: its members reboot for a while, and the cluster says `available` all along. */
export type RestartCluster = (cluster: Cluster, why: Restart['why']) => void;

export function createRestart(
  { record, later, after }: Transitions,
  { timings }: Pick<Fleet, 'timings'>,
): RestartCluster {
  return (cluster, why) => {
    const { statuses, memberStatuses, restarts, resourceId } = cluster;
    if (isDown(statuses.current().status)) return;
    record(cluster, 'members', 'rebooting');
    restarts.push({ at: memberStatuses.current().at, why });
    later(cluster, after(timings.restart, `${resourceId} restart`), () =>
      record(cluster, 'members', 'available'),
    );
  };
}
