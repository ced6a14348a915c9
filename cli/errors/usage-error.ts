import type { CommanderError } from 'commander';

/**
 * Says in one sentence, with a remedy, why a command line is wrong.
 *
 * @example
 * explainUsage(error, 'plan') // "unknown option '--colour'; see dormouse plan --help"
 */
export function explainUsage({ code, message }: CommanderError, command: string): string {
  const said = message
    .replace(/^error: /, '')
    .replace(/\.?\s*$/, '')
    .replaceAll('\n', ' ');
  const isName = code === 'commander.excessArguments' && command === 'plan';
  const help = ['dormouse', ...(command === '' ? [] : [command]), '--help'].join(' ');
  return `${said}; ${isName ? 'name clusters with --clusters' : `see ${help}`}`;
}
