import { packages, paramArguments } from '../test/support/packages.ts';
import { runCommand } from './run-command.ts';

/** Packages the stack as a suite wants it, into a folder that nobody else fills. */
export function packageStack(name: keyof typeof packages): void {
  const { folder, ...parameters } = packages[name];
  packageInto(folder, parameters);
}

/**
 * Packages the stack for a suite, unless it is given `--packaged`, because an earlier suite has packaged it.
 *
 * @returns the other arguments, which are vitest's
 */
export function packageUnlessGiven(name: keyof typeof packages, args: readonly string[]): string[] {
  if (!args.includes('--packaged')) packageStack(name);
  return args.filter((one) => one !== '--packaged');
}

/** Packages the stack with parameters, and with further arguments of Serverless. */
export function packageInto(
  folder: string,
  parameters: Readonly<Record<string, string>>,
  ...further: readonly string[]
): void {
  runCommand('serverless', ['package', '--package', folder, ...further, ...paramArguments(parameters)]);
}
