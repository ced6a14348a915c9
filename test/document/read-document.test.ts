import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { formatProblems } from '../../shared/document/problem.ts';
import { readDocument } from '../../shared/document/read-document.ts';
import { runs } from '../support/runs.ts';

const schema = z.strictObject({
  name: z.string().meta({ title: 'a name', examples: ['orders'] }),
  sizes: z.array(z.number()).exactOptional(),
  at: z.record(z.string(), z.string()).exactOptional(),
});

function said(text: string): string[] {
  const read = readDocument(text, schema);
  return read.ok ? [] : read.problems.map((problem) => formatProblems([problem], 'f'));
}

describe('readDocument', () => {
  test('reads what the schema describes, and can say where it stands', () => {
    const read = readDocument('name: x\nsizes:\n  - 1\n  - 2', schema);

    expect(read).toMatchObject({ ok: true, value: { name: 'x', sizes: [1, 2] } });
    expect(read.ok && read.locate(['sizes', 1])).toEqual({ line: 4, column: 5 });
    expect(read.ok && read.locate(['sizes', 7, 'x'])).toEqual({ line: 3, column: 3 });
    expect(read.ok && read.locate([])).toEqual({ line: 1, column: 1 });
  });

  test('puts a finding of a later check in its place', () => {
    const read = readDocument('name: x\nsizes: [007]', schema);
    const finding = { path: ['sizes', 0], value: 7, message: 'is odd', remedy: 'write 8' };

    expect(read.ok && formatProblems([read.toProblem(finding)], 'f')).toBe(
      'f:2:9 sizes[0]: 007 is odd; write 8',
    );
    expect(
      read.ok &&
        formatProblems(
          [read.toProblem({ ...finding, severity: 'warning', atKey: true, path: ['sizes'] })],
          'f',
        ),
    ).toBe('f:2:1 warning: sizes: 7 is odd; write 8');
  });

  test('takes a byte order mark, anchors and merge keys as nothing special', () => {
    expect(said('\uFEFFname: &n x\nat: { a: *n }')).toEqual([]);
    expect(said('name: x\nat: { <<: { a: b }, c: d }')).toEqual([]);
  });

  test('reports a text in a flow map that its comma cuts off, and nothing else', () => {
    expect(said('{ name: a b, c 1, d }')).toEqual([
      'f:1:9 name: "a b" ends at its comma; put all of it in quotes: name: "a b, c 1, d"',
    ]);
    expect(said('{ name: x, sise }')).toEqual(['f:1:12 sise: is not a known key; did you mean sizes?']);
  });

  test('reports only the first of several syntax errors', () => {
    const text = '- { id: page-{n}, count: 3 }\n- { id: other-{n}, count: 3 }\n';

    expect(said(text)).toHaveLength(1);
    expect(said(text)[0]).toMatch(
      /^f:1:14 is not valid YAML: .+; put text that has brackets or braces in quotes, /,
    );
  });

  test('a key that JavaScript keeps for itself is refused, wherever it stands', () => {
    expect(said('name: x\nat: { __proto__: y, a: b }')).toEqual([
      'f:2:7 "__proto__" is not a key that can be used; take it out',
    ]);
  });

  const quote = 'put text that begins with * & ! % @ or ` in quotes';
  test.each([
    ['', 'f:1:1 the document is empty; start from an example, or take the file away'],
    ['# nothing', 'f:1:1 the document is empty; start from an example, or take the file away'],
    ['- name: x', 'f:1:1 a list is not a map; write a map'],
    ['name:\n\tx: 1', 'f:2:1 is not valid YAML: Tabs are not allowed as indentation; indent with spaces'],
    ['name: x\nname: y', 'f:2:1 is not valid YAML: the same key stands above; keep one of the two'],
    ['name: *', `f:1:7 is not valid YAML: Alias cannot be an empty string; ${quote}`],
    ['name: *-dev', `f:1:7 is not valid YAML: nothing is anchored as &-dev; ${quote}`],
    ['name: !dev', `f:1:7 is not valid YAML: Unresolved tag: !dev; ${quote}`],
    ['name: @x', `f:1:7 is not valid YAML: Plain value cannot start with reserved character @; ${quote}`],
    [
      'name: x\n---\nname: y',
      'f:2:1 is not valid YAML: a second document begins; keep one, without a line ---',
    ],
    ['name: x\n? [y]\n: z', 'f:2:3 is not valid YAML: this key is no text; write text as the key'],
    [
      'name: "x',
      'f:1:9 is not valid YAML: Missing closing "quote; close the quote or bracket, or put a colon after the key',
    ],
    [
      'name: x: y',
      'f:1:7 is not valid YAML: Nested mappings are not allowed in compact mappings; put text with a colon in quotes, or the inner map on lines of its own',
    ],
    ['%x\n---\nname: x', 'f:1:1 is not valid YAML: Unknown directive %x; correct the YAML here'],
    ['name: 7', 'f:1:7 name: 7 is not a name; quote it: "7"'],
    ['name: [x]', 'f:1:7 name: a list is not a name; write for example orders'],
    ['name: x\nsizes: [\n', 'f:2:8 is not valid YAML: this bracket is not closed; close it'],
    ['at: { a: [b]\nname: x', 'f:1:5 is not valid YAML: this bracket is not closed; close it'],
    ['{}', 'f:1:1 name: is missing; add name: orders'],
    ['name: x\n__proto__: 1', 'f:2:1 __proto__: is not a known key; write one of name, sizes, at'],
    ['name: x\nsizes: [.inf]', 'f:2:9 sizes[0]: .inf is not a number; write a number'],
    ['name: x\nat: { a b: 1 }', 'f:2:12 at["a b"]: 1 is not text; quote it: "1"'],
  ])('says of %j what is wrong, where, and what to write', (text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  test('refuses a document that is too large, too deep or that multiplies', () => {
    const bomb = [
      'a: &a [1, 1, 1, 1, 1, 1, 1, 1]',
      'b: &b [*a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b]',
    ];

    expect(said('x'.repeat(9_000_000))).toEqual([
      'f:1:1 the document has 9.0 million characters, and 8.0 can be read; make it smaller',
    ]);
    expect(said('['.repeat(50_000))[0]).toContain('is not valid YAML: ');
    expect(said([...bomb, 'd: [*c, *c, *c, *c]'].join('\n'))[0]).toMatch(
      /^f:1:1 the document cannot be read: /,
    );
  });

  test('says everything at once when the text can be read on', () => {
    expect(said('name: x\nsize: 1\nsizes: [a]\nsizes: [b]').map((line) => line.slice(0, 5))).toEqual([
      'f:2:1',
      'f:4:1',
      'f:4:9',
    ]);
  });
});

const piece = fc.constantFrom(
  'name',
  ':',
  ' ',
  '\n',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  '&a',
  '*a',
  '<<',
  '!',
  '#',
  '\t',
  '1',
  ',',
  '?',
  '|',
  '>',
  '---',
);

test('answers whatever the text, with a place in it and something to do', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    fc.json(),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const read = readDocument(candidate, schema);

      for (const { line, column, message, remedy } of read.ok ? [] : read.problems) {
        expect(line).toBeLessThanOrEqual(candidate.split(/\r\n|[\r\n]/).length);
        expect([line, column].every((count) => Number.isInteger(count) && count > 0)).toBe(true);
        expect([message, remedy]).not.toContain('');
      }
      expect(read.ok || read.problems.length > 0).toBe(true);
    }),
    runs(2000),
  );
});
