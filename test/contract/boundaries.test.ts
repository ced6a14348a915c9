import { expect, test } from 'vitest';
import { codeOf, importsAtRunTime, importsOf, sources } from './repository.ts';

/** Folder: what its files may import besides their own folder. `*` is every package. */
const borders: Readonly<Record<string, readonly string[]>> = {
  'shared/document': ['zod', 'yaml', 'fastest-levenshtein'],
  // Of Node, hashing alone: it is as pure as arithmetic.
  'shared/policy': [
    ...['shared/document', 'zod', 'yaml', 'temporal-polyfill', 'croner', 'picomatch', 'node:crypto'],
  ],
  'shared/aws': ['shared/policy', 'package.json', '@aws-sdk', '@smithy', 'p-map', 'node:'],
  'shared/runtime': [
    ...['shared/policy', 'shared/document', 'shared/aws'],
    ...['@aws-lambda-powertools', '@middy', 'aws-lambda', 'p-map', 'zod', 'node:'],
  ],
  functions: ['shared/policy', 'shared/aws', 'shared/runtime'],
  simulator: ['shared/document', '*'],
  stack: ['esbuild', 'node:'],
};

const checked = Object.entries(borders).flatMap(([folder, allowed]) =>
  sources.filter((file) => file.startsWith(`${folder}/`)).map((file) => ({ file, folder, allowed })),
);

test.each(checked)('$file imports only what $folder may', ({ file, folder, allowed }) => {
  const strange = importsOf(file).filter(
    (name) =>
      ![folder, ...allowed].some(
        (border) => name === border || name.startsWith(`${border}/`) || isAnyPackage(border, name),
      ),
  );

  expect(strange).toEqual([]);
});

test('no file imports itself, by whatever detour', () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' > '));
    if (done.has(file) || trail.includes(file)) return;
    for (const name of importsAtRunTime(file).filter((name) => sources.includes(name)))
      visit(name, [...trail, file]);
    done.add(file);
  };

  for (const file of sources) visit(file, []);

  expect(cycles).toEqual([]);
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
