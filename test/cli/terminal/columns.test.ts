import { expect, test } from 'vitest';
import { columns, count, cut, hang, rowsWithin, wrap } from '../../../cli/terminal/columns.ts';
import { coloured } from '../../../cli/terminal/paint.ts';

test('columns are aligned, and lines have no blanks at their end', () => {
  expect(
    columns([
      ['a', 'bb', ''],
      ['long', 'c', 'd'],
      ['x', '', ''],
    ]),
  ).toEqual(['a     bb', 'long  c   d', 'x']);
});

test('rows that find room are aligned, and less and less of them where they do not', () => {
  const rows = [
    ['stop', 'a', 'stream-drift', 'trading'],
    ['stop', 'b', 'idle', 'all of the developers'],
    ['stop', 'c', 'idle', ''],
  ];

  expect(rowsWithin(rows, 50, '  ')).toEqual(columns(rows).map((line) => [line]));
  expect(rowsWithin(rows, 37, '  ')).toEqual([
    ['stop  a  stream-drift  trading'],
    ['stop  b  idle  all of the developers'],
    ['stop  c  idle'],
  ]);
});

test('a text that finds no room at all goes on below', () => {
  expect(
    rowsWithin(
      [
        ['stop', 'a', 'stream-drift', 'trading'],
        ['stop', 'b'],
      ],
      22,
      '  ',
    ),
  ).toEqual([['stop  a  stream-drift', '  trading'], ['stop  b']]);
});

test('a wide character counts as two columns, an emoji of several code points too', () => {
  expect(
    columns([
      ['注文', 'x'],
      ['👩‍💻', 'y'],
      ['dev', 'z'],
    ]),
  ).toEqual(['注文  x', '👩‍💻    y', 'dev   z']);
  expect(wrap('注文 注文 注文', 9)).toEqual(['注文 注文', '注文']);
  expect(cut('注文', 3)).toBe('注');
  expect(cut('dev-orders', 3)).toBe('dev');
});

test('colours do not count as width', () => {
  const red = coloured('fault', 'a');

  expect(
    columns([
      [red, 'x'],
      ['bb', 'y'],
    ]),
  ).toEqual([`${red}   x`, 'bb  y']);
});

test.each([
  { text: 'one two three', columns: 7, expected: ['one two', 'three'] },
  { text: 'unbreakable-word x', columns: 5, expected: ['unbreakable-word', 'x'] },
  { text: 'short', columns: Number.POSITIVE_INFINITY, expected: ['short'] },
])('"$text" in $columns columns is $expected', ({ text, columns: width, expected }) => {
  expect(wrap(text, width)).toEqual(expected);
});

test('a text hangs from its head, whose colours do not count as width', () => {
  const head = coloured('stop', 'stop  ');

  expect(hang(head, 'no use of it from ten to eleven, nor later', 36)).toEqual([
    `${head}no use of it from ten to`,
    '      eleven, nor later',
  ]);
});

test('only one of a thing is not many', () => {
  expect([0, 1, 2].map((number) => count(number, 'cluster'))).toEqual([
    '0 clusters',
    '1 cluster',
    '2 clusters',
  ]);
});
