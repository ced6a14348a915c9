import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const text = /\.(ts|json|ya?ml|md|txt|py)$|(^|\/)\.[a-z]+rc$|^\.ci\//;

/** Paths of the files that are, or are about to be, in the repository, and hold text. */
export const files: readonly string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => text.test(file));

/** The TypeScript of the project, tests included. */
export const sources: readonly string[] = files.filter((file) => file.endsWith('.ts'));

export function read(file: string): string {
  return readFileSync(file, 'utf8');
}

/** A file without its comments. */
export function codeOf(file: string): string {
  return read(file).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

/** `functions/stop-idle-clusters.ts` is the function `stop-idle-clusters`. */
export const functionNames: readonly string[] = sources
  .map((file) => /^functions\/([a-z-]+)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined);
