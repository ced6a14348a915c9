import { Command } from 'commander';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { colorOption, jsonOption } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { count } from '../terminal/columns.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { problemsText } from './problems-text.ts';

interface Options {
  readonly json?: true;
  readonly color: boolean;
}

/** `dormouse validate`: every problem of a policy file. Does not call AWS. */
export function validateCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('validate')
    .description('check a policy file and list every problem with its position and remedy')
    .argument('[file]', 'the policy file, - for standard input', 'policy.yml')
    .addOption(jsonOption())
    .addOption(colorOption())
    .addHelpText(
      'after',
      '\nExit code: 0 valid, with or without warnings; 1 not valid, or the file cannot be read.',
    )
    .action(async (path: string, { json, color }: Options) => {
      const { name, text } = await readPolicyText(path, io);
      const parsed = parsePolicy(text, { now: Date.now() });
      const problems = parsed.ok ? parsed.warnings : parsed.problems;
      if (json) {
        const report = { version: 1, file: name, valid: parsed.ok, problems };
        io.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
      } else {
        const { paint, width } = lookFor(io.stdout, color);
        const rules = parsed.ok ? `, ${count(parsed.policy.rules.length, 'rule')}` : '';
        const verdict = parsed.ok ? paint('start', 'valid') : paint('fault', 'not valid');
        const errors = problems.filter(({ severity }) => severity === 'error').length;
        const found =
          problems.length === 0
            ? ''
            : `, ${count(errors, 'error')}, ${count(problems.length - errors, 'warning')}`;
        io.stdout.write(problemsText(problems, name, text, paint, width));
        io.stdout.write(`${name}: ${verdict}${rules}${found}\n`);
      }
      done(parsed.ok ? 0 : 1);
    });
}
