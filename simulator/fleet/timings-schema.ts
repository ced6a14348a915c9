import { z } from 'zod';
import { durationRange } from './values.ts';

/** How long things take, as a fleet file writes it. */
export const timingsSchema = z.strictObject({
  stop: durationRange.prefault('3m-10m'),
  start: durationRange.prefault('5m-15m'),
  lag: durationRange.prefault('10s-40s'),
  snapshot: takes('2m-10m', 'Until a snapshot is available.'),
  copyPerGiB: takes('30s-1m', 'Until a copy is available, for each GiB.'),
  stream: takes('3m-10m', 'Until an activity stream has started or stopped.'),
  restart: takes('30s-2m', 'For which instances reboot when an activity stream restarts their cluster.'),
  keyLoss: takes('2m-5m', 'From the loss of its key until an activity stream stops.'),
  create: takes('5m-15m', 'Until a cluster or an instance that is made is available.'),
  restore: takes('15m-25m', 'Until a restored cluster is available, besides the time for its size.'),
  restorePerGiB: takes('0s-40s', 'The same for each GiB, at most six hours; not every restore takes it.'),
  clone: takes('5m-15m', 'Until a clone is available, whatever its size.'),
  reset: takes('30s-2m', 'Until a cluster has its new master password.'),
  rename: takes('30s-2m', 'Until a cluster has its new name.'),
  delete: takes('3m-10m', 'Until a cluster or an instance is gone.'),
});

function takes(usual: string, description: string) {
  return durationRange.prefault(usual).meta({ description });
}
