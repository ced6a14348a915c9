import { basename, extname, relative, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const LATER = 'import-later';

/**
 * Puts everything that a function loads at once into one file, and its files into a folder of its own.
 *
 * esbuild splits at every `import()`. Code that a function loads at once then lies in as many files as there are sets of
 * later parts that use it too, and each file costs time. Here each later part also imports the function that it belongs
 * to, so that there is only one such set. See https://github.com/evanw/esbuild/issues/3780
 */
const oneFileAtOnce: Plugin = {
  name: 'one-file-at-once',
  setup(build) {
    const entry = entryOf(build.initialOptions.entryPoints);
    const name = basename(entry, extname(entry));
    // serverless-esbuild leaves out of a function's zip the files named like another function and a dot.
    build.initialOptions.chunkNames = `${name}.parts/[name]-[hash]`;

    build.onResolve({ filter: /^/ }, async ({ kind, path, importer, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const found = await build.resolve(path, { kind: 'import-statement', importer, resolveDir });
      return found.external || found.errors.length > 0
        ? found
        : { path: within(found.path), namespace: LATER };
    });
    build.onLoad({ filter: /^/, namespace: LATER }, ({ path }) => ({
      contents: `import ${JSON.stringify(within(entry))}; export * from ${JSON.stringify(path)};`,
      resolveDir: process.cwd(),
    }));
  },
};

/** The path from the folder of the project: names of files must not depend on where that lies. */
function within(path: string): string {
  return `./${relative(process.cwd(), path)}`;
}

/** The only entry point, as an absolute path. */
function entryOf(entryPoints: unknown): string {
  const [entry, ...others] = Object.values(entryPoints ?? {});
  if (typeof entry !== 'string' || others.length > 0)
    throw new Error('bundle each function by itself: there must be exactly one entry point');
  return resolve(entry);
}

// serverless-esbuild takes the default export.
export default [oneFileAtOnce];
