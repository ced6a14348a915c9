import { describe, expect, test } from 'vitest';
import {
  justAsked,
  readStreamNote,
  startNote,
  startsBefore,
  stopNote,
} from '../../shared/policy/stream-note.ts';
import { DAY, HOUR, MINUTE, SATURDAY } from './builders.ts';

const TAG = 'dormouse:activity-stream';

describe('the note on a stream', () => {
  test('of a start counts from one', () => {
    expect(startNote({}, SATURDAY, 'audited')).toEqual({
      [TAG]: 'start 2026-11-21T12:00:00Z attempt 1 by audited',
    });
  });

  test('of a stop says who and when', () => {
    expect(stopNote(SATURDAY, 'audited (EU)')).toEqual({
      [TAG]: 'stop 2026-11-21T12:00:00Z by audited _EU_',
    });
  });

  test('is read back', () => {
    const tags = startNote(startNote({}, SATURDAY - HOUR, 'audited'), SATURDAY, 'audited');

    expect(readStreamNote(tags)).toEqual({ action: 'start', at: SATURDAY, attempt: 2, rule: 'audited' });
    expect(readStreamNote(stopNote(SATURDAY, 'x'))).toEqual({
      action: 'stop',
      at: SATURDAY,
      attempt: 1,
      rule: 'x',
    });
  });

  test.each(['', 'start', 'start today by x', 'pause 2026-11-21T12:00:00Z by x'])(
    'is none in "%s"',
    (value) => {
      expect(readStreamNote({ [TAG]: value })).toBeUndefined();
      expect(startsBefore({ [TAG]: value }, SATURDAY)).toBe(0);
    },
  );

  test.each([
    ['within a day', DAY - 1000, 3],
    ['a day ago', DAY, 0],
    ['a day ahead', -DAY, 0],
  ])('counts starts %s', (_name, agoMs, expected) => {
    const tags = {
      [TAG]: startNote({}, SATURDAY - agoMs, 'x')[TAG]?.replace('attempt 1', 'attempt 3') ?? '',
    };

    expect(startsBefore(tags, SATURDAY)).toBe(expected);
  });

  test('of a stop ends the count', () => {
    expect(startsBefore(stopNote(SATURDAY - HOUR, 'x'), SATURDAY)).toBe(0);
  });

  test.each([
    [29 * MINUTE, true],
    [30 * MINUTE, false],
  ])('is fresh for half an hour: %d ms, %s', (agoMs, expected) => {
    expect(justAsked(stopNote(SATURDAY - agoMs, 'x'), SATURDAY) !== undefined).toBe(expected);
  });
});
