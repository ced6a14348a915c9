import { existsSync, mkdirSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

/** The npm package in which AWS publishes built programs of cfn-guard with the rules of Control Tower. */
const PACKAGE = '@cdklabs/cdk-validator-cfnguard';
const VERSION = '0.0.62';

/** cfn-guard, and its rules. */
export interface Guard {
  readonly program: string;
  readonly rules: string;
}

/** Unpacks cfn-guard under `.cache`. It is not installed as a dependency, because the CDK would come with it. */
export function unpackGuard(): Guard {
  const folder = join(projectRoot, '.cache', `cfn-guard-${VERSION}`);
  const unpacked = join(folder, 'package');
  if (!existsSync(join(unpacked, 'package.json'))) {
    mkdirSync(folder, { recursive: true });
    runCommand('npm', ['pack', '--silent', '--pack-destination', folder, `${PACKAGE}@${VERSION}`]);
    runCommand('tar', ['-xzf', join(folder, `cdklabs-cdk-validator-cfnguard-${VERSION}.tgz`), '-C', folder]);
  }
  const system = platform() === 'darwin' ? 'macos' : 'ubuntu';
  const processor = arch() === 'arm64' ? 'aarch64' : 'x86_64';
  return {
    program: join(unpacked, 'bin', system, processor, 'cfn-guard'),
    rules: join(unpacked, 'rules', 'control-tower', 'cfn-guard'),
  };
}
