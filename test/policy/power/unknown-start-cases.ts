import { HOUR, MINUTE, SATURDAY } from '../builders.ts';
import type { PowerCase } from './case.ts';

const stopped = { tags: { 'dormouse:power': 'stop 2026-11-20T18:05:00Z by developers' } };
const up = { upSince: { state: 'up', since: SATURDAY - HOUR } } as const;
const unknown = {
  upSince: { state: 'unknown', detail: 'CPUUtilization is missing in 20 of 30 buckets' },
} as const;

/** Stops of clusters that Dormouse has stopped before, and that run without a start that anything reports. */
export const unknownStartCases: readonly PowerCase[] = [
  {
    name: 'Dormouse stopped it, no start is known since, and metrics do not show minUptime of uptime',
    cluster: stopped,
    power: { stop: 'atOnce' },
    facts: unknown,
    reason: 'started-recently',
    detail:
      'stopped Fri 19:05 Europe/Berlin, and RDS reports no start since; its metrics do not show 30m of uptime: CPUUtilization is missing in 20 of 30 buckets',
  },
  {
    name: 'no start is known since its stop, and metrics have not been read',
    cluster: stopped,
    power: { stop: 'atOnce' },
    reason: 'started-recently',
  },
  {
    name: 'no start is known since its stop, and metrics show that it has been up for minUptime',
    cluster: stopped,
    power: { stop: 'atOnce' },
    facts: up,
    reason: 'outside-hours',
  },
  {
    name: 'a start is known since its stop',
    cluster: stopped,
    power: { stop: 'atOnce' },
    facts: { lastStart: { at: SATURDAY - 31 * MINUTE, by: 'user' } },
    reason: 'outside-hours',
  },
  {
    name: 'a start of before its stop is the last that is known',
    cluster: stopped,
    power: { stop: 'atOnce' },
    facts: { lastStart: { at: SATURDAY - 20 * HOUR, by: 'user' }, ...unknown },
    reason: 'started-recently',
  },
  {
    name: 'no start is known since its stop, but there is no minUptime',
    cluster: stopped,
    power: { stop: 'atOnce', minUptimeMs: 0 },
    reason: 'outside-hours',
  },
  {
    name: 'AWS refused its last stop, so that it has been up all the time',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-20T18:05:00Z refused by developers' } },
    power: { stop: 'atOnce' },
    facts: unknown,
    reason: 'outside-hours',
  },
  {
    name: 'the stop in its tag is older than the cluster',
    cluster: { ...stopped, createdAt: SATURDAY - HOUR },
    power: { stop: 'atOnce' },
    facts: unknown,
    reason: 'outside-hours',
  },
  {
    name: 'no start is known since its stop, and the evidence of no use covers minUptime',
    cluster: stopped,
    facts: unknown,
    reason: 'idle',
  },
  {
    name: 'no start is known since its stop, and minUptime is longer than the evidence of no use',
    cluster: stopped,
    power: { minUptimeMs: 2 * HOUR },
    facts: unknown,
    reason: 'started-recently',
  },
  {
    name: 'no start is known since its stop, and it is held stopped',
    cluster: { tags: { ...stopped.tags, 'dormouse:hold': 'stopped until 2026-11-24' } },
    facts: unknown,
    reason: 'started-recently',
  },
];
