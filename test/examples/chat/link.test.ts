import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkHold, type OfferedHold, signHold } from '../../../examples/chat/link.ts';
import { runs } from '../../support/runs.ts';

const NOW = Date.parse('2026-11-23T19:00:00Z');
const KEY = 'k'.repeat(64);
const hold: OfferedHold = {
  arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
  resourceId: 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  keep: 'up',
  until: '2026-11-23T23:00:00Z',
};
const TOKEN = signHold(hold, KEY);

test('a link says what was signed, until its end', () => {
  expect(checkHold(TOKEN, [KEY], NOW)).toEqual({ state: 'good', hold });
  expect(checkHold(TOKEN, [KEY], Date.parse(hold.until) - 1)).toMatchObject({ state: 'good' });
  expect(checkHold(TOKEN, [KEY], Date.parse(hold.until))).toEqual({ state: 'expired', hold });
});

test('the key before is good too, and no other, nor none', () => {
  expect(checkHold(TOKEN, ['another', KEY], NOW)).toMatchObject({ state: 'good' });
  expect(checkHold(TOKEN, ['another', ''], NOW)).toEqual({ state: 'forged' });
  expect(checkHold(TOKEN, [], NOW)).toEqual({ state: 'forged' });
  expect(checkHold(signHold(hold, ''), [''], NOW)).toEqual({ state: 'forged' });
});

const character = fc.integer({ min: 0, max: 0x24f }).map((code) => String.fromCodePoint(code));
const place = fc.nat({ max: TOKEN.length - 1 });

/** A change of a token somewhere: another character, one more, one less, two swapped, a part of it, or anything else. */
const mutated = fc.oneof(
  fc.tuple(place, character).map(([at, one]) => TOKEN.slice(0, at) + one + TOKEN.slice(at + 1)),
  fc.tuple(place, character).map(([at, one]) => TOKEN.slice(0, at) + one + TOKEN.slice(at)),
  place.map((at) => TOKEN.slice(0, at) + TOKEN.slice(at + 1)),
  place.map((at) => TOKEN.slice(0, at)),
  fc.tuple(place, place).map(([a, b]) => {
    const letters = [...TOKEN];
    [letters[a], letters[b]] = [letters[b] ?? '', letters[a] ?? ''];
    return letters.join('');
  }),
  fc.constantFrom('=', '==', '.', ' ', '\n', '%00').map((end) => `${TOKEN}${end}`),
  fc.string(),
);

test('no link that was changed in any way is accepted', () => {
  fc.assert(
    fc.property(
      mutated.filter((token) => token !== TOKEN),
      (token) => {
        expect(checkHold(token, [KEY], NOW)).toEqual({ state: 'forged' });
      },
    ),
    runs(5000, 500),
  );
});

describe('another meaning with the same signature is refused:', () => {
  const [payload = '', signature = ''] = TOKEN.split('.');
  const changed = (more: object) =>
    `${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...more })).toString('base64url')}.${signature}`;

  test.each([
    ['another end', { until: '2027-11-23T23:00:00Z' }],
    ['another cluster', { arn: hold.arn.replace('dev', 'prod') }],
    ['another account', { arn: hold.arn.replace('111122223333', '444455556666') }],
    ['a cluster of the same name', { resourceId: 'cluster-OTHER' }],
    ['another state', { keep: 'stopped' }],
    ['another action', { action: 'delete' }],
  ])('%s', (_, more) => {
    expect(checkHold(changed(more), [KEY], NOW)).toEqual({ state: 'forged' });
  });
});

test('each bit of the last character of a signature counts, though base64 would drop some', () => {
  const last = TOKEN.at(-1) ?? '';
  const alike = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
    .map((one) => TOKEN.slice(0, -1) + one)
    .filter((token) => Buffer.from(token.split('.')[1] ?? '', 'base64url').length === 32);

  expect(alike.length).toBeGreaterThan(1);
  expect(
    alike.filter((token) => checkHold(token, [KEY], NOW).state !== 'forged').map((token) => token.at(-1)),
  ).toEqual([last]);
});

test.each([
  ['no cluster', { arn: 'arn:aws:rds:eu-central-1:111122223333:db:a' }],
  ['no resource id', { resourceId: 'x' }],
  ['no instant', { until: 'forever' }],
  ['something else', { keep: 'deleted' as never }],
])('no link is made for %s', (_, more) => {
  expect(() => signHold({ ...hold, ...more }, KEY)).toThrow();
});
