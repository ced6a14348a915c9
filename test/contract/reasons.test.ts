import { expect, test } from 'vitest';
import { withReasons } from '../../scripts/write-reasons.ts';
import { reasons } from '../../shared/policy/model/reasons.ts';
import { codeOf, read, sources } from './repository.ts';

const page = read('docs/reasons.md');

test('docs/reasons.md explains every reason as the code does, and no other: npm run schemas', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.+?) \|/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);

  expect(rows).toEqual(Object.entries(reasons).map(([code, { text }]) => [code, text]));
  expect(page).toBe(withReasons(page));
});

test('each reason is written out where it is decided, so that a search for it leads there', () => {
  const tables = /^shared\/policy\/model\/([a-z]+-)?reasons\.ts$/;
  const code = sources
    .filter((file) => /^shared\/(policy|runtime)\//.test(file) && !tables.test(file))
    .map(codeOf);

  expect(Object.keys(reasons).filter((reason) => !code.some((text) => text.includes(`'${reason}'`)))).toEqual(
    [],
  );
});

test('no meaning holds what Markdown or a terminal would not show as it is', () => {
  expect(
    Object.values(reasons).filter(({ text }) => /[|<>`*\n]|[.]$|^[A-Z](?!ormouse|WS|DS)/.test(text)),
  ).toEqual([]);
});
