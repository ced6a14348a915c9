import { expect, test } from 'vitest';
import { calm, compositeAlarm, evaluateRule, step } from './composite-alarm.ts';

const MINUTE = 60_000;

test.each([
  ['ALARM("a")', true],
  ['ALARM("b")', false],
  ['ALARM("b") OR ALARM("a")', true],
  ['ALARM("a") AND NOT ALARM("a") OR ALARM("b")', false],
  ['(ALARM("a") AND NOT ALARM("b")) OR ALARM("b")', true],
  ['NOT (ALARM("b") OR ALARM("a"))', false],
])('%s is %s when only a is raised', (rule, expected) => {
  expect(evaluateRule(rule, (name) => name === 'a')).toBe(expected);
});

/** The minutes in which a composite alarm notifies: it waits two minutes, and is held back for three more afterwards. */
function notifies(raised: string, suppressed: string): string {
  const alarm = compositeAlarm.parse({
    ...{ AlarmName: 'a', AlarmRule: 'ALARM("b")', ActionsSuppressor: 's' },
    ...{ ActionsSuppressorWaitPeriod: 120, ActionsSuppressorExtensionPeriod: 180 },
  });
  let state = calm;
  return [...raised]
    .map((now, minute) => {
      const before = state.notified;
      state = step(alarm, state, {
        at: minute * MINUTE,
        raised: now === '!',
        suppressed: suppressed[minute] === '!',
      });
      return state.notified === before ? ' ' : state.notified ? '!' : 'o';
    })
    .join('');
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html
test.each([
  ['after the time to wait', ' !!!!    ', '         ', '   !   o '],
  ['not at all, if it has passed while it waited', ' !       ', '         ', '         '],
  [
    'not at all, if its suppressor comes and it goes first',
    ' !!!!          ',
    '  !!!!!        ',
    '               ',
  ],
  ['after the extension, if it is still raised then', ' !!!!!!!!!!', '  !!!      ', '        !  '],
])('a composite alarm with a suppressor notifies %s', (_, raised, suppressed, expected) => {
  expect(notifies(raised, suppressed)).toBe(expected);
});
