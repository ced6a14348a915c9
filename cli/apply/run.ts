import { createScope } from '../../shared/aws/client/clients.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { parseDuration } from '../../shared/policy/time/duration.ts';
import { confirmationEvent } from '../../shared/runtime/queue/message-events.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { isAnythingDue, type Plan, planOf } from '../plan/plan.ts';
import { planText } from '../plan/text.ts';
import { putOnBus } from '../survey/bus.ts';
import { asPerson } from '../survey/find-cluster.ts';
import { findHome } from '../survey/home.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { survey } from '../survey/survey.ts';
import { canAsk, confirm } from '../terminal/confirm.ts';
import { interruptible, sleep } from '../terminal/interrupt.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { type Approved, actsToApprove } from './approved.ts';
import { type Applied, carryOutApproved } from './carry-out.ts';
import { type Followed, follow } from './follow.ts';
import { functionsNamed, onlyActsOf } from './functions.ts';
import { applyJson } from './json.ts';
import { followedText, isNotDone, outcomesText, totalText } from './text.ts';

export interface ApplyOptions extends AwsOptions, Narrowing {
  readonly wait: string;
  readonly eventBus?: string;
  readonly yes?: true;
}

/** AWS takes minutes for what is followed. */
const LOOK_EVERY_MS = 15_000;

/** Shows what is due, asks, has the functions' own recipes do it, and follows until it is seen. */
export async function runApply(names: readonly string[], options: ApplyOptions, io: Io): Promise<ExitCode> {
  const { chosen, read } = functionsNamed(names);
  const waitMs = parseDuration(options.wait);
  if (Number.isNaN(waitMs))
    throw new CliError(`--wait "${options.wait}" is not a duration`, 'write for example 30m');
  if (options.yes !== true && !canAsk(io)) {
    throw new CliError('apply asks before it acts, and there is no terminal to ask on', 'add --yes');
  }
  const policy = await readListedPolicy(options.policy, io);
  const { clusters: globs, ...where } = toRequest(options, policy);
  const found = await withProgress(io.stderr, 'reading AWS', (progress) =>
    survey(policy, where, progress, { functions: read, toAct: true }),
  );
  const seen = { ...found, results: onlyActsOf(chosen, found.results) };
  const plan = planOf(options.policy, policy, seen, { clusters: globs });
  const approved = policy.mode === 'observe' ? [] : actsToApprove(policy, seen, chosen, globs);
  const look = { ...lookFor(io.stdout, options.color), toApply: true };
  const print = (text: string): void => {
    if (options.json !== true) io.stdout.write(text);
  };
  print(planText(plan, look));
  if (approved.length === 0) {
    print(nothingToDo(plan));
    if (options.json) io.stdout.write(applyJson(plan, [], []));
    return codeOf(plan, [], []);
  }
  if (options.yes !== true && !(await confirm('Make these changes?', io))) {
    io.stderr.write('Nothing was changed.\n');
    return 1;
  }
  const { results, followed } = await interruptible(io.stderr, (signal) =>
    actAndFollow(approved, { policy, options, io, signal, waitMs, print }),
  );
  const outcomes = results.flatMap((result) => result.outcomes);
  print(totalText(outcomes, followed));
  if (options.json) io.stdout.write(applyJson(plan, results, followed));
  for (const { account, region, fault, undelivered } of results.flatMap(({ scopes }) => scopes)) {
    if (fault) io.stderr.write(`${account} ${region} could not be read: ${fault.name}: ${fault.message}\n`);
    if (undelivered) io.stderr.write(`${account} ${region}: ${undelivered.message}\n`);
  }
  const isWhole = results.length === approved.length && results.every(({ ok }) => ok);
  return isWhole ? codeOf(plan, outcomes, followed) : 1;
}

interface Acting {
  readonly policy: Policy;
  readonly options: ApplyOptions;
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly waitMs: number;
  print(text: string): void;
}

async function actAndFollow(
  approved: readonly Approved[],
  { policy, options, io, signal, waitMs, print }: Acting,
): Promise<Pick<Applied, 'results'> & { readonly followed: readonly Followed[] }> {
  const look = lookFor(io.stdout, options.color);
  const { results, followUps } = await withProgress(io.stderr, 'acting', (progress) =>
    carryOutApproved(approved, {
      policy,
      progress,
      signal,
      putEvents: (events) => putOnBus(options.eventBus, events),
      onActs: (outcomes) => print(outcomesText(outcomes, look)),
    }),
  );
  const caller = await findHome();
  const until = Date.now() + waitMs;
  const followed = await withProgress(io.stderr, 'waiting for AWS', (progress) =>
    follow(followUps, {
      scopeFor: (place) =>
        createScope(asPerson({ ...roleFor(policy, place.account), ...place }, caller), undefined, {
          session: { name: 'dormouse-apply' },
        }),
      pause: () => sleep(Math.min(LOOK_EVERY_MS, waitMs), signal),
      isOver: () => signal.aborted || Date.now() >= until,
      onEnd: (one) => progress.above(() => print(followedText(one, look))),
      onWait: (waiting) => progress.waitFor(waiting.map(({ followUp }) => followUp.cluster).join(', ')),
      warn: progress.warn,
    }),
  );
  const open = followed.filter(({ state }) => state === 'waiting');
  if (waitMs > 0) print(open.map((one) => followedText(one, look)).join(''));
  await putOnBus(options.eventBus, followed.flatMap(eventsOf));
  return { results, followed: waitMs > 0 ? followed : [] };
}

function roleFor({ targets }: Policy, account: string) {
  const { role, externalId } = targets.find((target) => target.account === account) ?? {};
  return { ...(role !== undefined && { role }), ...(externalId !== undefined && { externalId }) };
}

function eventsOf({ followUp, state, detail, at }: Followed) {
  if (state === 'waiting') return [];
  const result = state === 'confirmed' ? 'Confirmed' : 'Not Confirmed';
  return [
    confirmationEvent({ function: 'dormouse apply', mode: 'enforce' }, { followUp, result, detail, at }),
  ];
}

function nothingToDo(plan: Plan): string {
  const { mode, policy } = plan;
  if (mode === 'observe' && isAnythingDue(plan)) {
    return `The policy is in observe mode, so nothing was changed. To apply it, set "mode: enforce" in ${policy}.\n`;
  }
  return isPrevented(plan)
    ? 'Nothing was changed: a breaker or a rule in observe mode prevents it.\n'
    : 'Nothing to do.\n';
}

/** Whether something is due that may not be done. */
function isPrevented(plan: Plan): boolean {
  if (plan.mode === 'observe') return isAnythingDue(plan);
  return plan.observing.length > 0 || plan.changes.some(({ reason }) => reason === 'limit-breaker');
}

/** Due changes that were not requested end with 2, as in a plan. */
function codeOf(plan: Plan, outcomes: readonly Outcome[], followed: readonly Followed[]): ExitCode {
  const isRead = [plan.unread, plan.unmatched, plan.warnings].every(({ length }) => length === 0);
  const isDone = !outcomes.some(isNotDone);
  if (!isRead || !isDone || followed.some(({ state }) => state !== 'confirmed')) return 1;
  return isPrevented(plan) ? 2 : 0;
}
