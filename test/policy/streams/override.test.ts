import { describe, expect, test } from 'vitest';
import { readStreamOverride, resolveOverride } from '../../../shared/policy/streams/override.ts';
import type { RequestedOverride } from '../../../shared/policy/streams/stream.ts';
import { DAY, MINUTE, SATURDAY } from '../builders.ts';
import { ANY_OVERRIDE } from './builders.ts';

const TAG = 'dormouse:activity-stream-override';
const read = (value: string) =>
  readStreamOverride({ [TAG]: value }, { timezone: 'Europe/Berlin', now: SATURDAY }, ANY_OVERRIDE.maxMs);
const resolve = (tags: Readonly<Record<string, string>>, requested: RequestedOverride | undefined) =>
  resolveOverride(tags, requested, ANY_OVERRIDE, { timezone: 'Europe/Berlin', now: SATURDAY });
const until = SATURDAY + 30 * MINUTE;

describe('readStreamOverride', () => {
  test.each([
    ['off until 2026-11-21T12:30:00Z', { state: 'active', desired: 'off', until }],
    [' async until 2026-11-21T13:30+01:00 ', { state: 'active', desired: 'async', until }],
    ['sync until 2026-11-21T12:00:00Z', { state: 'over', desired: 'sync', until: SATURDAY }],
    ['off until 2026-11-21', { state: 'active', desired: 'off', until: Date.parse('2026-11-21T23:00:00Z') }],
    ['declared', { state: 'none' }],
    ['off until 2027-11-22T12:00:00Z', { state: 'active', desired: 'off', until: SATURDAY + 366 * DAY }],
    [
      'off until 2027-11-22T12:00:01Z',
      { state: 'refused', desired: 'off', until: SATURDAY + 366 * DAY + 1000 },
    ],
  ])('reads "%s"', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });

  test.each([
    '',
    'off',
    'off until',
    'off until later',
    'off until 2026-11-21T12:30',
    'on until 2026-11-22',
    'declared until 2026-11-22',
  ])('does not guess at "%s"', (value) => {
    expect(read(value)).toEqual({ state: 'unreadable', value });
  });

  test('is none without the tag', () => {
    expect(readStreamOverride({}, { timezone: 'UTC', now: SATURDAY }, 0)).toEqual({ state: 'none' });
  });
});

describe('the request of a run', () => {
  const off: RequestedOverride = { desired: 'off', until };
  const over: RequestedOverride = { desired: 'off', until: SATURDAY };
  const declared: RequestedOverride = { desired: 'declared' };

  test.each<[string, string, RequestedOverride | undefined, string, string | undefined]>([
    ['nothing', 'off until 2026-11-22', undefined, 'active', undefined],
    ['nothing', '?', undefined, 'unreadable', undefined],
    ['what the tag says', 'off until 2026-11-21T12:30:00Z', off, 'active', undefined],
    ['another time', 'off until 2026-11-22', off, 'active', 'off until 2026-11-21T12:30:00Z'],
    ['another mode', 'sync until 2026-11-21T12:30:00Z', off, 'active', 'off until 2026-11-21T12:30:00Z'],
    ['what is over', 'sync until 2026-11-22', over, 'active', undefined],
    ['anything, where the tag cannot be read', '?', off, 'active', 'off until 2026-11-21T12:30:00Z'],
    ['what is declared', 'off until 2026-11-22', declared, 'none', 'declared'],
    ['what is declared, where the tag cannot be read', '?', declared, 'none', 'declared'],
    ['what is declared, where the tag is over', 'off until 2026-11-20', declared, 'none', undefined],
    ['what is declared, where the tag says so', 'declared', declared, 'none', undefined],
  ])('%s, with the tag "%s"', (_name, value, requested, state, remembered) => {
    const { applied, tagged, tagToWrite } = resolve({ [TAG]: value }, requested);

    expect(applied.state).toBe(state);
    expect(tagged).toEqual(read(value));
    expect(tagToWrite).toEqual(remembered === undefined ? undefined : { [TAG]: remembered });
  });

  test('is read back as it was asked for', () => {
    const tags = resolve({}, off).tagToWrite ?? {};

    expect(readStreamOverride(tags, { timezone: 'UTC', now: SATURDAY }, ANY_OVERRIDE.maxMs)).toEqual({
      state: 'active',
      ...off,
    });
  });
});
