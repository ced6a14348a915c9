import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import { capacityTag, readLastAction } from '../../../shared/policy/capacity/last-action.ts';
import { SATURDAY } from '../builders.ts';

const at = Date.parse('2026-11-20T19:05:00Z');

test('a capacity is noted with its time and rule, as far as a tag can hold them', () => {
  expect(capacityTag({ values: { min: 0.5, max: 16 } }, at + 999, 'developers')).toBe(
    '0.5-16 2026-11-20T19:05:00Z by developers',
  );
  const long = capacityTag({ values: { min: 1, max: 2 } }, at, `a "rule", ${'x'.repeat(300)}`);
  expect(long).toHaveLength(256);
  expect(long).toContain('by a _rule__ xxx');
});

test('a note is read back', () => {
  const half = fc.nat(512).map((halves) => halves / 2);
  fc.assert(
    fc.property(half, half, fc.nat(1e8), (min, max, minutes) => {
      const time = minutes * 60_000;
      const tags = { 'dormouse:capacity': capacityTag({ values: { min, max } }, time, 'developers') };

      expect(readLastAction({ tags })).toEqual({ min, max, at: time, rule: 'developers' });
    }),
  );
});

test.each([
  undefined,
  '',
  '1-16',
  '1-16 yesterday by a',
  'a-b 2026-11-20T19:05:00Z by a',
  '1-16 2026-13-20T19:05:00Z by a',
])('a note that is %j tells nothing', (value) => {
  expect(readLastAction({ tags: value === undefined ? {} : { 'dormouse:capacity': value } })).toBeUndefined();
});

test('a note whose rule has been cut off is still one', () => {
  expect(readLastAction({ tags: { 'dormouse:capacity': '0-8 2026-11-21T12:00:00Z by' } })).toEqual({
    min: 0,
    max: 8,
    at: SATURDAY,
    rule: '',
  });
});

test('the step and the changes in a row are read back, and tags without them are still read', () => {
  const contest = { changes: 3, at: at - 60_000 };
  const tag = (now: number, answer?: 'refused') =>
    capacityTag(
      { values: { min: 1, max: 4 }, isFirstStep: true, contest },
      now,
      'developers',
      defined({ answer }),
    );

  expect(tag(at)).toBe('1-4 2026-11-20T19:05:00Z first change 3 of 2026-11-20T19:04:00Z by developers');
  expect(tag(contest.at)).toBe('1-4 2026-11-20T19:04:00Z first change 3 by developers');
  expect(readLastAction({ tags: { 'dormouse:capacity': tag(at, 'refused') } })).toEqual({
    ...{ min: 1, max: 4, at, isFirstStep: true, contest, isRefused: true, rule: 'developers' },
  });
});
