import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { fitted, lookFor } from '../../../cli/terminal/io.ts';

const line = 'AccessDenied: not authorized; allow the action named here\nand again\n';

test('output to a terminal is broken to its width, line by line', () => {
  const terminal = Object.assign(new Writable(), { isTTY: true, columns: 30 });

  expect(fitted(line, terminal)).toBe(
    'AccessDenied: not authorized;\nallow the action named here\nand again\n',
  );
});

test('output to a file or pipe stays as it is', () => {
  expect(fitted(line, new Writable())).toBe(line);
});

test('a terminal that does not know its width, and says 0, gets no line broken', () => {
  const terminal = Object.assign(new Writable(), { isTTY: true, columns: 0 });

  expect(fitted(line, terminal)).toBe(line);
  expect(lookFor(terminal, false)).not.toHaveProperty('width');
});
