import { packages } from '../test/support/packages.ts';
import { runCommand } from './run-command.ts';

/** Packages the stack as a suite wants it, into a folder that nobody else fills. */
export function packageStack(name: keyof typeof packages): void {
  const { folder, ...parameters } = packages[name];
  const given = Object.entries(parameters).flatMap(([key, value]) => ['--param', `${key}=${value}`]);
  runCommand('serverless', ['package', '--package', folder, ...given]);
}
