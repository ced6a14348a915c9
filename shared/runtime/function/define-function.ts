import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { VERSION } from '../../aws/client/version.ts';
import { defined } from '../../defined.ts';
import { unrestrained } from '../../policy/model/pause.ts';
import { fanOutIfMany } from '../queue/fan-out.ts';
import { createDedupe } from '../report/dedupe.ts';
import { reportLeftOut } from '../report/left-out.ts';
import { withOrigin } from '../report/origin.ts';
import type { ReportDeps } from '../report/report.ts';
import { reportRestraints } from '../report/restraints.ts';
import { reportUnlisted } from '../report/unlisted.ts';
import type { WrittenResult } from '../report/written.ts';
import { OutOfTime, SweepFailed } from '../request/errors.ts';
import { isEverything, readRequest } from '../request/read-request.ts';
import { createCalendarStates } from '../sweep/calendar-states.ts';
import { createFailingAccounts } from '../sweep/failing-accounts.ts';
import { createHourly } from '../sweep/hourly.ts';
import { createOrganizationAccounts } from '../sweep/organization-accounts.ts';
import { createOutages } from '../sweep/outages.ts';
import type { Recipe } from '../sweep/recipe.ts';
import { createRefusals } from '../sweep/refusals.ts';
import { describeFailure } from '../sweep/summary.ts';
import { toAnswer, toSplitAnswer } from './answer.ts';
import { readConfig } from './config.ts';
import { loadPolicy } from './load-policy.ts';
import { handleQueueEvent, isQueueEvent } from './queue-event.ts';
import { runAndReport } from './runner.ts';
import { wireAws } from './wiring.ts';

/** Calls under way this long before the end are given up, so that what was done can still be reported. */
const GIVE_UP_MS = 5_000;

/** The function answers this long before the end, whatever still hangs. */
const ANSWER_MS = 2_000;

type Answer = WrittenResult | SQSBatchResponse;

/** Answers a run with what it did, and messages of its queue with which of them are not finished. */
export interface FunctionHandler {
  (event: SQSEvent, context: Context): Promise<SQSBatchResponse>;
  (event: unknown, context: Context): Promise<WrittenResult>;
}

/**
 * Makes a Lambda handler of a recipe, which answers with what it did. It throws when anything failed, after everything
 * was handled, so that the invocation fails. Messages of its own queue fail one by one.
 *
 * @example
 * export const handler = defineFunction(recipe);
 */
export function defineFunction(recipe: Recipe, wire: typeof wireAws = wireAws): FunctionHandler {
  const log = new Logger({ persistentKeys: { function: recipe.name } });
  const dedupe = createDedupe();
  const memory = {
    calendars: createCalendarStates(),
    failing: createFailingAccounts(),
    hourly: createHourly(),
    outages: createOutages(),
    refusals: createRefusals(),
  };
  const accounts = createOrganizationAccounts();
  const session = { name: `dormouse-${recipe.name}`, actions: recipe.permissions };

  const handler = middy<unknown, Answer>({ timeoutEarlyInMillis: ANSWER_MS, timeoutEarlyResponse: giveUp })
    .use(injectLambdaContext(log))
    .handler(async (event, context): Promise<Answer> => {
      const request = isQueueEvent(event) ? undefined : await readRequest(event, recipe);
      const config = readConfig(process.env);
      const loaded = await loadPolicy(config);
      const remaining = () => context.getRemainingTimeInMillis();
      const signal = abortedIn(remaining() - GIVE_UP_MS);
      const invocation = { signal, functionArn: context.invokedFunctionArn, session };
      const reach = wire(config, invocation, log);
      const origin = { policy: loaded.digest, release: VERSION };
      log.appendPersistentKeys({ ...origin, policyVersion: loaded.version });
      const putEvents = withOrigin(origin, reach.putEvents);
      const warn = (detail: string, cause: unknown) => log.warn('AWS call failed', { detail, cause });
      const [{ policy, unlisted, leftOut = [] }, pauses = unrestrained.pauses] = await Promise.all([
        accounts.resolve(loaded.policy, { ...reach, warn }),
        reach.readPauses?.(),
      ]);
      const restraints = { pauses, ...defined({ outdated: loaded.outdated }) };
      const { warnings } = loaded;
      const report: ReportDeps = {
        function: recipe.name,
        log,
        dedupe,
        ...defined({ putEvents }),
      };
      await reportRestraints(report, { policy, restraints, home: reach.home }, Date.now());
      const from = { mode: policy.mode, home: reach.home };
      await reportUnlisted(report, unlisted, from);
      await reportLeftOut(report, leftOut, from);
      const run = { recipe, policy, warnings, config, reach, log, report, signal, remaining, ...memory };
      const deps = { ...run, restraints, ...defined({ unlisted }) };
      if (isQueueEvent(event)) return handleQueueEvent(event, deps);
      const fanOut = isEverything(request) && (await fanOutIfMany({ ...deps, ...reach }));
      if (fanOut && unlisted) throw new SweepFailed(`${recipe.name}: ${unlisted.name}: ${unlisted.message}`);
      if (fanOut) return toSplitAnswer(fanOut, { function: recipe.name, mode: policy.mode, warnings });
      const { result } = await runAndReport(deps, request ?? {});
      if (!result.ok) throw new SweepFailed(describeFailure(result));
      return toAnswer(result);
    });
  return handler as FunctionHandler;
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
