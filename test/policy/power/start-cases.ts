import { aRule, hoursOf, SATURDAY, withoutHours } from '../builders.ts';
import type { PowerCase } from './case.ts';

const maintained = { maintenanceWindow: 'sat:12:10-sat:12:40' };

/** A cluster that would be started for its hours on a Friday, except as given in each. */
export const startCases: readonly PowerCase[] = [
  { name: 'no rule matches it', policy: { rules: [] }, reason: 'no-rule' },
  { name: 'it is protected', policy: { protect: [{ from: ['start'] }] }, reason: 'protected' },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, reason: 'held' },
  {
    name: 'it is held stopped in its hours',
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    reason: 'held-stopped',
  },
  {
    name: 'it is held up, whatever hours and start say',
    cluster: { tags: { 'dormouse:hold': 'up until 2026-11-24' } },
    policy: { rules: [aRule({ power: withoutHours({ start: false }) })] },
    now: SATURDAY,
    reason: 'held-up',
    detail: 'held up until Wed 00:00 Europe/Berlin',
  },
  {
    name: 'it is held up and protected',
    cluster: { tags: { 'dormouse:hold': 'up until 2026-11-24' } },
    policy: { protect: [{ from: ['start'] }] },
    reason: 'protected',
  },
  {
    name: 'it is held up, and runs',
    cluster: { status: 'available', tags: { 'dormouse:hold': 'up until 2026-11-24' } },
    reason: 'already-running',
  },
  { name: 'its hold cannot be read', cluster: { tags: { 'dormouse:hold': '' } }, reason: 'hold-unreadable' },
  { name: 'AWS does not start its kind', cluster: { engine: 'postgres' }, reason: 'ineligible' },
  {
    name: 'the rule does not start',
    power: { start: false },
    reason: 'start-off',
    detail: 'side mon-fri 07:30-19:00 ',
  },
  {
    name: 'the rule has no hours',
    policy: { rules: [aRule({ power: withoutHours({ start: true }) })] },
    reason: 'no-hours',
  },
  {
    name: 'the rule has no hours, and so does not start',
    policy: { rules: [aRule({ power: withoutHours({ start: false }) })] },
    reason: 'no-hours',
  },
  {
    name: 'its hours are not now',
    now: SATURDAY,
    reason: 'outside-hours',
    detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30',
  },
  {
    name: 'its tag asks for hours that the rule does not allow',
    cluster: { tags: { 'dormouse:hours': 'always until 2026-12-01' } },
    now: SATURDAY,
    reason: 'hours-refused',
    detail:
      'next opens Mon 07:30; its dormouse:hours "always until 2026-12-01" is refused: the rule allows no override',
  },
  { name: 'its hours are never', power: { hours: hoursOf('never') }, reason: 'outside-hours' },
  {
    name: 'its maintenance window is ignored',
    cluster: maintained,
    now: SATURDAY,
    reason: 'outside-hours',
  },
  {
    name: 'its maintenance window cannot be read',
    cluster: { maintenanceWindow: 'now' },
    power: { maintenance: 'honour' },
    now: SATURDAY,
    reason: 'outside-hours',
  },
  { name: 'it runs', cluster: { status: 'available' }, reason: 'already-running', detail: 'it is available' },
  { name: 'it is starting', cluster: { status: 'starting' }, reason: 'already-running' },
  { name: 'it is stopping', cluster: { status: 'stopping' }, reason: 'in-transition' },
  { name: 'its status is new', cluster: { status: 'teleporting' }, reason: 'in-transition' },
  {
    name: 'its key is lost',
    cluster: { status: 'inaccessible-encryption-credentials-recoverable' },
    reason: 'ineligible',
    detail: 'enable its KMS key again',
  },
  {
    name: 'its key is lost for good',
    cluster: { status: 'inaccessible-encryption-credentials' },
    reason: 'ineligible',
    detail: 'restore it from a snapshot',
  },
  {
    name: 'its hours are now',
    reason: 'in-hours',
    detail: 'inside mon-fri 07:30-19:00 until Fri 19:00 Europe/Berlin',
  },
  {
    name: 'its start was accepted so recently that RDS may not report it',
    cluster: { tags: { 'dormouse:power': 'start 2026-11-21T11:56:01Z by r' } },
    power: { hours: hoursOf('always') },
    now: SATURDAY,
    reason: 'in-transition',
    detail: 'RDS still reports it as stopped; its start was requested Sat 12:56 Europe/Berlin',
  },
  ...[
    ['its start was accepted four minutes ago', 'start 2026-11-21T11:56:00Z by r'],
    ['its start was refused a minute ago', 'start 2026-11-21T11:59:00Z refused by r'],
    ['AWS was busy a minute ago', 'start 2026-11-21T11:59:00Z busy by r'],
    ['it was stopped a minute ago', 'stop 2026-11-21T11:59:00Z by r'],
  ].map(
    ([name = '', tag = '']): PowerCase => ({
      name,
      cluster: { tags: { 'dormouse:power': tag } },
      power: { hours: hoursOf('always') },
      now: SATURDAY,
      reason: 'in-hours',
    }),
  ),
  { name: 'its hours are always', power: { hours: hoursOf('always') }, reason: 'in-hours' },
  {
    name: 'its maintenance window is soon',
    cluster: maintained,
    power: { maintenance: 'honour' },
    now: SATURDAY,
    reason: 'in-maintenance-window',
  },
  {
    name: 'its maintenance window is soon and it has no hours',
    cluster: maintained,
    policy: { rules: [aRule({ power: withoutHours({ start: true, maintenance: 'honour' }) })] },
    now: SATURDAY,
    reason: 'in-maintenance-window',
  },
];
