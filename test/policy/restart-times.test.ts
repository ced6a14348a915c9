import { describe, expect, test } from 'vitest';
import type { ActivityStreamRule } from '../../shared/policy/model.ts';
import { nextRestartAt } from '../../shared/policy/restart-times.ts';
import { aPolicy, aPowerRule, aRule, FRIDAY, HOUR, hoursOf, SATURDAY, withoutHours } from './builders.ts';
import { anAuditedCluster, aStreamRule, SUNDAY_0500, WINDOW_LATER, WINDOW_NOW } from './stream-builders.ts';

type Restart = ActivityStreamRule['restart'];

const FRIDAY_1800Z = Date.parse('2026-11-20T18:00:00Z');
const weekdays = aPolicy();
const noHours = aPolicy({ rules: [aRule({ power: withoutHours() })] });
const always = aPolicy({ rules: [aRule({ power: aPowerRule({ hours: hoursOf('always') }) })] });
const never = aPolicy({ rules: [aRule({ power: aPowerRule({ hours: hoursOf('never') }) })] });
const noPower = aPolicy({ rules: [] });

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
  ])('%s', (_name, restart, policy, maintenanceWindow, now, expected) => {
    const cluster = anAuditedCluster({ maintenanceWindow });

    expect(nextRestartAt(aStreamRule({ restart }), cluster, policy, now)).toBe(expected);
  });
});
