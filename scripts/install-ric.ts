import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

const folder = join(projectRoot, '.cache', 'aws-lambda-ric');
const headers = `node-${process.platform}-${process.arch}`;

const manifest = {
  private: true,
  dependencies: { 'aws-lambda-ric': '4.0.2', [headers]: process.versions.node },
  allowScripts: { 'aws-lambda-ric': true },
};

/** The file that runs a handler: `node <ricEntry> index.handler`. */
export const ricEntry: string = join(folder, 'node_modules', 'aws-lambda-ric', 'index.mjs');

/**
 * Compiles AWS's own Lambda runtime client into `.cache`, unless it is there. That takes a minute and needs cmake,
 * make, xz, Python 3 and a C++ compiler: too much for `npm ci`. The headers are those of the very Node that runs, from
 * the npm package that brings it, so that nothing but npm's registry is asked.
 */
export function installRic(): void {
  if (existsSync(join(dirname(ricEntry), 'rapid-client.node'))) return;
  console.log('Compiling the Lambda runtime client, once: about a minute …');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  runCommand('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error'], {
    npm_config_nodedir: join(folder, 'node_modules', headers),
  });
}
