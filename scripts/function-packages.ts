import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { parse } from 'yaml';
import { type Bundled, bundledPackages } from './licences.ts';
import { projectRoot } from './run-command.ts';

/** The packages whose code the zip of a function has, by the file of its handler without extension: it is bundled again as serverless.yml says. */
export async function functionPackages(file: string): Promise<Bundled[]> {
  const { custom } = parse(readFileSync(join(projectRoot, 'serverless.yml'), 'utf8'), { logLevel: 'error' });
  const { exclude: _, plugins: __, outputFileExtension: ___, ...options } = custom.esbuild;
  const { metafile } = await build({
    ...(options as BuildOptions),
    entryPoints: [`${file}.ts`],
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
