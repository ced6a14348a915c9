import { expect, test } from 'vitest';
import { withReasons } from '../../scripts/write-reasons.ts';
import { reasons } from '../../shared/policy/model/reasons.ts';
import { read } from './repository.ts';

const page = read('docs/reasons.md');

test('docs/reasons.md explains every reason as the code does, and no other: npm run schemas', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.+?) \|/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);

  expect(rows).toEqual(Object.entries(reasons).map(([code, { text }]) => [code, text]));
  expect(page).toBe(withReasons(page));
});

test('no meaning holds what Markdown or a terminal would not show as it is', () => {
  expect(
    Object.values(reasons).filter(({ text }) => /[|<>`*\n]|[.]$|^[A-Z](?!ormouse|WS|DS)/.test(text)),
  ).toEqual([]);
});
