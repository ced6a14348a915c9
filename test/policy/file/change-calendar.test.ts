import { expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { said } from './policy-text.ts';

const defaults = ['stop', 'deleteSnapshot', 'changeActivityStream', 'changeCapacity'];

function read(calendar: string) {
  return `version: 1\nchangeCalendar: ${calendar}\nrules: [{ name: a, match: {}, power: {}, changeCalendar: own-calendar }]\n`;
}

test.each([
  ['freeze', { name: 'freeze', from: defaults, whenUnknown: 'closed' }],
  ['{ name: freeze }', { name: 'freeze', from: defaults, whenUnknown: 'closed' }],
  [
    '{ name: "arn:aws:ssm:us-east-1:111122223333:document/freeze", from: [stop, start], whenUnknown: open }',
    {
      name: 'arn:aws:ssm:us-east-1:111122223333:document/freeze',
      from: ['stop', 'start'],
      whenUnknown: 'open',
    },
  ],
])('changeCalendar: %s', (text, expected) => {
  const parsed = parsePolicy(read(text));

  expect(parsed.ok && parsed.policy.changeCalendar).toEqual(expected);
  expect(parsed.ok && parsed.policy.rules[0]?.changeCalendar?.name).toBe('own-calendar');
});

test.each([
  ['a b', '"a b" is not a change calendar'],
  ['{ name: freeze, from: [stops] }', '"stops" is not one of'],
  ['{ name: freeze, whenUnkown: open }', 'is not a known key; did you mean whenUnknown?'],
  ['{ name: freeze, whenUnknown: shut }', '"shut" is not one of closed, open'],
])('changeCalendar: %s is refused', (text, message) => {
  expect(said(read(text)).join('\n')).toContain(message);
});
