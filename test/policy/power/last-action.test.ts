import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { POWER_TAG, tagText } from '../../../shared/policy/model/tags.ts';
import { actionTags, attemptBefore, attemptsUpTo } from '../../../shared/policy/power/last-action.ts';
import { readLastAction } from '../../../shared/policy/rules/power-note.ts';
import { runs } from '../../support/runs.ts';
import { HOUR } from '../builders.ts';

const now = Date.parse('2026-11-20T19:05:00.123Z');
const read = (value: string) => readLastAction({ tags: { [POWER_TAG]: value } });

describe('actionTags', () => {
  test('say what is asked for, when and by which rule', () => {
    expect(actionTags('stop', 1, now, 'developer databases')).toEqual({
      tags: { [POWER_TAG]: 'stop 2026-11-20T19:05:00Z by developer databases' },
      tagsIfNotDone: {
        refused: { [POWER_TAG]: 'stop 2026-11-20T19:05:00Z refused by developer databases' },
        busy: { [POWER_TAG]: 'stop 2026-11-20T19:05:00Z busy by developer databases' },
      },
    });
  });

  test('are read back as they were written', () => {
    const action = fc.constantFrom('stop', 'start');
    const attempt = fc.integer({ min: 1, max: 999 });
    const answer = fc.constantFrom('refused', 'busy', undefined);
    const second = fc.integer({ min: 0, max: 253_402_300_799 });
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('', ' ', 'a\u2028b', ' a ', 'attempt 2 refused by b'),
    );

    fc.assert(
      fc.property(action, attempt, answer, second, name, (what, number, said, at, rule) => {
        const written = (by: string) => {
          const { tags, tagsIfNotDone } = actionTags(what, number, at * 1000, by);
          return (said === undefined ? tags : tagsIfNotDone[said])[POWER_TAG] ?? '';
        };
        const last = read(written(rule));

        expect(last).toMatchObject({ action: what, at: at * 1000, attempt: number });
        expect(last?.answer).toBe(said);
        expect(written(last?.rule ?? '')).toBe(written(rule));
      }),
      runs(1000),
    );
  });
});

test('the changes in a row are read back, whichever words are beside them', () => {
  const at = Math.floor(now / 1000) * 1000;
  const contest = { changes: 4, at: at - 60_000 };
  const { tags, tagsIfNotDone } = actionTags('stop', 2, at, 'me', { contest });

  expect(tags[POWER_TAG]).toBe('stop 2026-11-20T19:05:00Z attempt 2 change 4 of 2026-11-20T19:04:00Z by me');
  expect(read(tagsIfNotDone.refused[POWER_TAG] ?? '')).toEqual({
    ...{ action: 'stop', at, attempt: 2, contest, answer: 'refused', rule: 'me' },
  });
  expect(read('start 2026-11-20T19:05:00Z change 2 by me')?.contest).toEqual({ changes: 2, at });
});

describe('readLastAction', () => {
  test.each([
    '',
    'stop',
    'stop 2026-11-20T19:05:00Z',
    'halt 2026-11-20T19:05:00Z by me',
    'stop 2026-13-20T19:05:00Z by me',
    'stop 2026-11-20 19:05 by me',
    'xstop 2026-11-20T19:05:00Z by me',
    'stop 2026-11-20T19:05:00Z refused attempt 2 by me',
  ])('does not read "%s"', (value) => {
    expect(read(value)).toBeUndefined();
  });

  test('does not read what is not there, or older than the cluster', () => {
    const tags = { [POWER_TAG]: 'stop 2026-11-20T19:05:00Z by me' };

    expect(readLastAction({ tags: {} })).toBeUndefined();
    expect(readLastAction({ tags, createdAt: Date.parse('2026-11-20T19:05:00Z') })?.rule).toBe('me');
    expect(readLastAction({ tags, createdAt: now })).toBeUndefined();
  });
});

describe('attemptBefore', () => {
  const lastAttempt = (value: string, action: 'stop' | 'start', startedAt?: number) =>
    attemptBefore({ tags: { [POWER_TAG]: value } }, action, now, startedAt);

  test.each([
    ['a stop that had no effect', 'stop 2026-11-20T19:00:00Z attempt 3 by r', 'stop', 3],
    ['a stop that AWS refused', 'stop 2026-11-20T19:00:00Z attempt 3 refused by r', 'stop', 3],
    ['a stop that AWS was busy for', 'stop 2026-11-20T19:00:00Z attempt 3 busy by r', 'stop', 2],
    ['a stop of a day ago', 'stop 2026-11-19T19:05:00Z attempt 3 by r', 'stop', 0],
    ['a start', 'start 2026-11-20T19:00:00Z attempt 3 by r', 'stop', 0],
    ['a start that AWS refused', 'start 2026-11-20T19:00:00Z refused by r', 'start', 1],
    ['a start that AWS accepted', 'start 2026-11-20T19:00:00Z by r', 'start', 0],
  ] as const)('counts %s', (_, value, action, attempts) => {
    expect(attemptsUpTo(lastAttempt(value, action))).toBe(attempts);
  });

  test('does not count a stop that the cluster has been started after', () => {
    const value = 'stop 2026-11-20T18:05:00Z attempt 3 by r';

    expect(lastAttempt(value, 'stop', now)).toBeUndefined();
    expect(lastAttempt(value, 'stop', now - 2 * HOUR)?.attempt).toBe(3);
  });
});

describe('tagText', () => {
  test.each([
    ['dev & test (EU)', 'dev _ test _EU_'],
    ['Größe 3_.:/=+-@', 'Größe 3_.:/=+-@'],
    ['a\tb\u0000', 'a_b_'],
    ['smile 😀', 'smile _'],
  ])('turns %j into %j', (text, expected) => {
    expect(tagText(text)).toBe(expected);
  });

  test('is always what AWS allows in a tag value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(tagText(text)).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
        expect(tagText(text).length).toBeLessThanOrEqual(256);
        expect(tagText(tagText(text))).toBe(tagText(text));
      }),
      runs(1000),
    );
  });
});
