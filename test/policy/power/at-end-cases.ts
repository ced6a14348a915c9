import { aPowerRule, aRule, DAY, HOUR, hoursOf, MINUTE, SATURDAY } from '../builders.ts';
import type { PowerCase } from './case.ts';

/** Fri 19:00 in Berlin, when the hours ended. */
const ENDED = SATURDAY - 18 * HOUR;
const note = (text: string) => ({ tags: { 'dormouse:power': `${text} by developers` } });
const started = (at: number, by: 'aws' | 'user' = 'user') => ({ lastStart: { at, by } });
const stoppedAtEnd = note('stop 2026-11-20T18:00:00Z');
const atEnd = { stop: 'atEnd' } as const;
const full = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, '']));

const off = ['2026-11-28', '2026-12-05', '2026-12-12', '2026-12-19'];
/** Only on Saturdays, of which four are off. */
const rare = aRule({
  power: aPowerRule({ ...atEnd, hours: hoursOf([{ days: [6], start: 0, end: 60 }], ['off']) }),
});

/** Stops by `stop: atEnd`, each at noon of the Saturday after the end. */
export const atEndCases: readonly PowerCase[] = [
  {
    name: 'it has run since before the end, used or not',
    power: atEnd,
    facts: { evidence: { state: 'busy', detail: 'used' } },
    reason: 'outside-hours',
    detail:
      'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30; stop: atEnd, once',
  },
  {
    name: 'it was started in its hours, by Dormouse and by an event',
    cluster: note('start 2026-11-20T06:30:00Z'),
    power: atEnd,
    facts: started(ENDED - 11 * HOUR),
    reason: 'outside-hours',
  },
  {
    name: 'it was stopped at the end of the day before',
    cluster: note('stop 2026-11-20T17:59:59Z'),
    power: atEnd,
    facts: { upSince: { state: 'up', since: SATURDAY - HOUR } },
    reason: 'outside-hours',
  },
  { name: 'its facts are missing', power: atEnd, facts: 'none', reason: 'not-observed' },
  {
    name: 'somebody started it at the end, so no later than it',
    power: atEnd,
    facts: started(ENDED),
    reason: 'outside-hours',
  },
  {
    name: 'somebody started it after the end',
    power: atEnd,
    facts: started(ENDED + MINUTE),
    reason: 'started-after-end',
    detail:
      'started Fri 19:01 Europe/Berlin, after its hours ended Fri 19:00 Europe/Berlin: left until they end next',
  },
  {
    name: 'somebody started it after it was stopped at the end',
    cluster: stoppedAtEnd,
    power: atEnd,
    facts: started(SATURDAY - 2 * HOUR),
    reason: 'started-after-end',
  },
  {
    name: 'it was created or restored after the end',
    cluster: { createdAt: SATURDAY - 2 * HOUR },
    power: atEnd,
    reason: 'started-after-end',
    detail: 'created Sat 11:00 Europe/Berlin, after',
  },
  { name: 'it was created at the end', cluster: { createdAt: ENDED }, power: atEnd, reason: 'outside-hours' },
  {
    name: 'it was renamed after the end, so that earlier events are about another name',
    power: atEnd,
    facts: { renamedAt: SATURDAY - 2 * HOUR },
    reason: 'end-unknown',
  },
  {
    name: 'it was renamed before the end',
    power: atEnd,
    facts: { renamedAt: ENDED },
    reason: 'outside-hours',
  },
  {
    name: 'Dormouse requested its start in its hours, and it was complete after the end',
    cluster: note('start 2026-11-20T17:45:00Z'),
    power: atEnd,
    facts: started(ENDED + 5 * MINUTE),
    reason: 'outside-hours',
  },
  {
    name: 'Dormouse requested a start in its hours, and a later one is not its own',
    cluster: note('start 2026-11-20T17:45:00Z'),
    power: atEnd,
    facts: started(ENDED + 16 * MINUTE),
    reason: 'started-after-end',
  },
  {
    name: 'Dormouse started it for its maintenance window, which is over',
    cluster: { ...note('start 2026-11-21T09:45:00Z'), maintenanceWindow: 'sat:10:00-sat:10:30' },
    power: { ...atEnd, maintenance: 'honour' },
    facts: started(SATURDAY - 2 * HOUR),
    reason: 'outside-hours',
  },
  {
    name: 'another deployment started it, which its own rule did not ask for',
    cluster: note('start 2026-11-21T09:45:00Z'),
    power: atEnd,
    reason: 'started-after-end',
  },
  {
    name: 'AWS started it after the end',
    cluster: stoppedAtEnd,
    power: atEnd,
    facts: started(SATURDAY - 2 * HOUR, 'aws'),
    reason: 'outside-hours',
  },
  {
    name: 'AWS started it after the end, and the rule leaves that',
    cluster: stoppedAtEnd,
    power: { ...atEnd, afterAwsRestart: 'leave' },
    facts: started(SATURDAY - 2 * HOUR, 'aws'),
    reason: 'aws-restart-left',
  },
  {
    name: 'it was stopped at the end, runs, and no start is known',
    cluster: stoppedAtEnd,
    power: atEnd,
    reason: 'end-unknown',
    detail: 'it was stopped Fri 19:00 Europe/Berlin, and it runs: RDS reports no start',
  },
  {
    name: 'metrics have a gap since its stop',
    cluster: stoppedAtEnd,
    power: atEnd,
    facts: { upSince: { state: 'unknown', detail: 'a gap' } },
    reason: 'end-unknown',
  },
  {
    name: 'metrics show it up only since after its stop',
    cluster: stoppedAtEnd,
    power: atEnd,
    facts: { upSince: { state: 'up', since: ENDED + MINUTE } },
    reason: 'end-unknown',
  },
  {
    name: 'metrics show that its stop had no effect',
    cluster: stoppedAtEnd,
    power: atEnd,
    facts: { upSince: { state: 'up', since: ENDED } },
    reason: 'outside-hours',
  },
  {
    name: 'AWS refused its stop',
    cluster: note('stop 2026-11-20T18:00:00Z refused'),
    power: atEnd,
    reason: 'outside-hours',
  },
  {
    name: 'its tags leave no room to remember the stop',
    cluster: { tags: full },
    power: atEnd,
    reason: 'end-unknown',
    detail: 'needs the tag dormouse:power',
  },
  {
    name: 'its tags leave no room and a hold keeps it stopped',
    cluster: { tags: { ...full, 'dormouse:hold': 'stopped until 2026-12-01' } },
    power: atEnd,
    reason: 'held-stopped',
  },
  {
    name: 'the policy writes no tags',
    policy: { tagActions: false },
    power: atEnd,
    reason: 'end-unknown',
  },
  { name: 'its hours never end', power: { ...atEnd, hours: hoursOf('never') }, reason: 'end-unknown' },
  {
    name: 'its hours ended longer ago than events tell',
    now: SATURDAY + 28 * DAY,
    policy: { calendars: { off }, rules: [rare] },
    reason: 'end-unknown',
  },
  {
    name: 'its hours ended long ago, it was stopped then, and AWS has started it',
    now: SATURDAY + 28 * DAY,
    cluster: note('stop 2026-11-21T00:00:00Z'),
    policy: { calendars: { off }, rules: [rare] },
    facts: started(SATURDAY + 28 * DAY - 2 * HOUR, 'aws'),
    reason: 'outside-hours',
  },
  {
    name: 'it started less than minUptime ago, in its hours or not',
    power: atEnd,
    facts: started(SATURDAY - 10 * MINUTE),
    reason: 'started-recently',
  },
];
