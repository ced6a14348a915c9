import { type ActivityStreamCase, later, noted, running } from './activity-stream-case.ts';
import { streamFactCases } from './activity-stream-fact-cases.ts';
import { streamOverrideCases } from './activity-stream-override-cases.ts';
import { aRule, FRIDAY, SATURDAY, WEEKDAYS } from './builders.ts';
import { aStream, aStreamRule, OTHER_KEY_ID, SUNDAY_0500 } from './stream-builders.ts';

const guards: readonly ActivityStreamCase[] = [
  { name: 'no rule has activityStream', policy: { rules: [aRule()] }, reason: 'no-rule' },
  {
    name: 'it is protected',
    policy: { protect: [{ from: ['changeActivityStream'] }] },
    reason: 'protected',
  },
  {
    name: 'it is protected from other things',
    policy: { protect: [{ from: ['stop'] }] },
    reason: 'stream-due',
    change: 'start',
  },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, reason: 'held' },
  { name: 'its hold cannot be read', cluster: { tags: { 'dormouse:hold': 'x' } }, reason: 'hold-unreadable' },
];

const restarts: readonly ActivityStreamCase[] = [
  {
    name: 'its maintenance window is now',
    reason: 'stream-due',
    change: 'start',
    detail: 'async; inside always',
    restartsAt: SATURDAY,
  },
  {
    name: 'its maintenance window comes',
    cluster: later,
    reason: 'restart-waits',
    detail:
      'to start its stream (async; inside always) restarts it, which restart: maintenanceWindow allows Sun 06:00 Europe/Berlin',
    restartsAt: SUNDAY_0500,
  },
  {
    name: 'its maintenance window comes, and no fact is known',
    cluster: later,
    facts: 'none',
    keys: {},
    reason: 'restart-waits',
  },
  {
    name: 'its maintenance window cannot be read',
    cluster: { maintenanceWindow: 'whenever' },
    reason: 'restart-waits',
    detail: 'at a time that is not known',
  },
  {
    name: 'any time will do',
    cluster: later,
    declared: { restart: 'anytime' },
    reason: 'stream-due',
    change: 'start',
    restartsAt: SATURDAY,
  },
  {
    name: 'off hours are now',
    cluster: later,
    declared: { restart: 'offHours' },
    policy: { rules: [aRule({ activityStream: aStreamRule({ restart: 'offHours' }) })] },
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'off hours are not now',
    now: FRIDAY,
    cluster: later,
    policy: { rules: [aRule({ activityStream: aStreamRule({ restart: 'offHours' }) })] },
    reason: 'restart-waits',
    detail: 'which restart: offHours allows Fri 19:00 Europe/Berlin',
    restartsAt: Date.parse('2026-11-20T18:00:00Z'),
  },
  {
    name: 'its hours have ended and it may be restarted',
    cluster: running,
    declared: { hours: WEEKDAYS },
    reason: 'stream-over',
    change: 'stop',
    detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30',
    restartsAt: SATURDAY,
  },
  {
    name: 'its hours have ended and it may not be restarted',
    cluster: { ...running, ...later },
    declared: { hours: WEEKDAYS },
    reason: 'restart-waits',
    detail: 'to stop its stream',
    restartsAt: SUNDAY_0500,
  },
  {
    name: 'mode is off and it does not run',
    declared: { mode: 'off' },
    reason: 'stream-as-declared',
    detail: 'it does not run; the rule says mode: off',
  },
  {
    name: 'mode is off and it runs',
    cluster: running,
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'it is stopped and is to have no stream',
    cluster: { status: 'stopped' },
    declared: { mode: 'off' },
    reason: 'stream-as-declared',
  },
  {
    name: 'it is stopped with a stream',
    cluster: { ...running, status: 'stopped' },
    reason: 'cluster-stopped',
    detail: 'it is stopped',
  },
];

const notes: readonly ActivityStreamCase[] = [
  {
    name: 'it was started 29 minutes ago and AWS does not tell of it',
    cluster: noted('start 2026-11-21T11:31:00Z attempt 1 by audited'),
    reason: 'stream-in-transition',
    detail: 'its activity stream is stopped, though it was asked to start at Sat 12:31 Europe/Berlin',
  },
  {
    name: 'it was started half an hour ago and has ended',
    cluster: noted('start 2026-11-21T11:30:00Z attempt 1 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'it was stopped just now and AWS does not tell of it',
    cluster: { ...running, ...noted('stop 2026-11-21T11:50:00Z by audited') },
    declared: { mode: 'off' },
    reason: 'stream-in-transition',
  },
  {
    name: 'it was stopped just now to be started anew',
    cluster: noted('stop 2026-11-21T11:50:00Z by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'a note is from a time far ahead',
    cluster: noted('start 2036-11-21T11:50:00Z attempt 3 by audited'),
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'three starts have not lasted',
    cluster: noted('start 2026-11-21T09:00:00Z attempt 3 by audited'),
    reason: 'stream-lost',
    detail: 'it was started 3 times, last Sat 10:00 Europe/Berlin, and does not run',
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
      'it was changed 4 times in a row, last Sat 12:20 Europe/Berlin by audited, and is to be changed again (it runs sync',
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
    detail: 'find who else changes it, then remove the tag dormouse:activity-stream',
  },
  {
    name: 'it has been changed four times in a row and ended again, and nothing else has been read',
    cluster: contested('stop', '11:20', 4),
    facts: 'none',
    reason: 'stream-contested',
  },
  {
    name: 'it has been changed four times in a row and is as it is to be',
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

export const activityStreamCases = [
  ...guards,
  ...restarts,
  ...notes,
  ...streamFactCases,
  ...streamOverrideCases,
];
