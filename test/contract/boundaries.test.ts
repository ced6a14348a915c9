import { describe, expect, test } from 'vitest';
import { crossings, order } from './folders.ts';
import { cyclicEdges, type Edge, fileEdges, folderEdges, folderOf, importedBy, textOf } from './imports.ts';
import { codeOf, sources } from './repository.ts';

/** The files that every folder may import: they know nothing of Dormouse. */
const EVERYWHERE = ['shared/defined.ts', 'shared/once.ts'];

const browserPackages = ['@tanstack/virtual-core', 'd3-selection', 'd3-zoom', 'lit-html', 'uplot'];

/** Folder: what its files may import besides their own folder and `EVERYWHERE`. `*` is every package. */
const borders: Readonly<Record<string, readonly string[]>> = {
  'shared/document': ['zod', 'yaml', 'fastest-levenshtein'],
  // From Node, only hashing: it is as pure as arithmetic.
  'shared/policy': [...['shared/document', 'zod', 'yaml', 'temporal-polyfill', 'croner', 'node:crypto']],
  'shared/aws': ['shared/policy', 'package.json', '@aws-sdk', '@smithy', 'p-map', 'node:'],
  'shared/runtime': [
    ...['shared/policy', 'shared/document', 'shared/aws'],
    ...['@aws-lambda-powertools', '@middy', 'aws-lambda', 'p-map', 'zod', 'node:'],
  ],
  timeline: ['shared/policy'],
  page: ['timeline', ...browserPackages, 'esbuild', 'node:'],
  'page/browser': ['timeline', ...browserPackages],
  functions: ['shared/policy', 'shared/aws', 'shared/runtime'],
  simulator: ['shared/document', '*'],
  // The forms of the parameter `policy` are those that the functions read, and the home notes its version.
  stack: [
    'package.json',
    'shared/document',
    'shared/policy/file/source.ts',
    '@aws-sdk/client-lambda',
    'esbuild',
    'yaml',
    'node:',
  ],
};

test.each(Object.entries(borders))('%s imports only what it may', (folder, allowed) => {
  const mayImport = (name: string) =>
    [folder, ...EVERYWHERE, ...allowed].some(
      (border) => name === border || name.startsWith(`${border}/`) || isAnyPackage(border, name),
    );

  const strange = sources
    .filter((file) => file.startsWith(`${folder}/`))
    .flatMap((from) => importedBy(from).map((to) => ({ from, to })))
    .filter(({ to }) => !mayImport(to));

  expect(strange.map(textOf)).toEqual([]);
});

test('the product reaches into test for nothing but what its own tools measure with', () => {
  const strange = fileEdges.filter(
    ({ from, to }) => to.startsWith('test/') && !/^(test|bench|scripts)\//.test(from),
  );

  expect(strange.map(textOf)).toEqual([]);
});

describe('cycles, type imports included', () => {
  test('no file imports itself, directly or through others', () => {
    expect(cyclicEdges(fileEdges).map(textOf)).toEqual([]);
  });

  test('no folder imports itself through others', () => {
    expect(cyclicEdges(folderEdges).map(textOf)).toEqual([]);
  });
});

describe('the order of folders', () => {
  test('names each folder with code once, and no other', () => {
    const folders = new Set(sources.map(folderOf).filter((folder) => !/^test(\/|$)/.test(folder)));

    expect(order.toSorted()).toEqual([...folders].toSorted());
  });

  test('holds: a folder imports only folders before it', () => {
    expect(folderEdges.filter(isAgainst).map(textOf)).toEqual([]);
  });
});

describe('the aspects: power, snapshots, activity streams and capacity', () => {
  const aspects = ['power', 'snapshots', 'streams', 'capacity'].map((name) => `shared/policy/${name}`);
  const between = fileEdges.filter(
    ({ from, to }) =>
      folderOf(from) !== folderOf(to) && aspects.includes(folderOf(from)) && aspects.includes(folderOf(to)),
  );

  test('import each other only as listed, each time for a reason', () => {
    expect(between.map(textOf).toSorted()).toEqual(Object.keys(crossings).toSorted());
  });

  test('share at most four imports', () => {
    expect(Object.keys(crossings).length).toBeLessThanOrEqual(4);
  });
});

test('shared/policy is pure: no clock, no chance, no environment, nothing that waits', () => {
  const impure =
    /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.|async (function|\(|\w+ =>)|await |fetch\(|setTimeout)/;

  expect(sources.filter((file) => file.startsWith('shared/policy/') && impure.test(codeOf(file)))).toEqual(
    [],
  );
});

function isAnyPackage(border: string, name: string): boolean {
  return (border === '*' && !sources.includes(name)) || (border === 'node:' && name.startsWith(border));
}

function isAgainst({ from, to }: Edge): boolean {
  return order.includes(from) && order.indexOf(to) > order.indexOf(from);
}
