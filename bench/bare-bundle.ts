import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { parse } from 'yaml';
import plugins from '../stack/bundle.ts';

/** Bundles the bare handler as serverless.yml has the functions bundled, and returns the file's path. */
export async function bundleBareHandler(outdir: string): Promise<string> {
  const { custom } = parse(readFileSync('serverless.yml', 'utf8'), { logLevel: 'error' });
  const { exclude: _, plugins: __, outputFileExtension = '.js', ...options } = custom.esbuild;
  const asPackaged: BuildOptions = {
    ...options,
    plugins,
    platform: 'node',
    logLevel: 'error',
    outExtension: { '.js': outputFileExtension },
  };
  await build({ ...asPackaged, entryPoints: { bare: 'bench/bare-handler.ts' }, outdir });
  return join(outdir, `bare${outputFileExtension}`);
}
