import { expect, test } from 'vitest';
import { evaluateRule } from './composite-alarm.ts';

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

test.each(['OK("a")', 'ALARM("a") && ALARM("b")', '(ALARM("a")', 'ALARM("a") ALARM("b")', 'NOT', 'ANDOR'])(
  '%s is no rule',
  (rule) => {
    expect(() => evaluateRule(rule, () => true)).toThrow();
  },
);
