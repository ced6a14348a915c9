/** A sweep of many accounts in virtual time: how long it takes, and what bad accounts cost the others. */
import { recipe } from '../functions/recipes/stop-idle-clusters.ts';
import { defineFunction } from '../shared/runtime/function/define-function.ts';
import { wireAws } from '../shared/runtime/function/wiring.ts';
import { createRandom } from '../simulator/core/random.ts';
import { type InProcessHandler, inProcess } from '../simulator/in-process.ts';
import { failedIds } from '../simulator/lambda/batch-response.ts';
import { sqsEvent } from '../simulator/lambda/sqs-event.ts';
import { createSimulator } from '../simulator/simulator.ts';
import { lambdaContext } from '../test/support/context.ts';
import { policySource } from '../test/system/policy-source.ts';
import {
  accountsOf,
  type Bad,
  due,
  fleetOf,
  home,
  policyOf,
  RATE_MS,
  regions,
  start,
} from './many-accounts-world.ts';
import { startVirtualTime } from './virtual-time.ts';

/** The latency of every call, as docs/cost.md assumes it. */
const LATENCY_MS = 50;
/** A call without an answer is given up after this time: shared/aws/client/clients.ts. */
const CALL_TIMEOUT_MS = 20_000;
const FUNCTION_TIMEOUT_MS = 300_000;
const BATCH = 10;
const STEP_MS = 10;

/** Counts and times of a sweep of all accounts. Times are seconds since its schedule, or of Lambda. */
export interface ManyAccounts {
  /** Accounts and Regions that were read. */
  readonly swept: number;
  readonly stopped: number;
  /** When the last stop was requested in an account that is not bad. */
  readonly lastAct: number;
  /** When the last stop was requested in each account and Region. */
  readonly acts: ReadonlyMap<string, number>;
  readonly batches: number;
  readonly longestBatch: number;
  readonly lambda: number;
  readonly messages: number;
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * A sweep in which many clusters are due, by as many batches at a time as `queueConcurrency` says. Before it come two in
 * which none is due yet: by then the functions know which accounts fail.
 */
export async function sweepMany(count: number, bad: Bad, queueConcurrency: number): Promise<ManyAccounts> {
  const accounts = accountsOf(count);
  const [own, deadLetters] = ['stop', 'dead-letters'].map(
    (name) => `arn:aws:sqs:${home.region}:${home.account}:${name}`,
  );
  const simulator = createSimulator({
    fleet: fleetOf(accounts, bad),
    now: start,
    queues: [{ arn: own ?? '' }, { arn: deadLetters ?? '' }],
  });
  simulator.faults.setRules([
    ...(bad.throttled === undefined
      ? []
      : [{ kind: 'throttle' as const, service: 'rds', account: bad.throttled }]),
    ...(bad.hanging === undefined ? [] : [{ kind: 'hang' as const, service: 'rds', account: bad.hanging }]),
  ]);
  const undo: (() => void | Promise<void>)[] = [];
  Object.assign(process.env, {
    AWS_REGION: home.region,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    DORMOUSE_POLICY: policySource(policyOf(accounts), (one) => undo.push(one)),
    DORMOUSE_EVENT_BUS: 'dormouse',
    DORMOUSE_QUEUE: urlOf('stop'),
    DORMOUSE_DEAD_LETTERS: urlOf('dead-letters'),
  });
  const queue = simulator.queues.named(own ?? '');
  const options = { requestHandler: slowly(inProcess(simulator), (now) => simulator.clock.advanceTo(now)) };
  const handler = defineFunction(recipe, (config, invocation, log) =>
    wireAws(config, invocation, log, options),
  );
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const total = accounts.length * regions.length;
  let [swept, batches, messages, lambdaMs, longestMs, began] = [0, 0, 0, 0, 0, start];

  async function invoke(event: unknown): Promise<unknown> {
    const at = Date.now();
    const getRemainingTimeInMillis = () => at + FUNCTION_TIMEOUT_MS - Date.now();
    try {
      return await handler(event, { ...lambdaContext('stop'), getRemainingTimeInMillis });
    } finally {
      const ms = Date.now() - at;
      lambdaMs += ms;
      longestMs = Math.max(longestMs, ms);
    }
  }

  async function poll(): Promise<void> {
    while (swept < total) {
      simulator.clock.advanceTo(Date.now());
      const batch = queue.receive(BATCH, 6 * FUNCTION_TIMEOUT_MS);
      if (batch.length === 0) {
        await sleep(1000);
        continue;
      }
      batches += 1;
      messages += batch.length;
      const ids = new Set(batch.map(({ message }) => message.id));
      const failed = failedIds(await invoke(sqsEvent(queue, batch)), ids) ?? ids;
      for (const { message, handle } of batch) {
        if (failed.has(message.id)) continue;
        queue.delete(handle);
        if (message.body.startsWith('{"sweep"')) swept += 1;
      }
    }
  }

  async function work(): Promise<void> {
    for (let at = start; at <= due; at += RATE_MS) {
      await sleep(Math.max(0, at - Date.now()));
      [swept, batches, messages, lambdaMs, longestMs, began] = [0, 0, 0, 0, 0, Date.now()];
      simulator.calls.clear();
      await invoke({});
      await Promise.all(Array.from({ length: queueConcurrency }, poll));
    }
  }

  const random = Math.random;
  Math.random = createRandom(1);
  const time = startVirtualTime(start);
  try {
    await time.until(work(), STEP_MS);
  } finally {
    time.end();
    Math.random = random;
    for (const one of undo) await one();
  }
  const bads = Object.values(bad);
  const stops = simulator.calls.list({ action: 'StopDBCluster', outcome: 'ok' });
  const acts = new Map(
    stops.map(({ account, region, time }) => [`${account} ${region}`, (time - began) / 1000]),
  );
  const good = [...acts].filter(([place]) => !bads.some((account) => place.startsWith(account)));
  return {
    swept,
    stopped: stops.length,
    lastAct: Math.max(...good.map(([, at]) => at)),
    acts,
    batches,
    longestBatch: longestMs / 1000,
    lambda: lambdaMs / 1000,
    messages,
    calls: simulator.calls.count(),
  };
}

const urlOf = (name: string) => `https://sqs.${home.region}.amazonaws.com/${home.account}/${name}`;

/** Delays each call by the latency, which has then passed in the simulator, too. */
function slowly(inner: InProcessHandler, arrive: (now: number) => void): InProcessHandler {
  return {
    ...inner,
    async handle(...call) {
      await new Promise((resolve) => setTimeout(resolve, LATENCY_MS));
      arrive(Date.now());
      let timer: NodeJS.Timeout | undefined;
      const tooLate = new Promise<never>((_, reject) => {
        const error = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
        timer = setTimeout(() => reject(error), CALL_TIMEOUT_MS);
      });
      return Promise.race([inner.handle(...call), tooLate]).finally(() => clearTimeout(timer));
    },
  };
}
