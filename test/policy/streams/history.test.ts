import { describe, expect, test } from 'vitest';
import {
  actionTags,
  backoffFrom,
  pendingChange,
  readHistory,
  readLastAction,
} from '../../../shared/policy/streams/history.ts';
import { DAY, HOUR, MINUTE, SATURDAY } from '../builders.ts';

const TAG = 'dormouse:activity-stream';
type Tags = Readonly<Record<string, string>>;

const change = (action: 'start' | 'stop') => (tags: Tags, now: number, rule: string) =>
  actionTags(readHistory({ tags }, now), action, now, rule);
const [starting, stopping] = [change('start'), change('stop')];
const startTags = (...of: Parameters<typeof starting>) => starting(...of).tags;
const stopTags = (...of: Parameters<typeof stopping>) => stopping(...of).tags;
const startsBefore = (tags: Tags, now: number) => readHistory({ tags }, now).starts;
const changesBefore = (tags: Tags, now: number) => readHistory({ tags }, now).changes;
const pending = (status: string, tags: Tags, now: number) =>
  pendingChange(readHistory({ tags }, now), status);

describe('the tag on a stream', () => {
  test('of a start counts from one', () => {
    expect(startTags({}, SATURDAY, 'audited')).toEqual({
      [TAG]: 'start 2026-11-21T12:00:00Z attempt 1 by audited',
    });
  });

  test('of a stop says who and when', () => {
    expect(stopTags({}, SATURDAY, 'audited (EU)')).toEqual({
      [TAG]: 'stop 2026-11-21T12:00:00Z by audited _EU_',
    });
  });

  test('is read back', () => {
    const started = startTags(startTags({}, SATURDAY - MINUTE, 'audited'), SATURDAY, 'audited');
    const stopped = stopTags(started, SATURDAY + MINUTE, 'x');

    expect(started[TAG]).toBe('start 2026-11-21T12:00:00Z attempt 2 change 2 by audited');
    expect(readLastAction({ tags: started })).toEqual({
      ...{ action: 'start', at: SATURDAY, attempt: 2, change: 2, rule: 'audited' },
    });
    expect(stopped[TAG]).toBe('stop 2026-11-21T12:01:00Z attempt 2 change 3 by x');
    expect(readLastAction({ tags: stopped })).toEqual({
      ...{ action: 'stop', at: SATURDAY + MINUTE, attempt: 2, change: 3, rule: 'x' },
    });
  });

  test.each(['', 'start', 'start today by x', 'pause 2026-11-21T12:00:00Z by x'])(
    'is none in "%s"',
    (value) => {
      expect(readLastAction({ tags: { [TAG]: value } })).toBeUndefined();
      expect(startsBefore({ [TAG]: value }, SATURDAY)).toBe(0);
    },
  );

  test.each([
    ['within a day', DAY - 1000, 3],
    ['a day ago', DAY, 0],
    ['a day ahead', -DAY, 0],
  ])('counts starts %s', (_name, agoMs, expected) => {
    const tags = {
      [TAG]: startTags({}, SATURDAY - agoMs, 'x')[TAG]?.replace('attempt 1', 'attempt 3') ?? '',
    };

    expect(startsBefore(tags, SATURDAY)).toBe(expected);
  });

  test('of a stop ends the count', () => {
    const third = { [TAG]: 'start 2026-11-21T09:00:00Z attempt 3 by x' };

    expect(startsBefore(stopTags(third, SATURDAY - HOUR, 'x'), SATURDAY)).toBe(0);
  });

  test.each(['refused', 'busy'] as const)('of a stop that AWS has not done, %s, does not', (answer) => {
    const third = { [TAG]: 'start 2026-11-21T09:00:00Z attempt 3 by x' };
    const once = stopping(third, SATURDAY - HOUR, 'x').tagsIfNotDone[answer];
    const twice = stopping(once, SATURDAY, 'x').tagsIfNotDone[answer];

    expect(startsBefore(twice, SATURDAY)).toBe(3);
    expect(startTags(twice, SATURDAY, 'x')[TAG]).toContain(' attempt 4 ');
    expect(startsBefore(stopping({}, SATURDAY, 'x').tagsIfNotDone[answer], SATURDAY)).toBe(0);
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
      tags = index % 2 === 0 ? startTags(tags, at, 'x') : stopTags(tags, at, 'x');
      return readLastAction({ tags })?.change;
    });

    expect(changes).toEqual([1, 1, 2, 1]);
  });

  test.each([
    [29 * MINUTE, true],
    [30 * MINUTE, false],
  ])('is fresh for half an hour: %d ms, %s', (agoMs, expected) => {
    expect(pending('started', stopTags({}, SATURDAY - agoMs, 'x'), SATURDAY) !== undefined).toBe(expected);
  });

  describe('once AWS has refused the change that it records', () => {
    const first = startTags({}, SATURDAY - MINUTE, 'a by b');
    const { tags: before, tagsIfNotDone } = starting(first, SATURDAY, 'a by b');

    test('says so, and is read back', () => {
      expect(tagsIfNotDone.refused).toEqual({
        [TAG]: 'start 2026-11-21T12:00:00Z attempt 2 change 2 refused by a by b',
      });
      expect(readLastAction({ tags: tagsIfNotDone.busy })).toEqual({
        ...{ action: 'start', at: SATURDAY, attempt: 2, change: 2, answer: 'busy', rule: 'a by b' },
      });
      expect(stopping({}, SATURDAY, '').tagsIfNotDone.busy).toEqual({
        [TAG]: 'stop 2026-11-21T12:00:00Z busy by',
      });
    });

    test('is of one that is tried again when AWS was busy with the same within the hour', () => {
      const busy = starting({}, SATURDAY, 'x').tagsIfNotDone.busy;

      expect(starting(busy, SATURDAY + MINUTE, 'x').tagsIfNotDone.busy).toEqual({
        [TAG]: 'start 2026-11-21T12:01:00Z attempt 1 again busy by x',
      });
      expect(startTags(busy, SATURDAY + HOUR, 'x')[TAG]).not.toContain('again');
      expect(stopTags(busy, SATURDAY + MINUTE, 'x')[TAG]).not.toContain('again');
    });

    test.each([
      ['refused', 'start', 'start 2026-11-21T11:31:00Z attempt 1 refused by x', true],
      ['refused half an hour ago', 'start', 'start 2026-11-21T11:30:00Z attempt 1 refused by x', false],
      ['busy', 'start', 'start 2026-11-21T11:31:00Z attempt 1 busy by x', false],
      ['busy again', 'start', 'start 2026-11-21T11:31:00Z attempt 1 again busy by x', true],
      ['not answered', 'start', 'start 2026-11-21T11:31:00Z attempt 1 again by x', false],
      ['refused of the opposite', 'stop', 'start 2026-11-21T11:31:00Z attempt 1 refused by x', false],
    ] as const)('is asked for again only later if it was %s', (_, action, value, expected) => {
      expect(backoffFrom(readHistory({ tags: { [TAG]: value } }, SATURDAY), action) !== undefined).toBe(
        expected,
      );
    });

    test('is no longer than a tag may be', () => {
      expect(starting({}, SATURDAY, 'x'.repeat(300)).tagsIfNotDone.refused[TAG]).toHaveLength(256);
    });

    test('leaves other tags out', () => {
      expect(Object.keys(starting({ ...before, other: 'x' }, SATURDAY, 'x').tagsIfNotDone.busy)).toEqual([
        TAG,
      ]);
    });

    test.each([
      ['refused', 2],
      ['busy', 1],
    ] as const)('%s: %d starts count, and no change does', (answer, starts) => {
      const tags = tagsIfNotDone[answer];

      expect(startsBefore(tags, SATURDAY)).toBe(starts);
      expect(changesBefore(tags, SATURDAY)).toBe(1);
      expect(changesBefore(stopping({}, SATURDAY, 'x').tagsIfNotDone[answer], SATURDAY)).toBe(0);
    });

    test.each(['refused', 'busy'] as const)('%s, is no change that AWS has yet to report', (answer) => {
      const stop = stopping({}, SATURDAY, 'x');

      expect(pending('stopped', before, SATURDAY)).toBeDefined();
      expect(pending('stopped', tagsIfNotDone[answer], SATURDAY)).toBeUndefined();
      expect(pending('started', stop.tags, SATURDAY)).toBeDefined();
      expect(pending('started', stop.tagsIfNotDone[answer], SATURDAY)).toBeUndefined();
    });
  });
});

test('a call for which RDS was busy once is made again by the next sweep, and then after half an hour', () => {
  const backoff = (value: string) =>
    backoffFrom(
      readHistory({ tags: { [TAG]: `start 2026-11-21T11:50:00Z attempt 1${value} by r` } }, SATURDAY),
      'start',
    );

  expect(backoff(' busy')).toBeUndefined();
  expect(backoff(' again busy')).toMatchObject({ again: true });
  expect(backoff(' refused')).toMatchObject({ answer: 'refused' });
});
