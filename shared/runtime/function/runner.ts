import type { Policy } from '../../policy/model/policy.ts';
import { sendFollowUps } from '../queue/follow.ts';
import { emitMetrics, type Purpose } from '../report/metrics.ts';
import { type Log, type ReportDeps, reportRun, reportScope } from '../report/report.ts';
import type { SweepRequest } from '../request/event.ts';
import { isEverything } from '../request/read-request.ts';
import type { Outages } from '../sweep/outages.ts';
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
  readonly outages: Outages;
  readonly refusals: Refusals;
  readonly signal: AbortSignal;
  remaining(): number;
}

/** Runs the recipe as requested, reports, and follows up the changes that AWS accepted. */
export async function runAndReport(
  deps: RunnerDeps,
  request: SweepRequest,
  purpose: Purpose = isEverything(request) ? 'sweep' : 'targeted',
): Promise<RunOutput> {
  const { recipe, policy, config, reach, log, report, outages, refusals, signal, remaining } = deps;
  const started = performance.now();
  const sweeps: ScopeSweep[] = [];
  const run = await runSweep(recipe, policy, request, {
    home: reach.home,
    scopeFor: reach.scopeFor,
    onScopeSweep: async (one, mode) => {
      sweeps.push(one);
      // Neither keeps the other from being done.
      const told = await Promise.allSettled([reportScope(report, one, mode), followUp(reach, one)]);
      const lost = told.find(({ status }) => status === 'rejected');
      if (lost?.status === 'rejected') throw lost.reason;
    },
    outages,
    refusals,
    signal,
    remaining,
    concurrency: config.concurrency,
  });
  const result = { ...run, warnings: [...deps.warnings, ...run.warnings] };
  reportRun(log, result, Math.round(performance.now() - started));
  emitMetrics(result, purpose);
  return { result, sweeps };
}

async function followUp({ queue }: Wiring, scopeSweep: ScopeSweep): Promise<void> {
  if (queue !== undefined) await sendFollowUps(queue, scopeSweep);
}
