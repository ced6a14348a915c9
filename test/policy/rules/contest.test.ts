import { expect, test } from 'vitest';
import { changesSoFar, continueContest, isContested } from '../../../shared/policy/rules/contest.ts';
import { DAY, HOUR, SATURDAY } from '../builders.ts';

const last = { at: SATURDAY - HOUR, contest: { changes: 5, at: SATURDAY - HOUR } };

test('a change counts for a day, and a dispute for a day and a half', () => {
  const after = (ms: number) => changesSoFar({ ...last, at: SATURDAY + ms - HOUR }, 'theirs', SATURDAY + ms);

  expect(changesSoFar(last, 'theirs', last.at + DAY - 1)).toBe(5);
  expect(changesSoFar(last, 'theirs', last.at + DAY)).toBe(0);
  expect([after(1.5 * DAY - HOUR - 1), after(1.5 * DAY - HOUR)]).toEqual([5, 1]);
});

test('a time far ahead was not written by Dormouse and counts for nothing', () => {
  const ahead = { at: SATURDAY + DAY, contest: { changes: 5, at: SATURDAY + DAY } };

  expect(changesSoFar(ahead, 'ours', SATURDAY)).toBe(0);
  expect(isContested(ahead, 'theirs', SATURDAY)).toBe(false);
  expect(
    changesSoFar(
      { ...ahead, at: SATURDAY, contest: { changes: 5, at: SATURDAY + 2 * DAY } },
      'theirs',
      SATURDAY,
    ),
  ).toBe(1);
});

test('the count stays within what its tag can hold', () => {
  const many = { ...last, contest: { ...last.contest, changes: 999 } };

  expect(continueContest(many, 'ours', SATURDAY)).toEqual({ changes: 999, at: SATURDAY });
});
