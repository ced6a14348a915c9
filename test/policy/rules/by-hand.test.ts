import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BY_HAND_TAG } from '../../../shared/policy/model/tags.ts';
import { byHandNote, readByHand } from '../../../shared/policy/rules/by-hand.ts';

const at = Date.parse('2026-11-23T19:00:00Z');
const read = (value: string) => readByHand({ [BY_HAND_TAG]: value });

describe('dormouse:by-hand', () => {
  test.each([
    { verb: 'hold', at, by: 'anna@example.com', because: 'load test: until Friday' },
    { verb: 'release', at, by: 'anna' },
    { verb: 'hours', at, by: 'anna', because: 'release week' },
    { verb: 'start', at, by: 'anna', because: 'Vorführung für Zoë' },
  ] as const)('says who did $verb, when and why', (one) => {
    expect(read(byHandNote(one))).toEqual(one);
  });

  test('is what AWS allows in a tag, whatever people write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (by, because) => {
        const value = byHandNote({ verb: 'stop', at, by, because });

        expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
        expect(read(value)).toMatchObject({ verb: 'stop', at });
      }),
    );
  });

  test.each(['', 'anna', 'stop yesterday by anna', 'delete 2026-11-23T19:00:00Z by anna'])(
    'that is "%s" says nothing',
    (value) => {
      expect(read(value)).toBeUndefined();
    },
  );
});
