import { describe, expect, test } from 'vitest';
import {
  askedBehind,
  changesBefore,
  justAsked,
  justDeclined,
  readStreamNote,
  refusedNote,
  startNote,
  startsBefore,
  stopNote,
} from '../../../shared/policy/streams/note.ts';
import { DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';

const TAG = 'dormouse:activity-stream';

describe('the note on a stream', () => {
  test('of a start counts from one', () => {
    expect(startNote({}, SATURDAY, 'audited')).toEqual({
      [TAG]: 'start 2026-11-21T12:00:00Z attempt 1 by audited',
    });
  });

  test('of a stop says who and when', () => {
    expect(stopNote({}, SATURDAY, 'audited (EU)')).toEqual({
      [TAG]: 'stop 2026-11-21T12:00:00Z by audited _EU_',
    });
  });

  test('is read back', () => {
    const started = startNote(startNote({}, SATURDAY - MINUTE, 'audited'), SATURDAY, 'audited');
    const stopped = stopNote(started, SATURDAY + MINUTE, 'x');

    expect(started[TAG]).toBe('start 2026-11-21T12:00:00Z attempt 2 change 2 by audited');
    expect(readStreamNote(started)).toEqual({
      ...{ action: 'start', at: SATURDAY, attempt: 2, change: 2, rule: 'audited' },
    });
    expect(stopped[TAG]).toBe('stop 2026-11-21T12:01:00Z attempt 2 change 3 by x');
    expect(readStreamNote(stopped)).toEqual({
      ...{ action: 'stop', at: SATURDAY + MINUTE, attempt: 2, change: 3, rule: 'x' },
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
    const third = { [TAG]: 'start 2026-11-21T09:00:00Z attempt 3 by x' };

    expect(startsBefore(stopNote(third, SATURDAY - HOUR, 'x'), SATURDAY)).toBe(0);
  });

  test.each(['refused', 'busy'] as const)('of a stop that AWS has not done, %s, does not', (answer) => {
    const third = { [TAG]: 'start 2026-11-21T09:00:00Z attempt 3 by x' };
    const once = refusedNote(stopNote(third, SATURDAY - HOUR, 'x'), answer);
    const twice = refusedNote(stopNote(once, SATURDAY, 'x'), answer);

    expect(startsBefore(twice, SATURDAY)).toBe(3);
    expect(startNote(twice, SATURDAY, 'x')[TAG]).toContain(' attempt 4 ');
    expect(startsBefore(refusedNote(stopNote({}, SATURDAY, 'x'), answer), SATURDAY)).toBe(0);
  });

  test.each([
    ['stop 2026-11-21T11:59:00Z by x', 1],
    ['start 2026-11-21T11:59:00Z attempt 3 by x', 1],
    ['stop 2026-11-21T11:00:01Z change 4 by x', 4],
    ['start 2026-11-21T11:00:00Z attempt 1 change 4 by x', 0],
    ['change 4', 0],
  ])('of "%s" counts %d changes in a row', (value, expected) => {
    expect(changesBefore({ [TAG]: value }, SATURDAY)).toBe(expected);
  });

  test('of a day with a start, a stop, and a change of mode within counts no more than two', () => {
    let tags: Readonly<Record<string, string>> = {};
    const changes = [8, 12, 12.1, 18].map((hour, index) => {
      const at = SATURDAY + hour * HOUR;
      tags = index % 2 === 0 ? startNote(tags, at, 'x') : stopNote(tags, at, 'x');
      return readStreamNote(tags)?.change;
    });

    expect(changes).toEqual([1, 1, 2, 1]);
  });

  test.each([
    [29 * MINUTE, true],
    [30 * MINUTE, false],
  ])('is fresh for half an hour: %d ms, %s', (agoMs, expected) => {
    expect(justAsked(stopNote({}, SATURDAY - agoMs, 'x'), SATURDAY) !== undefined).toBe(expected);
  });

  describe('once AWS has refused what it tells of', () => {
    const before = startNote(startNote({}, SATURDAY - MINUTE, 'a by b'), SATURDAY, 'a by b');

    test('says so, and is read back', () => {
      expect(refusedNote(before, 'refused')).toEqual({
        [TAG]: 'start 2026-11-21T12:00:00Z attempt 2 change 2 refused by a by b',
      });
      expect(readStreamNote(refusedNote(before, 'busy'))).toEqual({
        ...{ action: 'start', at: SATURDAY, attempt: 2, change: 2, answer: 'busy', rule: 'a by b' },
      });
      expect(refusedNote(stopNote({}, SATURDAY, ''), 'busy')).toEqual({
        [TAG]: 'stop 2026-11-21T12:00:00Z busy by',
      });
    });

    test('is of one that is tried again when AWS was busy with the same within the hour', () => {
      const busy = refusedNote(startNote({}, SATURDAY, 'x'), 'busy');

      expect(refusedNote(startNote(busy, SATURDAY + MINUTE, 'x'), 'busy')).toEqual({
        [TAG]: 'start 2026-11-21T12:01:00Z attempt 1 again busy by x',
      });
      expect(startNote(busy, SATURDAY + HOUR, 'x')[TAG]).not.toContain('again');
      expect(stopNote(busy, SATURDAY + MINUTE, 'x')[TAG]).not.toContain('again');
    });

    test.each([
      ['refused', 'start', 'start 2026-11-21T11:31:00Z attempt 1 refused by x', true],
      ['refused half an hour ago', 'start', 'start 2026-11-21T11:30:00Z attempt 1 refused by x', false],
      ['busy', 'start', 'start 2026-11-21T11:31:00Z attempt 1 busy by x', false],
      ['busy again', 'start', 'start 2026-11-21T11:31:00Z attempt 1 again busy by x', true],
      ['not answered', 'start', 'start 2026-11-21T11:31:00Z attempt 1 again by x', false],
      ['refused of the opposite', 'stop', 'start 2026-11-21T11:31:00Z attempt 1 refused by x', false],
    ] as const)('is asked for again only later if it was %s', (_, action, value, expected) => {
      expect(justDeclined({ [TAG]: value }, action, SATURDAY) !== undefined).toBe(expected);
    });

    test('is no longer than a tag may be', () => {
      expect(refusedNote(startNote({}, SATURDAY, 'x'.repeat(300)), 'refused')[TAG]).toHaveLength(256);
    });

    test('leaves other tags out', () => {
      expect(Object.keys(refusedNote({ ...before, other: 'x' }, 'busy'))).toEqual([TAG]);
    });

    test.each([
      ['refused', 2],
      ['busy', 1],
    ] as const)('%s: so many starts count: %d; and no change does', (answer, starts) => {
      const tags = refusedNote(before, answer);

      expect(startsBefore(tags, SATURDAY)).toBe(starts);
      expect(changesBefore(tags, SATURDAY)).toBe(1);
      expect(changesBefore(refusedNote(stopNote({}, SATURDAY, 'x'), answer), SATURDAY)).toBe(0);
    });

    test.each(['refused', 'busy'] as const)('%s, is nothing that AWS has yet to tell of', (answer) => {
      const stop = stopNote({}, SATURDAY, 'x');

      expect(askedBehind('stopped', before, SATURDAY)).toBeDefined();
      expect(askedBehind('stopped', refusedNote(before, answer), SATURDAY)).toBeUndefined();
      expect(askedBehind('started', stop, SATURDAY)).toBeDefined();
      expect(askedBehind('started', refusedNote(stop, answer), SATURDAY)).toBeUndefined();
    });
  });
});
