import { suggest } from '../../document/nearest.ts';
import type { Issue, Position, Problem } from '../../document/problem.ts';
import { readDocument } from '../../document/read-document.ts';
import { type Given, type PolicyTest, type TestFile, testFileSchema } from './schema.ts';

export type ParsedTests =
  | { readonly ok: true; readonly file: TestFile; readonly positions: readonly Position[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a file of tests, with the place of each. Says everything that is wrong, in the order of the text. Never throws. */
export function parseTests(text: string): ParsedTests {
  const read = readDocument(text, testFileSchema);
  if (!read.ok) return read;
  const file = read.value;
  const issues = file.tests.flatMap((test, index) => checkNames(test, file.given ?? {}, index));
  return issues.length > 0
    ? { ok: false, problems: issues.map(read.toProblem) }
    : { ok: true, file, positions: file.tests.map((_, index) => read.locate(['tests', index])) };
}

/** Names of snapshots that the test is not given. */
function checkNames({ given, expect }: PolicyTest, always: Given, index: number): Issue[] {
  const known = ({ ...always, ...given }.snapshots ?? []).flatMap(({ name, times }) =>
    times === 1 ? [name] : Array.from({ length: times }, (_, number) => `${name}-${number + 1}`),
  );
  return (['copies', 'deletions'] as const).flatMap((about) =>
    Object.entries(expect[about] ?? {}).flatMap(([region, names]) =>
      names.flatMap((name, at): Issue[] => {
        if (known.includes(name)) return [];
        const path = ['tests', index, 'expect', about, region, at];
        const remedy = known.length === 0 ? 'add it under given.snapshots' : suggest(name, known);
        return [{ path, value: name, message: 'is not a snapshot that the test is given', remedy }];
      }),
    ),
  );
}
