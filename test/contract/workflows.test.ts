import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const files = globSync(['.github/workflows/*.yml', 'examples/github/*.yml']);

test.each(files)('%s pins each action to a commit, with the version beside it', (file) => {
  const uses = [...readFileSync(file, 'utf8').matchAll(/^\s*-? uses: (.*)$/gm)].map(([, text = '']) => text);

  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((text) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(text))).toEqual([]);
});

test.each(files)('%s begins with permissions that write nothing but comments', (file) => {
  const { permissions } = parse(readFileSync(file, 'utf8'));

  expect(permissions.contents).toBe('read');
  expect(Object.keys(permissions).filter((name) => !['contents', 'pull-requests'].includes(name))).toEqual(
    [],
  );
});
