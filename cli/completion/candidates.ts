import type { Argument, Command, Option } from 'commander';

/** One thing that may be typed next. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** The words with which a shell may complete a command line; `files`: with the names of files. */
export interface Candidates {
  readonly values: readonly Candidate[];
  readonly files: boolean;
}

const NONE: Candidates = { values: [], files: false };

/**
 * The words that may stand in place of the last one of a command line, by the commands with their options and arguments.
 *
 * @example candidatesFor(program, ['hold', 'dev-orders', '--ke']) // { values: [{ value: '--keep', … }], files: false }
 */
export function candidatesFor(program: Command, words: readonly string[]): Candidates {
  const current = words.at(-1) ?? '';
  const [name, ...typed] = words.slice(0, -1);
  if (name === undefined)
    return startingWith(current, isOption(current) ? optionsOf(program) : commandsOf(program));
  const command = program.commands.find((one) => one.name() === name);
  if (command === undefined) return NONE;
  const [values, option] = splitAtOption(command, typed);
  if (option?.isOpen) return valuesOf(option.option, current);
  if (isOption(current)) return startingWith(current, optionsOf(command));
  if (option?.option.variadic) return valuesOf(option.option, current);
  const all = command.registeredArguments;
  const argument = all[values] ?? (all.at(-1)?.variadic ? all.at(-1) : undefined);
  return argument === undefined ? NONE : valuesOf(argument, current);
}

/** `-` alone is standard input. */
function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-';
}

/** How many arguments have been typed, and the last option, `isOpen` when it has no value yet. */
function splitAtOption(
  command: Command,
  typed: readonly string[],
): [number, { readonly option: Option; readonly isOpen: boolean } | undefined] {
  let values = 0;
  let last: { readonly option: Option; readonly isOpen: boolean } | undefined;
  for (const word of typed) {
    const option = isOption(word)
      ? command.options.find(({ short, long }) => word === short || word === long)
      : undefined;
    if (option !== undefined) last = { option, isOpen: option.required || option.optional };
    else if (isOption(word)) last = undefined;
    else if (last?.isOpen) last = { ...last, isOpen: false };
    else if (!last?.option.variadic) values += 1;
  }
  return [values, last];
}

function valuesOf(one: Option | Argument, current: string): Candidates {
  if (one.argChoices !== undefined) {
    return startingWith(
      current,
      one.argChoices.map((value) => ({ value, description: '' })),
    );
  }
  const name = 'flags' in one ? one.flags : one.name();
  return { values: [], files: /\bfile\b/.test(name) };
}

function commandsOf(program: Command): Candidate[] {
  return program.commands.map((one) => ({ value: one.name(), description: one.description() }));
}

function optionsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ value: long, description }] : []));
}

function startingWith(current: string, all: readonly Candidate[]): Candidates {
  return { values: all.filter(({ value }) => value.startsWith(current)), files: false };
}
