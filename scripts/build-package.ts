/**
 * Builds what the npm package has instead of the sources: the command and the threads of simulations in `lib/`, with a file
 * for each part that is loaded on demand. Node strips no types under `node_modules`: https://nodejs.org/api/typescript.html#type-stripping-in-dependencies
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { browserBuild, bundle } from '../page/bundle.ts';
import { palette } from '../page/palette.ts';
import { clientNames } from '../simulator/wire/load-client.ts';
import { type Bundled, bundledPackages, licencesOf } from './licences.ts';
import { projectRoot } from './run-command.ts';

const BUILT = join(projectRoot, 'lib');

/** Builds the files of the package, and returns the packages that are bundled in them. */
export async function buildPackage(): Promise<readonly Bundled[]> {
  rmSync(BUILT, { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: ['cli/dormouse.ts', 'cli/older-node.js', 'cli/simulation-thread.js'],
    absWorkingDir: projectRoot,
    outdir: BUILT,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    chunkNames: '[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    // Packages that are CommonJS ask for Node's own modules by require.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    legalComments: 'none',
    metafile: true,
    plugins: [replacing(await replacements())],
    logLevel: 'warning',
  });
  const page = await build({ ...browserBuild, absWorkingDir: projectRoot, metafile: true });
  const packages = bundledPackages(metafile, page.metafile);
  writeFileSync(join(BUILT, 'LICENCES.txt'), licencesOf(packages));
  return packages;
}

/** Modules that contain the data that others read or make at run time, by the path of the module that each replaces. */
async function replacements(): Promise<Readonly<Record<string, string>>> {
  const clients = clientNames.map(
    (name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`,
  );
  return {
    'page/bundle.ts': `const built = ${JSON.stringify(await bundle())}; export const bundle = async () => built;`,
    'page/palette.ts': `export const palette = ${JSON.stringify(palette)};`,
    'backtest/threads/worker-file.ts':
      "export const workerFile = new URL('simulation-thread.js', import.meta.url);",
    'simulator/wire/load-client.ts': `const clients = { ${clients.join(', ')} }; export const loadClient = (name) => clients[name]();`,
  };
}

function replacing(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'replacing',
    setup({ onLoad }) {
      for (const [file, contents] of Object.entries(modules)) {
        const path = join(projectRoot, file);
        onLoad({ filter: new RegExp(`${path.replaceAll('.', '\\.')}$`) }, () => ({
          contents,
          loader: 'js',
          resolveDir: projectRoot,
        }));
      }
    },
  };
}

if (import.meta.main) await buildPackage();
