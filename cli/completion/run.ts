import type { Command } from 'commander';
import type { ExitCode, Io } from '../terminal/io.ts';
import { type Candidate, candidatesFor } from './candidates.ts';
import { type Shell, scripts } from './scripts.ts';

/** Writes the script of a shell, or a line for each candidate in the form that it takes. */
export function runCompletion(
  shell: Shell,
  words: readonly string[],
  program: Command,
  { stdout }: Io,
): ExitCode {
  if (words.length === 0) {
    stdout.write(scripts[shell]);
    return 0;
  }
  const { values, files } = candidatesFor(program, words);
  const lines = files ? [':files'] : values.map(forms[shell]);
  stdout.write(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

const forms: Readonly<Record<Shell, (candidate: Candidate) => string>> = {
  bash: ({ value }) => value,
  zsh: ({ value, description }) =>
    [value.replaceAll(':', '\\:'), ...(description ? [description] : [])].join(':'),
  fish: ({ value, description }) => [value, ...(description ? [description] : [])].join('\t'),
};
