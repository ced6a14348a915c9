import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddyfiedHandler } from '@middy/core';
import { toAnswer } from './answer.ts';
import { readConfig } from './config.ts';
import { OutOfTime, SweepFailed } from './errors.ts';
import { type PayloadProblem, parseEvent } from './event.ts';
import { loadPolicy } from './load-policy.ts';
import { emitMetrics } from './metrics.ts';
import { createNewlySeen } from './newly-seen.ts';
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

/** What a function answers: what it did, or what is wrong with its payload. */
export type Answer = SweepResult | { readonly ok: false; readonly problems: readonly PayloadProblem[] };

/**
 * Makes a Lambda handler of a recipe. It throws when anything failed, after everything was handled, so that the
 * invocation fails.
 *
 * @example
 * export const handler = defineFunction(recipe);
 */
export function defineFunction(
  recipe: Recipe,
  wire: typeof wireAws = wireAws,
): MiddyfiedHandler<unknown, Answer> {
  const log = new Logger({ persistentKeys: { function: recipe.name } });
  const newlySeen = createNewlySeen();

  return middy<unknown, Answer>({ timeoutEarlyInMillis: ANSWER_MS, timeoutEarlyResponse: giveUp })
    .use(injectLambdaContext(log))
    .handler(async (event, context, { signal: ended }): Promise<Answer> => {
      const started = performance.now();
      const parsed = parseEvent(event);
      if (!parsed.ok) {
        log.error('payload refused', { problems: parsed.problems });
        return parsed;
      }
      const config = readConfig(process.env);
      const { policy, warnings } = await loadPolicy(config);
      const remaining = () => context.getRemainingTimeInMillis();
      const signal = AbortSignal.any([ended, AbortSignal.timeout(Math.max(0, remaining() - GIVE_UP_MS))]);
      const { putEvents, ...reach } = wire(config, signal, log);
      const report: ReportDeps = { function: recipe.name, log, newlySeen, ...(putEvents && { putEvents }) };
      const swept = await runSweep(recipe, policy, parsed.request, {
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

function giveUp(): never {
  throw new OutOfTime();
}
