import { expect, test } from 'vitest';
import { plain } from '../../../cli/terminal/paint.ts';
import { problemsText } from '../../../cli/validate/problems-text.ts';
import type { Problem } from '../../../shared/document/problem.ts';

const problem: Problem = {
  severity: 'error',
  line: 2,
  column: 7,
  path: 'mode',
  value: '"obsrve"',
  message: 'is not one of observe, enforce',
  remedy: 'did you mean observe?',
};

test('a problem comes with its line and a caret under the value', () => {
  expect(problemsText([problem], 'policy.yml', 'version: 1\nmode: obsrve\n', plain)).toBe(
    `policy.yml:2:7 mode: "obsrve" is not one of observe, enforce; did you mean observe?
   2 | mode: obsrve
     |       ^
`,
  );
});

test('tabs before the value stay tabs, so that the caret stands under it', () => {
  expect(problemsText([{ ...problem, line: 1, column: 3 }], 'p.yml', '\t\tx', plain)).toContain(
    '     | \t\t^\n',
  );
});

test('a line that is not there, empty or very long is not shown', () => {
  for (const text of ['', 'a\n\nb', `a\n${'x'.repeat(300)}`]) {
    expect(problemsText([problem], 'p.yml', text, plain).split('\n')).toHaveLength(2);
  }
});

test('on a terminal the text is broken at blanks, and the line is cut to fit', () => {
  const text = `version: 1\nmode: obsrve # ${'x'.repeat(60)}\n`;

  expect(
    problemsText([problem], 'policy.yml', text, plain, 50),
  ).toBe(`policy.yml:2:7 mode: "obsrve" is not one of
  observe, enforce; did you mean observe?
   2 | mode: obsrve # xxxxxxxxxxxxxxxxxxxxxxxxxxxx
     |       ^
`);
  expect(problemsText([{ ...problem, column: 60 }], 'policy.yml', text, plain, 50).split('\n')).toHaveLength(
    3,
  );
});
