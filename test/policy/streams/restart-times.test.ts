import { describe, expect, test } from 'vitest';
import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import { nextRestartAt } from '../../../shared/policy/streams/restart-times.ts';
import {
  aPolicy,
  aPowerRule,
  aRange,
  aRule,
  DAY,
  FRIDAY,
  HOUR,
  hoursOf,
  MINUTE,
  SATURDAY,
  withoutHours,
} from '../builders.ts';
import { anAuditedCluster, aStreamRule, SUNDAY_0500, WINDOW_LATER, WINDOW_NOW } from './builders.ts';

type Restart = ActivityStreamRule['restart'];

const FRIDAY_1800Z = Date.parse('2026-11-20T18:00:00Z');
const weekdays = aPolicy();
const noHours = aPolicy({ rules: [aRule({ power: withoutHours() })] });
const always = aPolicy({ rules: [aRule({ power: aPowerRule({ hours: hoursOf('always') }) })] });
const never = aPolicy({ rules: [aRule({ power: aPowerRule({ hours: hoursOf('never') }) })] });
const noPower = aPolicy({ rules: [] });
/** Closed for twenty minutes at noon, and from `end` until midnight. */
const breaks = (end: string) =>
  aPolicy({
    rules: [
      aRule({
        power: aPowerRule({
          hours: hoursOf([
            aRange([1, 2, 3, 4, 5, 6, 7], '00:00', '12:00'),
            aRange([1, 2, 3, 4, 5, 6, 7], '12:20', end),
          ]),
        }),
      }),
    ],
  });
const MONDAY_0600Z = Date.parse('2026-11-23T06:00:00Z');
const MONDAY_0630Z = MONDAY_0600Z + HOUR / 2;
const MONDAY_1800Z = Date.parse('2026-11-23T18:00:00Z');

describe('nextRestartAt', () => {
  test.each<[string, Restart, typeof weekdays, string, number, number | undefined]>([
    ['anytime', 'anytime', weekdays, WINDOW_LATER, SATURDAY, SATURDAY],
    ['within the window', 'maintenanceWindow', weekdays, WINDOW_NOW, SATURDAY, SATURDAY],
    ['before the window', 'maintenanceWindow', weekdays, WINDOW_LATER, SATURDAY, SUNDAY_0500],
    [
      'a quarter before it: there is no lead',
      'maintenanceWindow',
      weekdays,
      WINDOW_LATER,
      SUNDAY_0500 - HOUR / 4,
      SUNDAY_0500,
    ],
    ['without a window that can be read', 'maintenanceWindow', weekdays, 'never', SATURDAY, undefined],
    ['off hours', 'offHours', weekdays, WINDOW_LATER, SATURDAY, SATURDAY],
    ['in hours', 'offHours', weekdays, WINDOW_LATER, FRIDAY, FRIDAY_1800Z],
    ['in hours without a window', 'offHours', weekdays, 'never', FRIDAY, FRIDAY_1800Z],
    ['in hours and in the window', 'offHours', weekdays, 'fri:11:45-fri:12:15', FRIDAY, FRIDAY],
    ['in hours, the window is sooner', 'offHours', weekdays, 'fri:13:00-fri:13:30', FRIDAY, FRIDAY + HOUR],
    [
      'off hours of a rule without hours: the window',
      'offHours',
      noHours,
      WINDOW_LATER,
      SATURDAY,
      SUNDAY_0500,
    ],
    ['off hours without a rule: the window', 'offHours', noPower, WINDOW_LATER, SATURDAY, SUNDAY_0500],
    ['off hours that never come: the window', 'offHours', always, WINDOW_LATER, SATURDAY, SUNDAY_0500],
    ['off hours that never come, without a window', 'offHours', always, 'never', SATURDAY, undefined],
    ['hours that never come', 'offHours', never, WINDOW_LATER, SATURDAY, SATURDAY],
    [
      'off hours, more than half an hour before they end',
      'offHours',
      weekdays,
      'never',
      MONDAY_0600Z - 1,
      MONDAY_0600Z - 1,
    ],
    ['off hours, half an hour before they end', 'offHours', weekdays, 'never', MONDAY_0600Z, MONDAY_1800Z],
    [
      'off hours, a minute before they end',
      'offHours',
      weekdays,
      'never',
      MONDAY_0630Z - MINUTE,
      MONDAY_1800Z,
    ],
    [
      'off hours, half an hour before they end, in the window',
      'offHours',
      weekdays,
      'mon:06:00-mon:06:30',
      MONDAY_0600Z,
      MONDAY_0600Z,
    ],
    [
      'a break that is too short',
      'offHours',
      breaks('23:00'),
      'never',
      FRIDAY - 1.5 * HOUR,
      FRIDAY + 10 * HOUR,
    ],
    ['nothing but breaks that are too short', 'offHours', breaks('23:40'), 'never', FRIDAY, undefined],
  ])('%s', (_name, restart, policy, maintenanceWindow, now, expected) => {
    const cluster = anAuditedCluster({ maintenanceWindow });

    expect(nextRestartAt(aStreamRule({ restart }), cluster, policy, now)).toBe(expected);
  });

  test.each<[string, Restart, string, number, number | undefined]>([
    ['anytime', 'anytime', 'never', SATURDAY, SATURDAY],
    ['a window that lasts long enough', 'maintenanceWindow', WINDOW_LATER, SUNDAY_0500, SUNDAY_0500],
    [
      'a window that does not',
      'maintenanceWindow',
      WINDOW_LATER,
      SUNDAY_0500 + 10 * MINUTE,
      SUNDAY_0500 + 7 * DAY,
    ],
    [
      'off hours that last long enough',
      'offHours',
      'never',
      MONDAY_0600Z - 20 * MINUTE - 1,
      MONDAY_0600Z - 20 * MINUTE - 1,
    ],
    ['off hours that do not', 'offHours', 'never', MONDAY_0600Z - 20 * MINUTE, MONDAY_1800Z],
  ])('with twenty minutes for more: %s', (_name, restart, maintenanceWindow, now, expected) => {
    const cluster = anAuditedCluster({ maintenanceWindow });

    expect(nextRestartAt(aStreamRule({ restart }), cluster, weekdays, now, 20 * MINUTE)).toBe(expected);
  });
});
