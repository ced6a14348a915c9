import { describe, expect, test } from 'vitest';
import { keepText, readKeepText } from '../../../shared/policy/snapshots/retention.ts';
import { keptAgainTags, readUnkept, unkeptTags } from '../../../shared/policy/snapshots/unkept.ts';
import { SATURDAY } from '../builders.ts';

describe('the tag of how long a snapshot is kept', () => {
  test.each([
    ['all', undefined],
    ['daily=7 weekly=4', { daily: 7, weekly: 4 }],
    ['last=0', { last: 0 }],
    ['yearly=999999', { yearly: 999_999 }],
  ])('is written as "%s" and read back', (text, keep) => {
    expect(keepText(keep)).toBe(text);
    expect(readKeepText(text)).toEqual(keep === undefined ? {} : { keep });
  });

  test.each([
    undefined,
    '',
    'ALL',
    'daily=7  weekly=4',
    'daily=7,weekly=4',
    'daily=7 centuries=1',
    'daily=',
    'daily=1000000',
    '9daily=7',
    'daily=7d',
  ])('is not read from "%s"', (text) => {
    expect(readKeepText(text)).toBeUndefined();
  });
});

describe('the tag of a snapshot that nothing keeps', () => {
  const tag = (value: string) => ({ 'dormouse:unkept': value });

  test.each(['orphan', 'expired'] as const)('is written and read back: %s', (why) => {
    expect(unkeptTags(why, SATURDAY)).toEqual(tag(`${why} since 2026-11-21T12:00:00Z`));
    expect(readUnkept(unkeptTags(why, SATURDAY))).toEqual({ why, since: SATURDAY });
  });

  test.each([
    'no',
    '',
    'orphan',
    'lost since 2026-11-21T12:00:00Z',
    'orphan since 2026-11-21',
    'orphan since 2026-13-41T12:00:00Z',
    'an orphan since 2026-11-21T12:00:00Z',
    'orphan since 2026-11-21T12:00:00Z, or so',
  ])('is not read from "%s"', (value) => {
    expect(readUnkept(tag(value))).toBeUndefined();
  });

  test('is taken back once, where there is one', () => {
    expect(readUnkept({})).toBeUndefined();
    expect(keptAgainTags(unkeptTags('orphan', SATURDAY))).toEqual(tag('no'));
    expect(keptAgainTags(tag('no'))).toBeUndefined();
    expect(keptAgainTags({})).toBeUndefined();
  });
});
