import type { SQSBatchResponse } from 'aws-lambda';
import { onTestFinished } from 'vitest';
import type { Simulator } from '../../simulator/assemble.ts';
import { createEventSource } from '../../simulator/lambda/event-source.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { home } from '../support/cloudformation.ts';
import { type BootOptions, boot, type RunningFunction } from '../support/lambda.ts';
import { type PackagedFunction, packagedFunctions } from '../support/packaged.ts';
import { packagedQueues, queueArn } from '../support/packaged-queues.ts';
import { packages } from '../support/packages.ts';
import { BUCKET, fleet } from './fleet.ts';

/** A packaged function at work. */
export interface Running extends RunningFunction {
  readonly fn: PackagedFunction;
}

/** A simulator that is served until the test ends, with the queues of the stack. */
export async function serve() {
  const queues = packagedQueues(packages.file.folder);
  const simulator = createSimulator({
    ...{ fleet, now: Date.parse('2026-11-20T19:05:00Z'), queues },
    changeCalendars: { freeze: [] },
    buckets: [{ name: BUCKET, account: home.account }],
  });
  return served(simulator);
}

/** The simulator with its URL, listening until the test ends. */
export async function served<One extends ReturnType<typeof createSimulator>>(simulator: One) {
  const { url, close } = await simulator.listen();
  onTestFinished(() => close());
  return { ...simulator, url };
}

/** A packaged function that runs until the test ends. */
export async function run(
  name: string,
  options: BootOptions,
  from: keyof typeof packages = 'file',
): Promise<Running> {
  const fn = packagedFunctions(packages[from].folder).find((candidate) => candidate.name === name);
  if (fn === undefined) throw new Error(`there is no packaged function ${name}`);
  const running = await boot(fn, options);
  onTestFinished(() => running.stop());
  return { ...running, fn };
}

/** ARNs of a function's own queue and of its dead letters. */
export function queuesOf({ environment }: Pick<PackagedFunction, 'environment'>) {
  const { DORMOUSE_QUEUE = '', DORMOUSE_DEAD_LETTERS = '' } = environment;
  return { own: queueArn(DORMOUSE_QUEUE), deadLetters: queueArn(DORMOUSE_DEAD_LETTERS) };
}

/** Hands a function what is due in its queue, as Lambda does; tells what it answered to each batch. */
export async function feed(
  simulator: Pick<Simulator, 'clock' | 'queues'>,
  { fn, invoke }: Running,
): Promise<SQSBatchResponse[]> {
  const answers: SQSBatchResponse[] = [];
  const source = createEventSource(simulator, {
    queue: queuesOf(fn).own,
    async invoke(event) {
      const invocation = await invoke(event);
      if (!invocation.ok) throw new Error(invocation.error.errorMessage);
      answers.push(invocation.payload as SQSBatchResponse);
      return invocation.payload;
    },
  });
  await source.deliver();
  if (source.errors.length > 0) throw source.errors[0];
  return answers;
}
