import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { parse } from 'yaml';
import { entryOf, type PackagedFunction, packagedFunctions, unpack } from '../test/support/packaged.ts';
import type { Figure } from './figure.ts';
import { compare } from './measure.ts';

const loader = `
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);
process.exit();`;

/** How long each packaged function takes to load, next to a bare handler with the same SDK clients. */
export async function measureBundleLoad(rounds: number): Promise<Figure[]> {
  const bareRoot = mkdtempSync(join(tmpdir(), 'dormouse-bare-'));
  try {
    const bare = await bundleBareHandler(bareRoot);
    const figures: Figure[] = [];
    for (const fn of packagedFunctions('.serverless')) figures.push(await measure(fn, bare, rounds));
    return figures;
  } finally {
    rmSync(bareRoot, { recursive: true });
  }
}

async function measure(fn: PackagedFunction, bare: string, rounds: number): Promise<Figure> {
  const { name, environment } = fn;
  const root = unpack(fn);
  try {
    const entry = entryOf(fn, root);
    const { ms, baseMs } = await compare(
      () => load(entry, environment),
      () => load(bare, environment),
      rounds,
    );
    return {
      name: `module load of ${name} / of a bare handler with the same SDK clients`,
      ratio: ms / baseMs,
      target: 1.25,
      parts: { ms, bareMs: baseMs, rounds },
    };
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Milliseconds that a new Node takes to import a module. */
function load(file: string, environment: Readonly<Record<string, string>>): number {
  const output = execFileSync(
    process.execPath,
    ['--input-type=module', '-e', loader, pathToFileURL(file).href],
    {
      env: { ...environment, AWS_REGION: 'eu-central-1' },
      encoding: 'utf8',
    },
  );
  return Number(output);
}

/** Bundles it as serverless.yml has the functions bundled. */
async function bundleBareHandler(root: string): Promise<string> {
  const { custom } = parse(readFileSync('serverless.yml', 'utf8'), { logLevel: 'error' });
  const { exclude: _, outputFileExtension = '.js', ...options } = custom.esbuild;
  const outfile = join(root, `bare${outputFileExtension}`);
  const asPackaged: BuildOptions = { ...options, platform: 'node', logLevel: 'error' };
  await build({ ...asPackaged, entryPoints: ['bench/bare-handler.ts'], outfile });
  return outfile;
}
