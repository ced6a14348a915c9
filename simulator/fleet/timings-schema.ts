import { z } from 'zod';
import * as values from './values.ts';

/** How long things take, as a fleet file writes it. */
export const timingsSchema = z.strictObject({
  stop: values.durationRange.prefault('3m-10m'),
  start: values.durationRange.prefault('5m-15m'),
  lag: values.durationRange.prefault('10s-40s'),
  snapshot: values.durationRange.prefault('2m-10m').meta({ description: 'Until a snapshot is available.' }),
  copyPerGiB: values.durationRange
    .prefault('30s-1m')
    .meta({ description: 'Until a copy is available, for each GiB.' }),
  stream: values.durationRange
    .prefault('3m-10m')
    .meta({ description: 'Until an activity stream has started or stopped.' }),
  restart: values.durationRange
    .prefault('30s-2m')
    .meta({ description: 'For which instances reboot when an activity stream restarts their cluster.' }),
  keyLoss: values.durationRange
    .prefault('2m-5m')
    .meta({ description: 'From the loss of its key until an activity stream stops.' }),
  create: values.durationRange
    .prefault('5m-15m')
    .meta({ description: 'Until a cluster or an instance that is made is available.' }),
  restore: values.durationRange
    .prefault('15m-25m')
    .meta({ description: 'Until a restored cluster is available, besides the time for its size.' }),
  restorePerGiB: values.durationRange
    .prefault('0s-40s')
    .meta({ description: 'The same for each GiB, at most six hours; not every restore takes it.' }),
  clone: values.durationRange
    .prefault('5m-15m')
    .meta({ description: 'Until a clone is available, whatever its size.' }),
  reset: values.durationRange
    .prefault('30s-2m')
    .meta({ description: 'Until a cluster has its new master password.' }),
  rename: values.durationRange.prefault('30s-2m').meta({ description: 'Until a cluster has its new name.' }),
  delete: values.durationRange
    .prefault('3m-10m')
    .meta({ description: 'Until a cluster or an instance is gone.' }),
});
