import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { ChangeCalendar } from '../../../shared/policy/model/policy.ts';
import {
  type CalendarState,
  calendarsNeeded,
  waitForCalendars,
} from '../../../shared/policy/rules/change-calendar.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { snapshotFirst } from '../../support/builders/snapshots.ts';
import { aPolicy, aRule, DAY, SATURDAY } from '../builders.ts';

const freeze: ChangeCalendar = { name: 'freeze', from: ['stop'], whenUnknown: 'closed' };
const ours = { ...freeze, name: 'ours' };
const policy = aPolicy({
  changeCalendar: freeze,
  rules: [aRule({ name: 'developers', timezone: 'UTC' }), aRule({ name: 'own', changeCalendar: ours })],
});

const closed: CalendarState = { state: 'CLOSED', until: SATURDAY + DAY };
const open: CalendarState = { state: 'OPEN' };
const unknown: CalendarState = { state: 'unknown', why: 'denied' };

function decided(decision: Decision, state: CalendarState | undefined, of = policy) {
  const states = new Map(state === undefined ? [] : [['freeze', state]]);
  const [first] = waitForCalendars(of, [decision], states, SATURDAY);
  return `${first?.verdict} ${first?.reason}: ${first?.detail}`;
}

describe('an act waits for its change calendar', () => {
  test.each<[string, CalendarState | undefined, string]>([
    [
      'CLOSED',
      closed,
      'skip change-calendar-closed: the change calendar freeze is CLOSED until Sun 12:00 UTC',
    ],
    [
      'CLOSED without an end',
      { state: 'CLOSED' },
      'skip change-calendar-closed: the change calendar freeze is CLOSED',
    ],
    ['OPEN', open, 'act idle: no use for an hour'],
    [
      'unknown',
      unknown,
      'skip change-calendar-unknown: the state of the change calendar freeze is unknown: denied',
    ],
    [
      'not read',
      undefined,
      'skip change-calendar-unknown: the state of the change calendar freeze is unknown: it was not read',
    ],
  ])('that is %s', (_name, state, expected) => {
    expect(decided(anAct(), state)).toBe(expected);
  });

  test('unless the rule says that an unknown state counts as open', () => {
    const lenient = { ...policy, changeCalendar: { ...freeze, whenUnknown: 'open' as const } };

    expect(decided(anAct(), unknown, lenient)).toBe('act idle: no use for an hour');
    expect(decided(anAct(), closed, lenient)).toMatch(/^skip change-calendar-closed/);
  });

  test.each<[string, Decision, readonly string[]]>([
    ['by the policy', anAct(), ['freeze']],
    ['by its rule', anAct({ rule: 'own' }), ['ours']],
    ['by the policy, when its rule is gone', anAct({ rule: 'gone' }), ['freeze']],
    ['not when another action is named', anAct({ action: 'start' }), []],
    ['not when nothing is due', aSkip('busy'), []],
    ['a snapshot before a stop as the stop', snapshotFirst(), ['freeze']],
  ])('%s', (_name, decision, names) => {
    expect(calendarsNeeded(policy, [decision])).toEqual(names);
  });

  test('and each calendar is read once', () => {
    expect(calendarsNeeded(policy, [anAct(), anAct(), anAct({ rule: 'own' })])).toEqual(['freeze', 'ours']);
    expect(calendarsNeeded(aPolicy({ rules: [aRule()] }), [anAct()])).toEqual([]);
  });
});
