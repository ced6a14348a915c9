import { DAY, MINUTE, SATURDAY } from '../builders.ts';
import { aStream, OTHER_KEY_ID } from './builders.ts';
import { type ActivityStreamCase, later, noted, running } from './case.ts';

export const streamHistoryCases: readonly ActivityStreamCase[] = [
  {
    name: 'it was started 29 minutes ago and RDS does not report it',
    cluster: noted('start 2026-11-21T11:31:00Z attempt 1 by audited'),
    reason: 'stream-in-transition',
    detail:
      'RDS still reports its activity stream as stopped; its start was requested Sat 12:31 Europe/Berlin',
  },
  {
    name: 'its tag was copied from the cluster that it was restored from, which was started just now',
    cluster: {
      ...noted('start 2026-11-21T11:50:00Z attempt 3 change 4 by audited'),
      createdAt: SATURDAY - 5 * MINUTE,
    },
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'its tag is as old as itself',
    cluster: {
      ...noted('start 2026-11-21T11:50:00Z attempt 1 by audited'),
      createdAt: SATURDAY - 10 * MINUTE,
    },
    reason: 'stream-in-transition',
  },
  {
    name: 'it was started half an hour ago and has ended',
    cluster: noted('start 2026-11-21T11:30:00Z attempt 1 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'RDS was busy when it was asked to start it five minutes ago',
    cluster: noted('start 2026-11-21T11:55:00Z attempt 3 busy by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'RDS was busy again when it was asked to start it five minutes ago',
    cluster: noted('start 2026-11-21T11:55:00Z attempt 3 again busy by audited'),
    declared: { restart: 'anytime' },
    reason: 'restart-waits',
    detail:
      'RDS was busy when asked to start its stream (async; inside always) Sat 12:55 Europe/Berlin; the next try is Sat 13:25 Europe/Berlin, or as soon as the tag dormouse:activity-stream is removed',
  },
  {
    name: 'RDS was busy again when it was asked to start it half an hour ago',
    cluster: noted('start 2026-11-21T11:30:00Z attempt 3 again busy by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'RDS refused to start it 29 minutes ago',
    cluster: noted('start 2026-11-21T11:31:00Z attempt 2 refused by audited'),
    declared: { restart: 'anytime' },
    reason: 'restart-waits',
    detail:
      'RDS refused to start its stream (async; inside always) Sat 12:31 Europe/Berlin; the next try is Sat 13:01 Europe/Berlin, or as soon as the tag dormouse:activity-stream is removed',
    restartsAt: SATURDAY + MINUTE,
  },
  {
    name: 'RDS refused to start it half an hour ago',
    cluster: noted('start 2026-11-21T11:30:00Z attempt 2 refused by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'RDS refused to start it, and its window ends before it would be asked again',
    cluster: noted('start 2026-11-21T11:56:00Z attempt 1 refused by audited'),
    reason: 'restart-waits',
    detail: 'the next try is Sat 2026-11-28 12:55 Europe/Berlin, or as soon as the tag',
    restartsAt: SATURDAY + 7 * DAY - 5 * MINUTE,
  },
  {
    name: 'RDS refused to start it just before its window ended',
    cluster: {
      ...noted('start 2026-11-21T11:55:00Z attempt 1 refused by audited'),
      maintenanceWindow: 'sat:11:30-sat:12:00',
    },
    reason: 'restart-waits',
    detail: 'restart: maintenanceWindow allows that from Sat 2026-11-28 12:30 Europe/Berlin',
  },
  {
    name: 'RDS refused to start it, and it should be off',
    cluster: { ...running, ...noted('start 2026-11-21T11:55:00Z attempt 1 refused by audited') },
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'three starts had not lasted before a stop that RDS refused',
    cluster: noted('stop 2026-11-21T11:55:00Z attempt 3 refused by audited'),
    reason: 'stream-lost',
    detail: 'its stream was started 3 times in a row, and does not run',
  },
  {
    name: 'RDS has refused to start it three times',
    cluster: noted('start 2026-11-21T11:55:00Z attempt 3 refused by audited'),
    reason: 'stream-lost',
    detail:
      'RDS refused the last of 3 starts of its stream, Sat 12:55 Europe/Berlin: fix the cause, then remove the tag dormouse:activity-stream',
  },
  {
    name: 'RDS refused to stop it five minutes ago',
    cluster: { ...running, ...noted('stop 2026-11-21T11:55:00Z change 4 refused by audited') },
    declared: { mode: 'off', restart: 'anytime' },
    reason: 'restart-waits',
    detail: 'RDS refused to stop its stream (',
  },
  {
    name: 'RDS refused to stop it half an hour ago',
    cluster: { ...running, ...noted('stop 2026-11-21T11:30:00Z change 4 refused by audited') },
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'it was stopped just now and RDS does not report it',
    cluster: { ...running, ...noted('stop 2026-11-21T11:50:00Z by audited') },
    declared: { mode: 'off' },
    reason: 'stream-in-transition',
  },
  {
    name: 'it was stopped just now to be started again',
    cluster: noted('stop 2026-11-21T11:50:00Z by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'its tag has a time far ahead',
    cluster: noted('start 2036-11-21T11:50:00Z attempt 3 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'three starts have not lasted',
    cluster: noted('start 2026-11-21T09:00:00Z attempt 3 by audited'),
    reason: 'stream-lost',
    detail: 'its stream was started 3 times in a row, last Sat 10:00 Europe/Berlin, and does not run',
  },
  {
    name: 'three starts have not lasted, and why has not been read',
    cluster: noted('start 2026-11-21T09:00:00Z attempt 3 by audited'),
    facts: 'none',
    reason: 'not-observed',
  },
  {
    name: 'three starts have not lasted, and it has to wait anyway',
    cluster: { ...later, ...noted('start 2026-11-21T09:00:00Z attempt 3 by audited') },
    facts: 'none',
    reason: 'stream-lost',
  },
  {
    name: 'three starts had not lasted, and it runs now and should be off',
    cluster: { ...running, ...noted('start 2026-11-21T09:00:00Z attempt 3 by audited') },
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'it was started ten minutes ago, and should be off',
    cluster: noted('start 2026-11-21T11:50:00Z attempt 1 by audited'),
    declared: { mode: 'off' },
    reason: 'stream-in-transition',
  },
  {
    name: 'it was started ten minutes ago, should be off, and its cluster is being changed',
    cluster: { ...noted('start 2026-11-21T11:50:00Z attempt 1 by audited'), status: 'modifying' },
    declared: { mode: 'off' },
    reason: 'stream-as-declared',
    detail: 'it does not run',
  },
  {
    name: 'two starts have not lasted',
    cluster: noted('start 2026-11-21T09:00:00Z attempt 2 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'three starts had not lasted a day ago',
    cluster: noted('start 2026-11-20T12:00:00Z attempt 3 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'it has been changed four times in a row and runs in another mode again',
    cluster: { activityStream: aStream({ mode: 'sync' }), ...contested('start', '11:20', 4) },
    reason: 'stream-contested',
    detail:
      'its stream was changed 4 times in a row, last Sat 12:20 Europe/Berlin by audited, and another stop is due (it runs sync',
  },
  {
    name: 'it has been changed four times in a row and runs with another key again',
    cluster: { activityStream: aStream({ kmsKey: OTHER_KEY_ID }), ...contested('start', '11:20', 4) },
    reason: 'stream-contested',
  },
  {
    name: 'it has been changed four times in a row and runs again',
    cluster: { ...running, ...contested('stop', '11:20', 4) },
    declared: { mode: 'off' },
    reason: 'stream-contested',
    detail: 'find out who else changes it, then remove the tag dormouse:activity-stream',
  },
  {
    name: 'it has been changed four times in a row and ended again, and nothing else has been read',
    cluster: contested('stop', '11:20', 4),
    facts: 'none',
    reason: 'stream-contested',
  },
  {
    name: 'it has been changed four times in a row and is as desired',
    cluster: { ...running, ...contested('start', '11:20', 4) },
    reason: 'stream-as-declared',
  },
  {
    name: 'it has been changed four times in a row and no restart is allowed anyway',
    cluster: { ...later, ...contested('stop', '11:20', 4) },
    reason: 'restart-waits',
  },
  {
    name: 'it has been changed three times in a row',
    cluster: { ...running, ...contested('start', '11:20', 3) },
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'it had been changed four times in a row a day ago',
    cluster: noted('stop 2026-11-20T12:00:00Z change 4 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
];

function contested(action: 'start' | 'stop', time: string, change: number) {
  return noted(
    `${action} 2026-11-21T${time}:00Z${action === 'start' ? ' attempt 1' : ''} change ${change} by audited`,
  );
}
