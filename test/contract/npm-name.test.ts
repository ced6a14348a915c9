import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { files, read } from './repository.ts';

test('no page or message says to run the npm package dormouse, which is another project', () => {
  const pages = files.filter((path) => /\.(md|yml|ts)$/.test(path) && !path.includes('npm-name'));

  expect(pages.filter((path) => /(npx|npm exec|npm install -g) dormouse(?![\w-])/.test(read(path)))).toEqual(
    [],
  );
  expect(manifest.name).toBe('dormouse-clusters');
});
