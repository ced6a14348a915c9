import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCollection, isMap, parseDocument } from 'yaml';
import { formatPath, type Path } from '../../shared/document/problem.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { runs } from '../support/runs.ts';
import { fullPolicy } from './file/full-policy.ts';
import { said } from './file/policy-text.ts';

/** The paths of all values, those of maps apart. */
function paths(): { values: Path[]; maps: Path[] } {
  const values: Path[] = [];
  const maps: Path[] = [];
  const document = parseDocument(fullPolicy);
  function walk(node: unknown, path: Path): void {
    values.push(path);
    if (isMap(node)) {
      maps.push(path);
    }
    if (isCollection(node)) {
      for (const key of Object.keys(node.toJS(document))) {
        const segment = isMap(node) ? key : Number(key);
        walk(node.get(segment, true), [...path, segment]);
      }
    }
  }
  walk(document.contents, []);
  return { values: values.slice(1), maps };
}

const { values, maps } = paths();

function named(all: readonly Path[]): [name: string, path: Path][] {
  return all.map((path) => [formatPath(path), path]);
}

function mutated(path: Path, value: unknown): string {
  const document = parseDocument(fullPolicy);
  document.setIn(path, value);
  return document.toString();
}

function pathsOf(text: string): string[] {
  const parsed = parsePolicy(text);
  return parsed.ok ? [] : parsed.problems.map(({ path }) => path);
}

test('a policy with every key is in order', () => {
  expect(said(fullPolicy)).toEqual([]);
});

test.each(named(values))('a nonsense value at %s is a problem of its own', (name, path) => {
  expect(pathsOf(mutated(path, [[[]]]))).toContainEqual(expect.stringContaining(name));
});

test.each(named(maps.map((path) => [...path, 'zzz'])))(
  'an unknown key at %s is a problem of its own',
  (name, path) => {
    expect(pathsOf(mutated(path, 1))).toContain(name);
  },
);

test('answers whatever is typed into a good policy', () => {
  const edit = fc.record({
    at: fc.nat({ max: fullPolicy.length }),
    removed: fc.nat({ max: 30 }),
    typed: fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.constantFrom('\n', '\n  - ', ': ', '*', '"', '{', '-', '0', '[]'),
    ),
  });
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      const text = edits.reduce(
        (before, { at, removed, typed }) => before.slice(0, at) + typed + before.slice(at + removed),
        fullPolicy,
      );
      const parsed = parsePolicy(text, { now: 0 });

      for (const { line, remedy, message } of parsed.ok ? parsed.warnings : parsed.problems) {
        expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect([message, remedy].join(' ')).not.toMatch(/undefined|\[object|NaN|^ | $/);
      }
      expect(parsed.ok || parsed.problems.length > 0).toBe(true);
    }),
    runs(1000),
  );
});
