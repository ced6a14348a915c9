import { expect, test } from 'vitest';
import { createSharing } from '../../../shared/aws/read/sharing.ts';

test('tags that are the same as those of the one like it are the same object', () => {
  const { tags } = createSharing();
  const first = tags({ env: 'prod', team: 'payments' }, 'orders');

  expect(tags({ env: 'prod', team: 'payments' }, 'orders')).toBe(first);
  expect(tags({ env: 'prod', team: 'payments' }, 'stock')).not.toBe(first);
});

test.each([
  ['another value', { env: 'dev', team: 'payments' }],
  ['a tag more', { env: 'prod', team: 'payments', owner: 'someone' }],
  ['a tag less', { env: 'prod' }],
  ['another key', { env: 'prod', owner: 'payments' }],
  ['a key of every object', { env: 'prod', constructor: 'payments' }],
])('tags with %s stay as they are', (_what, other) => {
  const { tags } = createSharing();
  tags({ env: 'prod', team: 'payments' }, 'orders');

  expect(tags(other, 'orders')).toEqual(other);
});

test('a tag without a value, and one whose key is that of a prototype, stay as they are', () => {
  const { tags } = createSharing();
  const strange = Object.fromEntries([
    ['__proto__', 'x'],
    ['empty', ''],
  ]);

  expect(Object.entries(tags(strange, 'orders'))).toEqual(Object.entries(strange));
});

test('texts stay as they are', () => {
  const { text } = createSharing();

  expect([text('prod'), text('prod'), text(''), text(undefined)]).toEqual(['prod', 'prod', '', undefined]);
});
