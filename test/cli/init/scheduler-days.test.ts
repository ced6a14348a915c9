import { describe, expect, test } from 'vitest';
import { fromInstanceScheduler } from '../../../cli/init/convert/instance-scheduler.ts';
import { converted } from './builders.ts';

describe('what Instance Scheduler says about days', () => {
  const hoursFor = (period: string, more = '') =>
    converted(
      fromInstanceScheduler,
      `{ Schedules: [{ Name: s, Periods: [p], UseMaintenanceWindow: false }], Periods: [{ Name: p, Begintime: "08:00", Endtime: "18:00", ${period} }${more}] }`,
    );

  test.each([
    ['Weekdays: [mon-fri]', 'mon-fri 08:00-18:00', {}],
    ['Weekdays: ["0-4"]', 'mon-fri 08:00-18:00', {}],
    ['Weekdays: [Saturday, sun]', 'sat, sun 08:00-18:00', {}],
    ['Weekdays: ["fri-mon"]', 'mon, fri-sun 08:00-18:00', {}],
    ['Weekdays: ["mon-fri/2"]', 'mon, wed, fri 08:00-18:00', {}],
    ['Weekdays: [L]', 'sun 08:00-18:00', {}],
    ['Weekdays: ["*"]', 'daily 08:00-18:00', {}],
    ['Weekdays: ["mon#1", "friL"]', 'p 08:00-18:00', { p: ['1st mon of month', 'last fri of month'] }],
    ['Weekdays: ["mon#1"], Months: [jan/3]', 'p 08:00-18:00', { p: ['1st mon of quarter'] }],
    ['Weekdays: ["thu#4"], Months: [november]', 'p 08:00-18:00', { p: ['4th thu of nov'] }],
    ['Monthdays: ["1-3", 15], Months: [2]', 'p 08:00-18:00', { p: ['02-01..02-03', '02-15'] }],
    ['Monthdays: [L]', 'p 08:00-18:00', { p: ['last day of month'] }],
    ['Months: [dec-feb]', 'p 08:00-18:00', { p: ['01-01..02-28', 'last day of feb', '12-01..12-31'] }],
    [
      'Weekdays: [mon-fri], Months: [nov-mar]',
      'mon-fri 08:00-18:00 except not-in-p',
      { 'not-in-p': ['04-01..10-31'] },
    ],
  ])('%s', (period, hours, calendars) => {
    const { rules, calendars: made } = hoursFor(period);

    expect(rules[0]?.power).toEqual({ hours, stop: 'atEnd' });
    expect(made).toEqual(calendars);
  });

  test.each([
    ['Weekdays: [mon], Monthdays: [13]', 'has weekdays and monthdays, whose common days no calendar can say'],
    ['Monthdays: [15W]', 'has monthdays (["15W"]) that hours and calendars cannot say'],
    ['Weekdays: [someday]', 'has weekdays (["someday"]) that hours and calendars cannot say'],
    ['Weekdays: ["mon#1", tue]', 'has days of the week both in each week and counted in a month'],
  ])('%s is not converted, and why', (period, why) => {
    const { rules, notes } = hoursFor(period);

    expect(rules).toEqual([]);
    expect(notes).toContain(`schedule s: its period p ${why}`);
  });
});
