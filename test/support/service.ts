import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { packages, paramArguments } from './packages.ts';

const template = z.looseObject({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });
const provider = z.looseObject({ compiledCloudFormationTemplate: template });
const state = z.looseObject({ service: z.looseObject({ provider }) });

/** A folder from which Serverless deploys what was packaged. */
export interface Service {
  /** `serverless deploy` of the packages as they are. Rejects with its output when it fails. */
  deploy(): Promise<void>;
  /** `serverless disable` */
  disable(): Promise<void>;
  /** `serverless enable` */
  enable(): Promise<void>;
  /** `serverless remove` */
  remove(): Promise<void>;
  close(): void;
}

/** Serverless looks for its own file with lstat, and takes the rest by way of links. */
const linked = ['functions', 'node_modules', 'package.json', 'policy.yml', 'scripts', 'shared', 'stack'];

/**
 * For the account and the endpoint that the environment names. Another folder than the project's, because a
 * deployment deletes its packages, which other tests read. Resources of the `unknown` types are left out of the template.
 */
export function stageService(
  region: string,
  name: keyof typeof packages = 'file',
  unknown: readonly string[] = [],
): Service {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-service-'));
  for (const name of linked) symlinkSync(resolve(name), join(folder, name));
  copyFileSync('serverless.yml', join(folder, 'serverless.yml'));
  const { folder: packaged, ...parameters } = packages[name];
  cpSync(packaged, join(folder, 'package'), { recursive: true });
  leaveOut(unknown, join(folder, 'package', 'serverless-state.json'));
  const run = async (...args: string[]): Promise<void> => {
    const command = spawn(resolve('node_modules/.bin/serverless'), args, {
      cwd: folder,
      env: { ...process.env, AWS_REGION: region },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [command.stdout, command.stderr]) stream.on('data', (data) => (output += data));
    const [code] = await once(command, 'close');
    if (code !== 0) throw new Error(`serverless ${args.join(' ')} ended with ${code}:\n${output}`);
  };
  return {
    deploy: () => run('deploy', '--package', 'package', '--verbose', ...paramArguments(parameters)),
    disable: () => run('disable'),
    enable: () => run('enable'),
    remove: () => run('remove', '--verbose'),
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** Serverless deploys the template that is in its state. */
function leaveOut(types: readonly string[], file: string): void {
  const found = state.parse(JSON.parse(readFileSync(file, 'utf8')));
  const template = found.service.provider.compiledCloudFormationTemplate;
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    if (types.includes(Type)) delete template.Resources[id];
  }
  writeFileSync(file, JSON.stringify(found));
}
