import { describe, expect, test } from 'vitest';
import { readHold } from '../../../shared/policy/rules/hold.ts';
import { FRIDAY } from '../builders.ts';

const hold = (value: string, timezone = 'Europe/Berlin') =>
  readHold({ 'dormouse:hold': value }, { timezone, now: FRIDAY });

describe('readHold', () => {
  test('is none without the tag', () => {
    expect(readHold({ 'Dormouse:Hold': 'forever' }, { timezone: 'UTC', now: FRIDAY })).toEqual({
      state: 'none',
    });
  });

  test('holds forever', () => {
    expect(hold(' forever ')).toEqual({ state: 'held', value: 'forever' });
  });

  test.each([
    ['2026-11-20T12:00:01Z', 'held'],
    ['2026-11-20T12:00:00Z', 'over'],
    ['2026-11-20T13:00:01+01:00', 'held'],
    ['2026-11-20T13:00+01:00', 'over'],
    ['2026-11-20T17:30+05:30', 'over'],
  ])('holds until the instant %s', (value, state) => {
    const until = Date.parse(value);

    expect(hold(value)).toEqual({ state, value, until });
  });

  test.each([
    ['2026-11-20', 'Europe/Berlin', 'held', '2026-11-20T23:00:00Z'],
    ['2026-11-19', 'Europe/Berlin', 'over', '2026-11-19T23:00:00Z'],
    ['2026-11-20', 'Pacific/Kiritimati', 'over', '2026-11-20T10:00:00Z'],
    ['2026-10-25', 'Europe/Berlin', 'over', '2026-10-25T23:00:00Z'],
  ])('holds through the day %s in %s', (value, timezone, state, until) => {
    expect(hold(value, timezone)).toEqual({ state, value, until: Date.parse(until) });
  });

  test.each([
    ['stopped until 2026-11-20T12:00:01Z', { state: 'held', keeps: 'stopped' }],
    ['up until 2026-11-20T12:00:01Z', { state: 'held', keeps: 'up' }],
    ['no changes until 2026-11-20T12:00:01Z', { state: 'held' }],
    ['stopped until 2026-11-20T12:00:00Z', { state: 'over', keeps: 'stopped' }],
    ['up until 2026-11-21', { state: 'held', keeps: 'up' }],
  ])('reads the state that "%s" keeps', (value, expected) => {
    const time = value.replace(/.* /, '');
    const until = Date.parse(time.includes('T') ? time : '2026-11-21T23:00:00Z');

    expect(hold(value)).toEqual({ value, until, ...expected });
  });

  test('reads no more of a value than any hold has', () => {
    const value = `2026-12-01${' '.repeat(60)}x`;

    expect(hold(value)).toEqual({ state: 'unreadable', value: `${value.slice(0, 64)}…` });
  });

  test.each([
    'stopped',
    'stopped until',
    'Stopped until 2026-12-01',
    'stopped until forever',
    'down until 2026-12-01',
    'no changes 2026-12-01',
    '',
    'Forever',
    'yes',
    '2026-12-01T10:00',
    '2026-13-01',
    '2026-02-30',
    '2026-12-01Z',
    'tomorrow',
    '14d',
  ])('does not read "%s"', (value) => {
    expect(hold(value)).toEqual({ state: 'unreadable', value });
  });
});
