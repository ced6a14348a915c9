import { FRIDAY, HOUR, MINUTE } from '../builders.ts';
import type { PowerCase } from './case.ts';

/** Stops of clusters with the tag `dormouse:hold`. */
export const stopHoldCases: readonly PowerCase[] = [
  {
    name: 'it is held',
    cluster: { tags: { 'dormouse:hold': '2026-11-24T09:30:00Z' } },
    reason: 'held',
    detail: 'held until Tue 10:30 Europe/Berlin',
  },
  {
    name: 'it is held for a long time',
    cluster: { tags: { 'dormouse:hold': '2026-12-01' } },
    reason: 'held',
    detail: 'held until Wed 2026-12-02 00:00 Europe/Berlin',
  },
  {
    name: 'its tag names no schedule',
    power: { hours: { text: 'tag Schedule', tag: 'Schedule' } },
    reason: 'no-schedule',
    detail: 'it has no tag Schedule',
  },
  {
    name: 'it is held forever',
    cluster: { tags: { 'dormouse:hold': 'forever' } },
    reason: 'held',
    detail: 'held forever',
  },
  {
    name: 'it is held stopped: without a look at hours, use or whose start it was',
    now: FRIDAY,
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-24T09:30:00Z' } },
    power: { afterAwsRestart: 'leave' },
    facts: { lastStart: { at: FRIDAY - HOUR, by: 'aws' }, evidence: { state: 'busy', detail: 'used' } },
    reason: 'held-stopped',
    detail: 'held stopped until Tue 10:30 Europe/Berlin',
  },
  {
    name: 'it is held stopped, and is younger than idleFor',
    now: FRIDAY,
    cluster: { createdAt: FRIDAY - 45 * MINUTE, tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    power: { minUptimeMs: 30 * MINUTE, idleForMs: HOUR },
    reason: 'held-stopped',
  },
  {
    name: 'it is held stopped, and has just started',
    now: FRIDAY,
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    facts: { lastStart: { at: FRIDAY - 5 * MINUTE, by: 'aws' } },
    reason: 'started-recently',
  },
  {
    name: 'it is held stopped, and its rule never stops',
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    power: { stop: 'never' },
    reason: 'stop-never',
  },
  {
    name: 'it is held stopped and protected',
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    policy: { protect: [{ from: ['stop'] }] },
    reason: 'protected',
  },
  {
    name: 'it is held stopped, and is modified',
    cluster: { status: 'modifying', tags: { 'dormouse:hold': 'stopped until 2026-11-24' } },
    reason: 'in-transition',
  },
  {
    name: 'it is held up',
    cluster: { tags: { 'dormouse:hold': 'up until 2026-11-24' } },
    reason: 'held-up',
    detail: 'held up until Wed 00:00 Europe/Berlin',
  },
  {
    name: 'its hold is over that kept it stopped',
    cluster: { tags: { 'dormouse:hold': 'stopped until 2026-11-20' } },
    reason: 'idle',
  },
  {
    name: 'no changes are allowed',
    cluster: { tags: { 'dormouse:hold': 'no changes until 2026-11-24' } },
    reason: 'held',
    detail: 'held until Wed 00:00 Europe/Berlin',
  },
  {
    name: 'it is held, and runs more than seven days after its stop',
    cluster: {
      tags: { 'dormouse:hold': 'forever', 'dormouse:power': 'stop 2026-11-14T12:00:00Z by developers' },
    },
    reason: 'held-running',
    detail: 'write stopped until before the time',
  },
  {
    name: 'it is held, and somebody has started it within seven days of its stop',
    cluster: {
      tags: { 'dormouse:hold': 'forever', 'dormouse:power': 'stop 2026-11-14T12:00:01Z by developers' },
    },
    reason: 'held',
  },
  {
    name: 'it is held, and AWS refused its last stop',
    cluster: {
      tags: {
        'dormouse:hold': 'forever',
        'dormouse:power': 'stop 2026-11-01T12:00:00Z refused by developers',
      },
    },
    reason: 'held',
  },
  { name: 'its hold is over', cluster: { tags: { 'dormouse:hold': '2026-11-20' } }, reason: 'idle' },
  {
    name: 'its hold cannot be read',
    cluster: { tags: { 'dormouse:hold': 'next week' } },
    reason: 'hold-unreadable',
    detail:
      'dormouse:hold is "next week"; write forever, 2026-12-01 or 2026-12-01T18:00:00Z, or remove the tag',
  },
];
