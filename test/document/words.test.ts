import { expect, test } from 'vitest';
import { inline } from '../../shared/document/examples.ts';
import { nearest, suggest } from '../../shared/document/nearest.ts';
import { formatPath, show } from '../../shared/document/problem.ts';

test.each([
  ['idlefor', 'idleFor'],
  ['idle_for', 'idleFor'],
  ['huors', 'hours'],
  ['mode', undefined],
  ['x', undefined],
  ['', undefined],
])('the known key nearest to "%s" is %s', (word, known) => {
  expect(nearest(word, ['hours', 'idleFor', 'minUptime'])).toBe(known);
});

test('lists what is known when nothing is near', () => {
  expect(suggest('colour', ['a', 'b'])).toBe('write one of a, b');
});

test.each([
  [[], ''],
  [['rules', 0, 'power', 'idleFor'], 'rules[0].power.idleFor'],
  [[0, 'a'], '[0].a'],
  [['tags', 'cost centre', 'x-1'], 'tags["cost centre"].x-1'],
])('writes the path %j as %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});

test.each([
  ['6 bananas', '"6 bananas"'],
  ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  ['a\nb', '"a\\nb"'],
  [[], 'an empty list'],
  [[1], 'a list'],
  [{}, 'a map'],
  [12, '12'],
  [null, 'null'],
])('shows %j as %s', (value, text) => {
  expect(show(value)).toBe(text);
});

test.each([
  [{ cap: 50, breaker: '50%' }, '{ cap: 50, breaker: 50% }'],
  [['dev', '111122223333'], '[dev, "111122223333"]'],
  ['!dev', '"!dev"'],
  [true, 'true'],
])('writes %j in YAML as %s', (value, text) => {
  expect(inline(value)).toBe(text);
});
