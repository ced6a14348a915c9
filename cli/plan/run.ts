import type { AwsOptions } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { planJson } from './json.ts';
import { isAnythingDue, type Plan, planOf } from './plan.ts';
import { checkSelection } from './selection.ts';
import { planText } from './text.ts';

export interface PlanOptions extends AwsOptions, Narrowing {
  readonly rule?: string;
  readonly tag?: readonly string[];
  readonly all?: true;
}

/** Writes the changes that are due now. Only reads. */
export async function runPlan(options: PlanOptions, io: Io): Promise<ExitCode> {
  const policy = await readPolicy(options.policy, io);
  const { clusters: globs, ...where } = toRequest(options, policy);
  checkSelection(options, policy);
  const found = await withProgress(io.stderr, 'reading AWS', (progress) => survey(policy, where, progress));
  const { rule, tag } = options;
  const plan = planOf(options.policy, policy, found, { clusters: globs, rule, tag });
  const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
  io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
  return exitCodeOf(plan);
}

function exitCodeOf(plan: Plan): ExitCode {
  if ([plan.unread, plan.unmatched, plan.warnings].some(({ length }) => length > 0)) return 1;
  return isAnythingDue(plan) ? 2 : 0;
}
