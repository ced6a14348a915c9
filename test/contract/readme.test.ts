import { expect, test } from 'vitest';
import { reasons } from '../../shared/policy/model/reasons.ts';
import { read } from './repository.ts';

const [, table = ''] = /<!-- reasons:begin -->([\s\S]*?)<!-- reasons:end -->/.exec(read('README.md')) ?? [];
const rows = [...table.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);

test('README explains every reason as the code does, and no other', () => {
  expect(Object.fromEntries(rows)).toEqual(reasons);
});
