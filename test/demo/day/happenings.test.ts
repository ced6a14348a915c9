import { expect, test } from 'vitest';
import { createNews, fromDeed, fromEvent, type Happening } from '../../../demo/day/happenings.ts';

const at = Date.parse('2026-11-23T19:00Z');

test('an RDS event of a cluster is a happening, any other event is none', () => {
  const detail = { Date: '2026-11-23T19:00:00.000Z', SourceIdentifier: 'a', EventID: 'RDS-EVENT-0153' };
  const event = { account: '111122223333', region: 'eu-central-1', detail };

  expect(fromEvent(event)).toMatchObject({
    at,
    by: 'aws',
    what: 'restart',
    cluster: 'a',
    region: 'eu-central-1',
  });
  expect(fromEvent({ ...event, detail: { ...detail, EventID: 'RDS-EVENT-0087' } })).toBeUndefined();
  expect(fromEvent('nonsense')).toBeUndefined();
});

test.each([
  { id: 'RDS-EVENT-0179', what: 'stream-on', text: 'activity stream runs' },
  { id: 'RDS-EVENT-0180', what: 'stream-off', text: 'activity stream has ended' },
])('$id is about an activity stream', ({ id, what, text }) => {
  const detail = { Date: '2026-11-23T19:00:00.000Z', SourceIdentifier: 'a', EventID: id };

  expect(fromEvent({ account: '111122223333', region: 'eu-central-1', detail })).toMatchObject({
    what,
    text,
  });
});

test('an act of people is a happening', () => {
  const deed = { at, does: 'disables the key', to: 'alias/payroll', door: 'key', body: {} } as const;

  expect(fromDeed(deed)).toMatchObject({
    at,
    by: 'people',
    what: 'by-hand',
    cluster: 'alias/payroll',
    text: 'disables the key',
  });
});

test('a lasting state is reported when it begins, and again after a break; an event is reported each time', () => {
  const base = { at, by: 'dormouse', cluster: 'a', account: '1', region: 'r', text: '' } as const;
  const refused: Happening = { ...base, what: 'refused', lasting: true };
  const stop: Happening = { ...base, what: 'stop' };
  const newsOf = createNews();

  expect(newsOf('stop', [refused, refused, stop])).toEqual([refused, stop]);
  expect(newsOf('stop', [refused, stop])).toEqual([stop]);
  expect(newsOf('stop', [])).toEqual([]);
  expect(newsOf('stop', [refused])).toEqual([refused]);
});

test('a report of one function is no news from another, nor from itself when others have run in between', () => {
  const refused: Happening = {
    ...{ at, by: 'dormouse', cluster: 'a', account: '1', region: 'r', text: '' },
    ...{ what: 'refused', lasting: true },
  };
  const newsOf = createNews();

  expect(newsOf('copy', [refused])).toEqual([refused]);
  expect(newsOf('stop', [refused])).toEqual([]);
  expect(newsOf('stop', [])).toEqual([]);
  expect(newsOf('copy', [refused])).toEqual([]);
});
