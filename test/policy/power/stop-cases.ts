import { aRule, DAY, FRIDAY, HOUR, hoursOf, MINUTE, SATURDAY, withoutHours } from '../builders.ts';
import type { PowerCase } from './case.ts';
import { stopAttemptCases } from './stop-attempt-cases.ts';
import { stopHoldCases } from './stop-hold-cases.ts';
import { stopStreamCases } from './stop-stream-cases.ts';

const MONDAY_0700 = Date.parse('2026-11-23T06:00:00Z');
const peer = 'arn:aws:rds:us-east-1:111122223333:cluster:peer';
const startedAgo = (ms: number, by: 'aws' | 'user' = 'user') => ({ lastStart: { at: SATURDAY - ms, by } });

export const stopCases: readonly PowerCase[] = [
  {
    name: 'no rule matches it',
    policy: { rules: [aRule({ match: { clusters: ['prod-*'] } })] },
    reason: 'no-rule',
  },
  {
    name: 'it is protected',
    policy: { protect: [{ clusters: ['dev-*'], from: ['stop'] }] },
    reason: 'protected',
  },
  ...stopHoldCases,
  { name: 'AWS does not stop its kind', cluster: { engineMode: 'serverless' }, reason: 'ineligible' },
  {
    name: 'its kind is not stopped, whatever its status',
    cluster: { members: [], status: 'modifying' },
    reason: 'ineligible',
  },
  {
    name: 'its hours begin in half an hour',
    now: MONDAY_0700,
    reason: 'hours-soon',
    detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30',
  },
  { name: 'its hours begin in more than half an hour', now: MONDAY_0700 - MINUTE, reason: 'idle' },
  { name: 'the rule never stops', power: { stop: 'never' }, reason: 'stop-never', detail: 'outside mon-' },
  {
    name: 'it is stopped',
    cluster: { status: 'stopped' },
    reason: 'already-stopped',
    detail: 'it is stopped',
  },
  {
    name: 'it is stopping',
    cluster: { status: 'stopping' },
    reason: 'already-stopped',
    detail: 'it is stopping',
  },
  {
    name: 'it is starting',
    cluster: { status: 'starting' },
    reason: 'in-transition',
    detail: 'it is starting',
  },
  { name: 'it is backing up', cluster: { status: 'backing-up' }, reason: 'in-transition' },
  { name: 'its status is new', cluster: { status: 'teleporting' }, reason: 'in-transition' },
  { name: 'it is broken', cluster: { status: 'cloning-failed' }, reason: 'ineligible' },
  {
    name: 'its key is lost',
    cluster: { status: 'inaccessible-encryption-credentials-recoverable' },
    reason: 'ineligible',
  },
  ...stopStreamCases,
  {
    name: 'its hours are now',
    now: FRIDAY,
    reason: 'in-hours',
    detail: 'inside mon-fri 07:30-19:00 until Fri 19:00 Europe/Berlin',
  },
  {
    name: 'its hours are always',
    power: { hours: hoursOf('always') },
    reason: 'in-hours',
    detail: 'inside always',
  },
  {
    name: 'its maintenance window is now',
    cluster: { maintenanceWindow: 'sat:12:10-sat:12:40' },
    power: { maintenance: 'honour' },
    reason: 'in-maintenance-window',
    detail: 'its maintenance window sat:12:10-sat:12:40 UTC is now or begins within 15 minutes',
  },
  {
    name: 'it would have to be started for its maintenance window at once',
    cluster: { maintenanceWindow: 'sat:12:45-sat:13:15' },
    power: { maintenance: 'honour' },
    reason: 'hours-soon',
    detail: 'started for its maintenance window sat:12:45-sat:13:15 UTC at Sat 13:30 Europe/Berlin',
  },
  {
    name: 'its maintenance window is far enough away',
    cluster: { maintenanceWindow: 'sat:12:46-sat:13:16' },
    power: { maintenance: 'honour' },
    reason: 'idle',
  },
  {
    name: 'a maintenance window that is ignored is soon',
    cluster: { maintenanceWindow: 'sat:12:45-sat:13:15' },
    reason: 'idle',
  },
  {
    name: 'its maintenance window is ignored',
    cluster: { maintenanceWindow: 'sat:12:00-sat:12:30' },
    reason: 'idle',
  },
  { name: 'facts are missing', facts: 'none', reason: 'not-observed' },
  { name: 'its global database has others', facts: { globalPeers: [peer] }, reason: 'ineligible' },
  { name: 'it is in a blue/green deployment', facts: { inBlueGreen: true }, reason: 'ineligible' },
  {
    name: 'an instance is rebooting',
    facts: {
      members: [{ id: 'dev-orders-1', clusterId: 'dev-orders', status: 'rebooting', instanceClass: 'x' }],
    },
    reason: 'in-transition',
    detail: 'not all instances are available: dev-orders-1',
  },
  { name: 'an instance is not listed', facts: { members: [] }, reason: 'in-transition' },
  {
    name: 'it has just started',
    facts: startedAgo(29 * MINUTE),
    reason: 'started-recently',
    detail: 'started Sat 12:31 Europe/Berlin, less than 30m ago',
  },
  {
    name: 'Dormouse has started it, of which no event is known',
    cluster: { tags: { 'dormouse:power': 'start 2026-11-21T11:31:00Z by developers' } },
    power: { stop: 'atOnce' },
    reason: 'started-recently',
    detail: 'started Sat 12:31 Europe/Berlin, less than 30m ago',
  },
  {
    name: 'its start was refused',
    cluster: { tags: { 'dormouse:power': 'start 2026-11-21T11:31:00Z refused by developers' } },
    power: { stop: 'atOnce' },
    reason: 'outside-hours',
  },
  { name: 'it started after now', facts: startedAgo(-MINUTE), reason: 'started-recently' },
  {
    name: 'it was created or restored less than minUptime ago, of which there is no start',
    cluster: { createdAt: SATURDAY - 29 * MINUTE },
    facts: 'none',
    reason: 'started-recently',
    detail: 'created Sat 12:31 Europe/Berlin, less than 30m ago',
  },
  {
    name: 'it is younger than idleFor, so that the metrics of its name are of another cluster, too',
    cluster: { createdAt: SATURDAY - 59 * MINUTE },
    reason: 'idle-unknown',
    detail: 'created Sat 12:01 Europe/Berlin, less than the 1h of idleFor ago',
  },
  { name: 'it is as old as idleFor', cluster: { createdAt: SATURDAY - HOUR }, reason: 'idle' },
  {
    name: 'it is younger than idleFor, but is stopped at once',
    cluster: { createdAt: SATURDAY - 30 * MINUTE },
    power: { stop: 'atOnce' },
    reason: 'outside-hours',
  },
  {
    name: 'it was renamed less than minUptime ago',
    facts: { renamedAt: SATURDAY - 29 * MINUTE },
    reason: 'started-recently',
    detail: 'renamed Sat 12:31 Europe/Berlin, less than 30m ago',
  },
  {
    name: 'it was renamed less than idleFor ago',
    facts: { renamedAt: SATURDAY - 59 * MINUTE },
    reason: 'idle-unknown',
    detail: 'renamed Sat 12:01 Europe/Berlin, less than the 1h of idleFor ago',
  },
  { name: 'it was renamed before idleFor', facts: { renamedAt: SATURDAY - HOUR }, reason: 'idle' },
  { name: 'it started long enough ago', facts: startedAgo(30 * MINUTE), reason: 'idle' },
  { name: 'AWS restarted it and it may be stopped', facts: startedAgo(2 * HOUR, 'aws'), reason: 'idle' },
  {
    name: 'AWS restarted it since its last hours',
    power: { afterAwsRestart: 'leave' },
    facts: startedAgo(2 * HOUR, 'aws'),
    reason: 'aws-restart-left',
    detail:
      'AWS restarted it Sat 11:00 Europe/Berlin, and the rule leaves it up until its next hours have ended',
  },
  {
    name: 'AWS restarted it as its last hours ended',
    power: { afterAwsRestart: 'leave' },
    facts: startedAgo(18 * HOUR, 'aws'),
    reason: 'aws-restart-left',
  },
  {
    name: 'AWS restarted it before its last hours ended',
    power: { afterAwsRestart: 'leave' },
    facts: startedAgo(18 * HOUR + MINUTE, 'aws'),
    reason: 'idle',
  },
  {
    name: 'a user restarted what may be left',
    power: { afterAwsRestart: 'leave' },
    facts: startedAgo(2 * HOUR),
    reason: 'idle',
  },
  {
    name: 'AWS restarted what has no hours',
    policy: { rules: [aRule({ power: withoutHours({ afterAwsRestart: 'leave' }) })] },
    facts: startedAgo(13 * DAY, 'aws'),
    reason: 'aws-restart-left',
  },
  {
    name: 'it is to stop at once',
    power: { stop: 'atOnce' },
    facts: { evidence: { state: 'busy', detail: 'used' } },
    reason: 'outside-hours',
    detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30',
  },
  {
    name: 'it is idle',
    reason: 'idle',
    detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30; no use',
  },
  {
    name: 'it is idle without hours',
    policy: { rules: [aRule({ power: withoutHours() })] },
    reason: 'idle',
    detail: 'the rule has no hours; no use',
  },
  {
    name: 'it is idle and its hours are never',
    power: { hours: hoursOf('never') },
    reason: 'idle',
    detail: 'outside never; no use',
  },
  ...stopAttemptCases,
  {
    name: 'it is busy',
    facts: { evidence: { state: 'busy', detail: 'used' } },
    reason: 'busy',
    detail: 'used',
  },
  {
    name: 'it has paused',
    facts: { evidence: { state: 'paused', detail: 'at 0' } },
    reason: 'auto-paused',
    detail: 'at 0',
  },
  {
    name: 'its evidence is unknown',
    facts: { evidence: { state: 'unknown', detail: 'gaps' } },
    reason: 'idle-unknown',
    detail: 'gaps',
  },
];
