import { expect, test } from 'vitest';
import { parseDuration } from '../../../shared/policy/time/duration.ts';

test.each([
  ['0m', 0],
  ['60m', 3_600_000],
  ['2h', 7_200_000],
  ['1d2h3m', 93_780_000],
  ['', Number.NaN],
  ['60', Number.NaN],
  ['3m2h', Number.NaN],
  ['-1m', Number.NaN],
])('"%s" is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});
