import { aRule, DAY, FRIDAY, HOUR, MINUTE, SATURDAY, WEEKDAYS } from '../builders.ts';
import { aStream, aStreamRule, SUNDAY_0500 } from './builders.ts';
import { type ActivityStreamCase, later, running } from './case.ts';
import { streamFactCases } from './fact-cases.ts';
import { streamHistoryCases } from './history-cases.ts';
import { streamOverrideCases } from './override-cases.ts';

const guards: readonly ActivityStreamCase[] = [
  {
    name: 'no rule has activityStream',
    policy: { rules: [aRule()] },
    reason: 'no-rule',
    detail: 'no rule with activityStream matches it',
  },
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
      'starting its stream (async; inside always) restarts the cluster; restart: maintenanceWindow allows that from Sun 06:00 Europe/Berlin',
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
    detail: 'at an unknown time',
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
    detail: 'restart: offHours allows that from Fri 19:00 Europe/Berlin',
    restartsAt: Date.parse('2026-11-20T18:00:00Z'),
  },
  {
    name: 'off hours come when its hours are over',
    now: FRIDAY,
    cluster: later,
    policy: {
      rules: [aRule({ activityStream: aStreamRule({ restart: 'offHours', hours: WEEKDAYS }) })],
    },
    reason: 'restart-waits',
    detail: 'restart: offHours allows that from Fri 19:00 Europe/Berlin, when it should be off',
    restartsAt: Date.parse('2026-11-20T18:00:00Z'),
  },
  {
    name: 'its window comes when its hours have come again',
    now: FRIDAY - 14 * HOUR,
    cluster: { ...running, maintenanceWindow: 'fri:12:00-fri:12:30' },
    declared: { hours: WEEKDAYS },
    reason: 'restart-waits',
    detail: 'restart: maintenanceWindow allows that from Fri 13:00 Europe/Berlin, when it should run async',
  },
  {
    name: 'it runs in another mode, and there is time to start it again',
    cluster: { activityStream: aStream({ mode: 'sync' }), maintenanceWindow: 'sat:11:46-sat:12:16' },
    reason: 'stream-drift',
    change: 'stop',
  },
  {
    name: 'it runs in another mode, and there is no time to start it again',
    cluster: { activityStream: aStream({ mode: 'sync' }), maintenanceWindow: 'sat:11:45-sat:12:15' },
    reason: 'restart-waits',
    detail:
      'restarts the cluster; restart: maintenanceWindow allows that, with time to start it again, from Sat 2026-11-28 12:45 Europe/Berlin',
    restartsAt: SATURDAY + 7 * DAY - 15 * MINUTE,
  },
  {
    name: 'there is no time to start it again, and it should be off',
    cluster: { ...running, maintenanceWindow: 'sat:11:31-sat:12:01' },
    declared: { mode: 'off' },
    reason: 'stream-over',
    change: 'stop',
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
    detail: 'stopping its stream',
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
    name: 'it is stopped and should have no stream',
    cluster: { status: 'stopped' },
    declared: { mode: 'off' },
    reason: 'stream-as-declared',
  },
  {
    name: 'it is stopped with a stream',
    cluster: { ...running, status: 'stopped' },
    reason: 'cluster-stopped',
    exactly: 'it is stopped; its activity stream follows when it runs',
  },
];

export const activityStreamCases = [
  ...guards,
  ...restarts,
  ...streamHistoryCases,
  ...streamFactCases,
  ...streamOverrideCases,
];
