import { MINUTE, SATURDAY } from '../builders.ts';
import type { PowerCase } from './case.ts';

/** Dormouse's note of its request to the activity stream that long ago. */
const noted = (action: 'start' | 'stop', ms: number) => ({
  'dormouse:activity-stream': `${action} ${new Date(SATURDAY - ms).toISOString().slice(0, 19)}Z by all`,
});

/** The status of the cluster's activity stream, and Dormouse's last request to it. */
export const stopStreamCases: readonly PowerCase[] = [
  { name: 'its stream starts', cluster: { activityStream: { status: 'starting' } }, reason: 'in-transition' },
  { name: 'its stream stops', cluster: { activityStream: { status: 'stopping' } }, reason: 'in-transition' },
  {
    name: 'its activity stream has been asked to stop, which its status does not tell yet',
    cluster: { activityStream: { status: 'started' }, tags: noted('stop', 5 * MINUTE) },
    reason: 'in-transition',
    detail: 'a stop of its activity stream has just been requested',
  },
  {
    name: 'its activity stream has been asked to start, which its status does not tell yet',
    cluster: { activityStream: { status: 'stopped' }, tags: noted('start', 29 * MINUTE) },
    reason: 'in-transition',
  },
  {
    name: 'its tag says so, but was copied from the cluster that it was restored from',
    cluster: {
      activityStream: { status: 'stopped' },
      tags: noted('start', 29 * MINUTE),
      createdAt: SATURDAY - 28 * MINUTE,
    },
    power: { minUptimeMs: 0, stop: 'atOnce' },
    reason: 'outside-hours',
  },
  {
    name: 'its activity stream was asked to start long enough ago for its status to show it',
    cluster: { activityStream: { status: 'stopped' }, tags: noted('start', 30 * MINUTE) },
    reason: 'idle',
  },
  {
    name: 'its activity stream has stopped, as it was asked to',
    cluster: { activityStream: { status: 'stopped' }, tags: noted('stop', 5 * MINUTE) },
    reason: 'idle',
  },
  { name: 'its activity stream runs', cluster: { activityStream: { status: 'started' } }, reason: 'idle' },
];
