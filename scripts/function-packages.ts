import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { parse } from 'yaml';
import type { StackFunction } from '../stack/functions.ts';
import { type Bundled, bundledPackages } from './licences.ts';
import { projectRoot } from './run-command.ts';

/** The packages whose code the zip of a function has: it is bundled again as serverless.yml says. */
export async function functionPackages({ name }: StackFunction): Promise<Bundled[]> {
  const { custom } = parse(readFileSync(join(projectRoot, 'serverless.yml'), 'utf8'), { logLevel: 'error' });
  const { exclude: _, plugins: __, outputFileExtension: ___, ...options } = custom.esbuild;
  const { metafile } = await build({
    ...(options as BuildOptions),
    entryPoints: [`functions/${name}.ts`],
    absWorkingDir: projectRoot,
    outdir: 'functions',
    platform: 'node',
    sourcemap: false,
    write: false,
    metafile: true,
    logLevel: 'warning',
  });
  return bundledPackages(metafile);
}
