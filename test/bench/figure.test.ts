import { expect, test } from 'vitest';
import { type Figure, isFailure, isMet, timeFigure } from '../../bench/figure.ts';

const rounds = (over: number, of: number): Figure => {
  const ratios = Array.from({ length: of }, (_, round) => (round < over ? 1.4 : 1.1));
  return timeFigure('a time', { ms: 1, baseMs: 1, ratios }, 1.25);
};

test.each([
  [10, 21, { isMet: true, isFailure: false }],
  [11, 21, { isMet: false, isFailure: false }],
  [17, 21, { isMet: false, isFailure: false }],
  [18, 21, { isMet: false, isFailure: true }],
  [30, 41, { isMet: false, isFailure: false }],
  [31, 41, { isMet: false, isFailure: true }],
])('a time that %i of %i rounds find too long is reported as such', (over, of, expected) => {
  const figure = rounds(over, of);

  expect({ isMet: isMet(figure), isFailure: isFailure(figure) }).toEqual(expected);
});

test('a call too many is a failure at once', () => {
  expect(isFailure({ name: 'calls', ratio: 1.01, target: 1, parts: {} })).toBe(true);
});

test('a figure without a target is never missed', () => {
  const figure = timeFigure('a time', { ms: 4, baseMs: 1, ratios: [4, 4, 4] });

  expect([isMet(figure), isFailure(figure)]).toEqual([true, false]);
});
