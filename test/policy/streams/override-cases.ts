import { SATURDAY } from '../builders.ts';
import { type ActivityStreamCase, later, running, tagged, UNTIL } from './case.ts';

export const streamOverrideCases: readonly ActivityStreamCase[] = [
  {
    name: 'its override cannot be read',
    cluster: tagged('please not'),
    reason: 'override-unreadable',
    detail: 'dormouse:activity-stream-override is "please not"; write for example off until',
  },
  {
    name: 'it is off for a while and does not run',
    cluster: tagged('off until 2026-11-24T09:30:00Z'),
    reason: 'stream-as-declared',
    detail: 'it does not run; an override says off until Tue 10:30 Europe/Berlin',
  },
  {
    name: 'it is off for a while and runs',
    cluster: { ...running, ...tagged('off until 2026-11-24') },
    reason: 'stream-over',
    change: 'stop',
    detail: 'an override says off until Wed 00:00 Europe/Berlin',
  },
  {
    name: 'it is sync for a while and runs async',
    cluster: { ...running, ...tagged('sync until 2026-11-24T09:30:00Z') },
    reason: 'stream-drift',
    change: 'stop',
    detail: 'it runs async and should run sync; an override says sync until Tue 10:30 Europe/Berlin',
  },
  {
    name: 'its override will be over when it may be restarted',
    cluster: { ...running, ...later, ...tagged('sync until 2026-11-22T04:00:00Z') },
    reason: 'restart-waits',
    detail:
      'allows that, with time to start it again, from Sun 06:00 Europe/Berlin, when it should run async',
  },
  {
    name: 'its override is over',
    cluster: tagged('off until 2026-11-21T12:00:00Z'),
    reason: 'stream-due',
    change: 'start',
  },
  { name: 'its override says declared', cluster: tagged('declared'), reason: 'stream-due', change: 'start' },
  {
    name: 'off is asked for and it runs',
    cluster: running,
    requested: { desired: 'off', until: UNTIL },
    reason: 'stream-over',
    change: 'stop',
  },
  {
    name: 'off is asked for and it does not run',
    requested: { desired: 'off', until: UNTIL },
    reason: 'override-requested',
    change: 'tag',
    detail:
      '"off until 2026-11-24T09:30:00Z" is remembered; stream-as-declared: it does not run; an override says off until',
  },
  {
    name: 'off is asked for and has to wait',
    cluster: { ...running, ...later },
    requested: { desired: 'off', until: UNTIL },
    reason: 'override-requested',
    change: 'tag',
    detail: 'is remembered; restart-waits: stopping its stream',
  },
  {
    name: 'what is asked for is remembered already',
    cluster: tagged('off until 2026-11-24T10:30:00+01:00'),
    requested: { desired: 'off', until: UNTIL + 500 },
    reason: 'stream-as-declared',
  },
  {
    name: 'what is asked for is over',
    cluster: running,
    requested: { desired: 'off', until: SATURDAY },
    reason: 'stream-as-declared',
  },
  {
    name: 'what is declared is asked for, against the tag',
    cluster: { ...running, ...tagged('off until 2026-11-24T09:30:00Z') },
    requested: { desired: 'declared' },
    reason: 'override-requested',
    change: 'tag',
    detail: '"declared" is remembered; stream-as-declared: it runs async',
  },
  {
    name: 'what is declared is asked for, with no tag',
    cluster: running,
    requested: { desired: 'declared' },
    reason: 'stream-as-declared',
  },
  {
    name: 'what is asked for replaces what cannot be read',
    cluster: tagged('please not'),
    requested: { desired: 'declared' },
    reason: 'stream-due',
    change: 'start',
  },
  {
    name: 'it is held, whatever is asked for',
    cluster: { tags: { 'dormouse:hold': 'forever' } },
    requested: { desired: 'off', until: UNTIL },
    reason: 'held',
  },
  {
    name: 'what is asked for is not allowed',
    cluster: { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' },
    requested: { desired: 'sync', until: UNTIL },
    reason: 'ineligible',
  },
  {
    name: 'what is asked for depends on what has not been read',
    facts: 'none',
    requested: { desired: 'sync', until: UNTIL },
    reason: 'not-observed',
  },
];
