import { defined } from '../../defined.ts';
import type { Restraints } from '../../policy/model/pause.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { reportFailingAccounts } from '../report/failing-accounts.ts';
import { emitMetrics, type Purpose } from '../report/metrics.ts';
import { recordWarnings } from '../report/record-warnings.ts';
import { type Log, type ReportDeps, reportRun, reportScope } from '../report/report.ts';
import { AccountsUnlisted } from '../request/errors.ts';
import type { SweepRequest } from '../request/event.ts';
import { isEverything } from '../request/read-request.ts';
import type { CalendarStates } from '../sweep/calendar-states.ts';
import type { FailingAccounts } from '../sweep/failing-accounts.ts';
import type { Hourly } from '../sweep/hourly.ts';
import type { Outages } from '../sweep/outages.ts';
import type { Fault } from '../sweep/outcome.ts';
import type { Recipe } from '../sweep/recipe.ts';
import type { Refusals } from '../sweep/refusals.ts';
import { type RunOutput, runSweep } from '../sweep/run.ts';
import type { ScopeSweep } from '../sweep/sweep.ts';
import type { Config } from './config.ts';
import type { Wiring } from './wiring.ts';

/** The values that the runs of one invocation share. */
export interface RunnerDeps {
  readonly recipe: Recipe;
  readonly policy: Policy;
  /** The warnings from loading the policy. */
  readonly warnings: readonly string[];
  readonly config: Pick<Config, 'concurrency'>;
  readonly reach: Wiring;
  readonly log: Log;
  readonly report: ReportDeps;
  /** Why the accounts of an organization are not among the targets of the policy. Absent: they are. */
  readonly unlisted?: Fault;
  readonly restraints: Restraints;
  readonly calendars: CalendarStates;
  readonly failing: FailingAccounts;
  readonly hourly: Hourly;
  readonly outages: Outages;
  readonly refusals: Refusals;
  readonly signal: AbortSignal;
  remaining(): number;
}

/**
 * Runs the recipe as requested, reports, and follows up the changes that AWS accepted.
 *
 * @throws AccountsUnlisted when an account that is asked for may be one that could not be listed.
 */
export async function runAndReport(
  deps: RunnerDeps,
  request: SweepRequest,
  purpose: Purpose = isEverything(request) ? 'sweep' : 'targeted',
): Promise<RunOutput> {
  const { recipe, policy, config, reach, log, report, unlisted, outages, refusals, signal, remaining } = deps;
  if (unlisted && !areTargets(policy, request.accounts ?? [])) throw new AccountsUnlisted(unlisted.message);
  const started = performance.now();
  const sweeps: ScopeSweep[] = [];
  const run = await runSweep(recipe, policy, request, {
    home: reach.home,
    scopeFor: reach.scopeFor,
    calendarState: (name, asked) => deps.calendars.of(name, reach.readCalendar, asked),
    onScopeSweep: async (one, mode) => {
      sweeps.push(one);
      // Neither keeps the other from being done.
      const told = await Promise.allSettled([
        reportScope(report, one, mode).then(() => recordWarnings(one, mode, performance.now() - started)),
        followUp(reach, one),
      ]);
      const lost = told.find(({ status }) => status === 'rejected');
      if (lost?.status === 'rejected') throw lost.reason;
    },
    restraints: deps.restraints,
    hourly: deps.hourly,
    outages,
    refusals,
    canWarn: reach.putEvents !== undefined,
    ...(unlisted && { accountsUnlisted: true }),
    ...defined({ drills: await reach.drills?.() }),
    signal,
    remaining,
    concurrency: config.concurrency,
  });
  const warnings = [...deps.warnings, ...run.warnings];
  // A request that names accounts is about no others.
  const result =
    unlisted && request.accounts === undefined
      ? { ...run, ok: false, unlisted, warnings }
      : { ...run, warnings };
  reportRun(log, result, Math.round(performance.now() - started));
  const news = purpose === 'sweep' ? deps.failing.note(result.scopes) : undefined;
  // All functions see the same account fail, so one of them reports it.
  if (news !== undefined && recipe.watchesAccounts) await reportFailingAccounts(report, news, result.mode);
  emitMetrics(result, purpose, { AccountsFailing: news?.failing ?? 0 });
  return { result, sweeps };
}

function areTargets({ targets }: Policy, accounts: readonly string[]): boolean {
  return accounts.every((id) => targets.some(({ account }) => account === id));
}

async function followUp({ queue }: Wiring, scopeSweep: ScopeSweep): Promise<void> {
  const isAsked = scopeSweep.outcomes.some(({ status }) => status === 'done' || status === 'already');
  if (queue === undefined || !isAsked) return;
  const { sendFollowUps } = await import('../queue/follow.ts');
  await sendFollowUps(queue, scopeSweep);
}
