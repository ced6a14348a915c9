import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddyfiedHandler } from '@middy/core';
import { toAnswer } from './answer.ts';
import { readConfig } from './config.ts';
import { OutOfTime, SweepFailed } from './errors.ts';
import { loadPolicy } from './load-policy.ts';
import { emitMetrics } from './metrics.ts';
import { createNewlySeen } from './newly-seen.ts';
import { readRequest } from './read-request.ts';
import type { Recipe } from './recipe.ts';
import { type ReportDeps, reportRun, reportSwept } from './report.ts';
import type { SweepResult } from './result.ts';
import { runSweep } from './run.ts';
import { describeFailure } from './summary.ts';
import { wireAws } from './wiring.ts';

/** Calls under way this long before the end are given up, so that what was done can still be told. */
const GIVE_UP_MS = 5_000;

/** The function answers this long before the end, whatever still hangs. */
const ANSWER_MS = 2_000;

/**
 * Makes a Lambda handler of a recipe, which answers with what it did. It throws when anything failed, after everything
 * was handled, so that the invocation fails.
 *
 * @example
 * export const handler = defineFunction(recipe);
 */
export function defineFunction(
  recipe: Recipe,
  wire: typeof wireAws = wireAws,
): MiddyfiedHandler<unknown, SweepResult> {
  const log = new Logger({ persistentKeys: { function: recipe.name } });
  const newlySeen = createNewlySeen();

  return middy<unknown, SweepResult>({ timeoutEarlyInMillis: ANSWER_MS, timeoutEarlyResponse: giveUp })
    .use(injectLambdaContext(log))
    .handler(async (event, context): Promise<SweepResult> => {
      const started = performance.now();
      const request = await readRequest(event);
      const config = readConfig(process.env);
      const { policy, warnings } = await loadPolicy(config);
      const remaining = () => context.getRemainingTimeInMillis();
      const signal = abortedIn(remaining() - GIVE_UP_MS);
      const invocation = { signal, functionArn: context.invokedFunctionArn };
      const { putEvents, ...reach } = wire(config, invocation, log);
      const report: ReportDeps = { function: recipe.name, log, newlySeen, ...(putEvents && { putEvents }) };
      const swept = await runSweep(recipe, policy, request, {
        ...reach,
        onSwept: (one, mode) => reportSwept(report, one, mode),
        signal,
        remaining,
        concurrency: config.concurrency,
      });
      const result = { ...swept, warnings: [...warnings, ...swept.warnings] };
      const durationMs = Math.round(performance.now() - started);
      reportRun(log, result, durationMs);
      emitMetrics(result, durationMs);
      if (!result.ok) throw new SweepFailed(describeFailure(result));
      return toAnswer(result);
    });
}

/** Unlike AbortSignal.timeout, it aborts even after garbage was collected while nobody listened to it. */
function abortedIn(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new OutOfTime()), Math.max(0, ms)).unref();
  return controller.signal;
}

function giveUp(): never {
  throw new OutOfTime();
}
