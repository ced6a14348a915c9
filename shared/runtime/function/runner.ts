import type { Policy } from '../../policy/model/policy.ts';
import { sendFollowUps } from '../queue/follow.ts';
import { emitMetrics, type Purpose } from '../report/metrics.ts';
import { type Log, type ReportDeps, reportRun, reportSwept } from '../report/report.ts';
import type { SweepRequest } from '../request/event.ts';
import { isEverything } from '../request/read-request.ts';
import type { Recipe } from '../sweep/recipe.ts';
import { type Ran, runSweep } from '../sweep/run.ts';
import type { Swept } from '../sweep/sweep.ts';
import type { Config } from './config.ts';
import type { Wiring } from './wiring.ts';

/** What the runs of one invocation have in common. */
export interface RunnerDeps {
  readonly recipe: Recipe;
  readonly policy: Policy;
  /** Of loading the policy. */
  readonly warnings: readonly string[];
  readonly config: Pick<Config, 'concurrency'>;
  readonly reach: Wiring;
  readonly log: Log;
  readonly report: ReportDeps;
  readonly signal: AbortSignal;
  remaining(): number;
}

/** Runs the recipe as requested, tells of it, and follows up what was asked of AWS. */
export async function runAndReport(
  deps: RunnerDeps,
  request: SweepRequest,
  purpose: Purpose = isEverything(request) ? 'sweep' : 'look',
): Promise<Ran> {
  const { recipe, policy, config, reach, log, report, signal, remaining } = deps;
  const started = performance.now();
  const swept: Swept[] = [];
  const run = await runSweep(recipe, policy, request, {
    home: reach.home,
    scopeFor: reach.scopeFor,
    onSwept: async (one, mode) => {
      swept.push(one);
      // Neither keeps the other from being done.
      const told = await Promise.allSettled([reportSwept(report, one, mode), followUp(reach, one)]);
      const lost = told.find(({ status }) => status === 'rejected');
      if (lost?.status === 'rejected') throw lost.reason;
    },
    signal,
    remaining,
    concurrency: config.concurrency,
  });
  const result = { ...run, warnings: [...deps.warnings, ...run.warnings] };
  reportRun(log, result, Math.round(performance.now() - started));
  emitMetrics(result, purpose);
  return { result, swept };
}

async function followUp({ queue }: Wiring, swept: Swept): Promise<void> {
  if (queue !== undefined) await sendFollowUps(queue, swept);
}
