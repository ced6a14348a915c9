import { writeFile } from 'node:fs/promises';
import { formatProblems } from '../../shared/document/problem.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { PolicyError } from '../../shared/runtime/request/errors.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { count } from '../terminal/columns.ts';
import { canAsk } from '../terminal/confirm.ts';
import { type ExitCode, fitted, type Io } from '../terminal/io.ts';
import { readValue } from './check.ts';
import { fromBackupPlan } from './convert/backup-plan.ts';
import { type Convert, parseForeign } from './convert/convert.ts';
import { fromCustodian } from './convert/custodian.ts';
import { type Draft, policyText } from './convert/draft.ts';
import { fromInstanceScheduler } from './convert/instance-scheduler.ts';
import { askFor } from './questions.ts';
import { draftOf, readTags, type Wishes } from './wishes.ts';

export interface InitOptions extends OutputOptions {
  readonly out: string;
  readonly force?: true;
  readonly yes?: true;
  readonly timezone?: string;
  readonly hours?: string;
  readonly tag?: readonly string[];
  readonly stop?: string;
  readonly protect?: readonly string[];
  readonly snapshots?: true;
  readonly copyTo?: string;
  readonly kmsKey?: string;
  readonly fromInstanceScheduler?: string;
  readonly fromCustodian?: string;
  readonly fromBackupPlan?: string;
}

/** Writes a policy that `validate` accepts. */
export async function runInit(options: InitOptions, io: Io): Promise<ExitCode> {
  const draft = (await converted(options, io)) ?? draftOf(await wishesOf(options, io));
  const text = policyText(draft);
  const parsed = parsePolicy(text);
  if (!parsed.ok) {
    const problems = formatProblems(parsed.problems, options.out);
    throw new PolicyError(`the policy would not be valid, so it is not written:\n${problems}`);
  }
  if (options.out === '-') {
    io.stdout.write(text);
    return 0;
  }
  await write(options.out, text, options.force === true);
  io.stdout.write(options.json ? json(options.out, draft) : fitted(report(options.out, draft), io.stdout));
  return 0;
}

async function converted(options: InitOptions, io: Io): Promise<Draft | undefined> {
  const sources: readonly (readonly [string | undefined, Convert, string])[] = [
    [options.fromInstanceScheduler, fromInstanceScheduler, 'Instance Scheduler'],
    [options.fromCustodian, fromCustodian, 'Cloud Custodian'],
    [options.fromBackupPlan, fromBackupPlan, 'AWS Backup'],
  ];
  for (const [path, convert, tool] of sources) {
    if (path === undefined) continue;
    const { name, text } = await readPolicyText(path, io, `name a file of ${tool}`);
    const tags = options.tag === undefined ? {} : { tags: readTags(options.tag, '--tag') };
    const draft = convert(parseForeign(text, name, tool), name, tags);
    if (draft.rules.length > 0) return draft;
    throw new CliError(
      `${name}: nothing in it can be converted:\n${draft.notes.map((note) => `- ${note}`).join('\n')}`,
      'write a policy with dormouse init',
    );
  }
  return undefined;
}

async function wishesOf(options: InitOptions, io: Io): Promise<Wishes> {
  const { timezone, hours, stop = 'whenIdle', snapshots, copyTo, kmsKey } = options;
  const known: Wishes = {
    timezone: readValue.timezone(timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
    hours: readValue.hours(hours ?? 'mon-fri 07:00-19:00'),
    stop: readValue.stop(stop),
    tags: readTags(options.tag ?? ['env=dev,test'], '--tag'),
    protect: readTags(options.protect ?? ['env=prod,production'], '--protect'),
    snapshots: snapshots === true || copyTo !== undefined,
    ...(copyTo !== undefined && { copyTo: readValue.region(copyTo) ?? copyTo }),
    ...(kmsKey !== undefined && { kmsKey: readValue.kmsKey(kmsKey) ?? kmsKey }),
  };
  return options.yes || !canAsk(io) ? known : askFor(known, io);
}

/** Never over a file that is there, unless somebody says so. */
async function write(path: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(path, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'EEXIST') {
      throw new CliError(
        `${path} is there already`,
        'name another with --out, or overwrite it with --force',
        { cause },
      );
    }
    throw new CliError(`${path} cannot be written (${code})`, 'name another with --out', { cause });
  }
}

function report(path: string, { rules, notes }: Draft): string {
  return [
    `${path}: written, ${count(rules.length, 'rule')}, in mode observe`,
    ...(notes.length === 0
      ? []
      : ['', 'Not converted, or with another meaning here:', ...notes.map((note) => `- ${note}`), '']),
    `Check it with dormouse validate ${path}, and see what it would do with dormouse plan --policy ${path}.`,
    '',
  ].join('\n');
}

function json(file: string, { rules, notes }: Draft): string {
  const report = { version: 1, file, rules: rules.map(({ name }) => name), notes };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
