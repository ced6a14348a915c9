import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { POWER_TAG, tagText } from '../../../shared/policy/model/tags.ts';
import { actionTags, powerTag, readPowerTag } from '../../../shared/policy/power/last-action.ts';
import { runs } from '../../support/runs.ts';
import { aPolicy } from '../builders.ts';

const now = Date.parse('2026-11-20T19:05:00.123Z');
const read = (value: string) => readPowerTag({ [POWER_TAG]: value });

describe('powerTag', () => {
  test('says what was done, when and by which rule', () => {
    expect(powerTag('stop', now, 'developer databases')).toBe(
      'stop 2026-11-20T19:05:00Z by developer databases',
    );
  });

  test('is read back as it was written', () => {
    const action = fc.constantFrom('stop', 'start');
    const second = fc.integer({ min: 0, max: 253_402_300_799 });
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('', ' ', 'a\u2028b', ' a '),
    );

    fc.assert(
      fc.property(action, second, name, (what, at, rule) => {
        const written = powerTag(what, at * 1000, rule);
        const note = read(written);

        expect(note).toMatchObject({ action: what, at: at * 1000 });
        expect(powerTag(what, at * 1000, note?.rule ?? '')).toBe(written);
      }),
      runs(1000),
    );
  });
});

describe('readPowerTag', () => {
  test.each([
    '',
    'stop',
    'stop 2026-11-20T19:05:00Z',
    'halt 2026-11-20T19:05:00Z by me',
    'stop 2026-13-20T19:05:00Z by me',
    'stop 2026-11-20 19:05 by me',
    'xstop 2026-11-20T19:05:00Z by me',
  ])('does not read "%s"', (value) => {
    expect(read(value)).toBeUndefined();
  });

  test('does not read what is not there', () => {
    expect(readPowerTag({})).toBeUndefined();
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

describe('actionTags', () => {
  test('notes a stop', () => {
    expect(actionTags(aPolicy(), 'stop', now, 'r')).toEqual({
      [POWER_TAG]: 'stop 2026-11-20T19:05:00Z by r',
    });
  });

  test('notes nothing where the policy says so', () => {
    expect(actionTags(aPolicy({ tagActions: false }), 'stop', now, 'r')).toEqual({});
  });
});
