import { defined } from '../../shared/defined.ts';
import { readInstant } from '../../shared/policy/rules/hold.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPricesIfNamed } from '../input/price-file.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { planJson } from './json.ts';
import { isAnythingDue, type Plan, planOf } from './plan.ts';
import { checkSelection } from './selection.ts';
import { planText } from './text.ts';

export interface PlanOptions extends AwsOptions, Narrowing {
  readonly at?: string;
  readonly rule?: string;
  readonly tag?: readonly string[];
  readonly all?: true;
  readonly prices?: string;
}

/** Writes the changes that are due now. Only reads. */
export async function runPlan(options: PlanOptions, io: Io): Promise<ExitCode> {
  const policy = await readListedPolicy(options.policy, io);
  const { clusters: globs, ...where } = toRequest(options, policy);
  checkSelection(options, policy);
  const at = options.at === undefined ? undefined : readAt(options.at);
  const prices = await readPricesIfNamed(options.prices);
  const found = await withProgress(io.stderr, 'reading AWS', (progress) =>
    survey(policy, where, progress, { at, support: true, ...defined({ prices }) }),
  );
  const { rule, tag } = options;
  const plan = planOf(options.policy, policy, found, { clusters: globs, rule, tag, at }, prices);
  if (at !== undefined && at <= (plan.factsAt ?? at))
    throw new CliError(`${options.at} is over`, 'name a time to come');
  const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
  io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
  return exitCodeOf(plan);
}

function readAt(text: string): EpochMs {
  const at = readInstant(text);
  if (at !== undefined) return at;
  const remedy = 'write for example 2026-12-01T18:00:00Z or 2026-12-01T18:00:00+01:00';
  throw new CliError(`--at "${text}" is not a time with its zone`, remedy);
}

function exitCodeOf(plan: Plan): ExitCode {
  if ([plan.unread, plan.unmatched, plan.warnings].some(({ length }) => length > 0)) return 1;
  return isAnythingDue(plan) ? 2 : 0;
}
