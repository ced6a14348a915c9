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

/** What a file imports, types too: paths in the repository for its own files, the package's name for others. */
export function importsOf(file: string): string[] {
  const specifiers = codeOf(file).matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*'([^']+)'/g);
  return [...specifiers].map(([, name = '']) =>
    name.startsWith('.') ? resolveFrom(file, name) : packageOf(name),
  );
}

/** As `importsOf`, without what is gone once the types are stripped. */
export function importsAtRunTime(file: string): string[] {
  const types = codeOf(file).matchAll(/^(?:import|export) type [^;]*? from '([^']+)'/gm);
  const gone = new Set([...types].map(([, name = '']) => resolveFrom(file, name)));
  return importsOf(file).filter((name) => !gone.has(name));
}

function resolveFrom(file: string, specifier: string): string {
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}

function packageOf(specifier: string): string {
  return specifier.startsWith('node:')
    ? specifier
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
