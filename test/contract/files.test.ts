import { expect, test } from 'vitest';
import { files, read, sources } from './repository.ts';

const lines = (file: string): number => read(file).split('\n').length - 1;

test('no file of code is over 250 lines', () => {
  expect(sources.filter((file) => lines(file) > 250)).toEqual([]);
});

test('half of the files of code have at most 80 lines', () => {
  const code = sources
    .filter((file) => !file.startsWith('test/'))
    .map(lines)
    .sort((a, b) => a - b);

  expect(code[Math.floor(code.length / 2)]).toBeLessThanOrEqual(80);
});

test('file names are kebab-case', () => {
  expect(sources.filter((file) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z]+)*\.ts$/.test(file))).toEqual([]);
});

test('no file names the machine that it was written on, or a registry that it was installed from', () => {
  const folders = ['work', 'root', 'home', 'Users', 'tmp/scratch'].map((folder) => `/${folder}/`);
  const machine = new RegExp(`(^|[\\s"'\`(=])(${folders.join('|')})|"resolved": "https?:`, 'm');

  expect(files.filter((file) => machine.test(read(file)))).toEqual([]);
});
