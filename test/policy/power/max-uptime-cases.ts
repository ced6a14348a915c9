import { DAY, HOUR, hoursOf, SATURDAY } from '../builders.ts';
import type { PowerCase } from './case.ts';

/** Fri 19:00 in Berlin, when the hours ended. */
const ENDED = SATURDAY - 18 * HOUR;
const bound = (evenIfUsed: boolean, hours = 10) => ({ maxUptime: { ms: hours * HOUR, evenIfUsed } });
const startedAgo = (hours: number, by: 'aws' | 'user' = 'user') => ({
  lastStart: { at: SATURDAY - hours * HOUR, by },
});
const busy = { evidence: { state: 'busy', detail: 'used' } } as const;
const upFor = (hours: number) => ({ upSince: { state: 'up', since: SATURDAY - hours * HOUR } }) as const;
const stopped = { tags: { 'dormouse:power': 'stop 2026-11-20T18:05:00Z by developers' } };
const noHours = { hours: undefined, start: false } as object;

/** Stops of clusters that were started outside their hours, by `maxUptime`. */
export const maxUptimeCases: readonly PowerCase[] = [
  {
    name: 'somebody started it maxUptime ago, and it is idle',
    power: { stop: 'atEnd', ...bound(false) },
    facts: startedAgo(10),
    reason: 'idle',
    detail: 'started Sat 03:00 Europe/Berlin, up longer than maxUptime 10h; no use',
  },
  {
    name: 'somebody started it maxUptime ago, and it is used',
    power: { stop: 'atEnd', ...bound(false) },
    facts: { ...startedAgo(10), ...busy },
    reason: 'busy',
  },
  {
    name: 'somebody started it maxUptime ago, and its use is not known',
    power: { stop: 'atEnd', ...bound(false) },
    facts: { ...startedAgo(10), evidence: { state: 'unknown', detail: 'gaps' } },
    reason: 'idle-unknown',
  },
  {
    name: 'somebody started it maxUptime ago, and it has a new name',
    power: { stop: 'atEnd', ...bound(false) },
    facts: { ...startedAgo(10), renamedAt: SATURDAY - 0.9 * HOUR },
    reason: 'idle-unknown',
  },
  {
    name: 'somebody started it less than maxUptime ago',
    power: { stop: 'atEnd', ...bound(false) },
    facts: startedAgo(9.9),
    reason: 'started-after-end',
  },
  {
    name: 'it was started maxUptime ago, and no use keeps it up',
    power: { stop: 'atEnd', ...bound(true) },
    facts: { ...startedAgo(10), ...busy },
    reason: 'max-uptime',
    detail: 'next opens Mon 07:30; started Sat 03:00 Europe/Berlin, up longer than maxUptime 10h',
  },
  {
    name: 'it was created maxUptime ago',
    cluster: { createdAt: SATURDAY - 10 * HOUR },
    power: { stop: 'atEnd', ...bound(true) },
    reason: 'max-uptime',
    detail: 'created Sat 03:00',
  },
  {
    name: 'it was started maxUptime ago and a hold keeps it up',
    cluster: { tags: { 'dormouse:hold': 'up until 2026-12-01' } },
    power: { stop: 'atEnd', ...bound(true) },
    facts: startedAgo(10),
    reason: 'held-up',
  },
  {
    name: 'it is used for longer than maxUptime, and was started outside its hours',
    power: bound(true),
    facts: { ...startedAgo(10), ...busy },
    reason: 'max-uptime',
  },
  {
    name: 'it is used for longer than maxUptime, and was started in its hours',
    power: bound(true),
    facts: { ...startedAgo(20), ...busy },
    reason: 'busy',
  },
  {
    name: 'it is used, was started outside its hours, and not long ago',
    power: bound(true),
    facts: { ...startedAgo(9.9), ...busy },
    reason: 'busy',
  },
  {
    name: 'it is used and no start is known since its hours ended',
    power: bound(true),
    facts: busy,
    reason: 'busy',
  },
  {
    name: 'AWS started it maxUptime ago, and the rule would leave it',
    power: { ...bound(true), afterAwsRestart: 'leave' },
    facts: { ...startedAgo(10, 'aws'), ...busy },
    reason: 'max-uptime',
  },
  {
    name: 'AWS started it less than maxUptime ago, and the rule leaves it',
    power: { ...bound(true), afterAwsRestart: 'leave' },
    facts: { ...startedAgo(9, 'aws'), ...busy },
    reason: 'aws-restart-left',
  },
  {
    name: 'Dormouse stopped it after its hours, and metrics show it up for maxUptime',
    cluster: stopped,
    power: bound(true),
    facts: { ...busy, ...upFor(10) },
    reason: 'max-uptime',
    detail: 'up longer than maxUptime 10h by its metrics',
  },
  {
    name: 'Dormouse stopped it after its hours, and metrics show it up for less than maxUptime',
    cluster: stopped,
    power: bound(true),
    facts: { ...busy, ...upFor(9) },
    reason: 'busy',
  },
  {
    name: 'Dormouse stopped it before its hours, and who started it is not known',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-19T18:05:00Z by developers' } },
    power: bound(true),
    facts: { ...busy, ...upFor(24) },
    reason: 'busy',
  },
  {
    name: 'metrics show it up for maxUptime after the stop of the end, and it is idle',
    cluster: stopped,
    power: { stop: 'atEnd', ...bound(false) },
    facts: upFor(10),
    reason: 'idle',
  },
  {
    name: 'the rule has no hours, and it was started maxUptime ago',
    power: { ...noHours, ...bound(true) },
    facts: { ...startedAgo(10), ...busy },
    reason: 'max-uptime',
    detail: 'the rule has no hours; started Sat 03:00',
  },
  {
    name: 'the rule has no hours, and no start of that time is known',
    power: { ...noHours, ...bound(true) },
    facts: busy,
    reason: 'max-uptime',
    detail: 'the rule has no hours; up longer than maxUptime 10h',
  },
  {
    name: 'the rule has no hours, and it was started less than maxUptime ago',
    power: { ...noHours, ...bound(true) },
    facts: { ...startedAgo(9), ...busy },
    reason: 'busy',
  },
  {
    name: 'its hours are never, so that nothing tells a start outside of them',
    power: { ...bound(true), hours: hoursOf('never') },
    facts: { ...startedAgo(10), ...busy },
    reason: 'busy',
  },
  {
    name: 'its hours ended before all that is asked for',
    now: SATURDAY + DAY,
    power: bound(true, 40),
    facts: { lastStart: { at: ENDED + 24 * HOUR, by: 'user' }, ...busy },
    reason: 'busy',
  },
];
