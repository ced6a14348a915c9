import { devNull } from 'node:os';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { onTestFinished, vi } from 'vitest';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { Simulator } from '../../simulator/assemble.ts';
import { SimulatedCrash } from '../../simulator/core/fault-errors.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { aContext } from '../runtime/context.ts';
import type { DeployedFunction } from './deployed.ts';
import { policySource } from './policy-source.ts';
import type { Invoke } from './system.ts';

const files: Readonly<Record<string, () => Promise<{ recipe: unknown }>>> = {
  stopIdleClusters: () => import('../../functions/recipes/stop-idle-clusters.ts'),
  startClusters: () => import('../../functions/recipes/start-clusters.ts'),
  createSnapshots: () => import('../../functions/recipes/create-snapshots.ts'),
  copySnapshots: () => import('../../functions/recipes/copy-snapshots.ts'),
  pruneSnapshots: () => import('../../functions/recipes/prune-snapshots.ts'),
  toggleActivityStreams: () => import('../../functions/recipes/toggle-activity-streams.ts'),
  scaleCapacity: () => import('../../functions/recipes/scale-capacity.ts'),
  drillRestores: () => import('../../functions/recipes/drill-restores.ts'),
};

/**
 * The functions in this process, whose calls go to the simulator without a socket: for what is too much for packaged
 * ones. A call that fails is tried again at once, `attempts` times in all; a crash ends the process, so that nobody gets
 * its answer, and the next invocation finds a new one. `more` are other variables of the environment.
 */
export async function inProcessInvokes(
  simulator: Simulator,
  functions: readonly DeployedFunction[],
  policy: string,
  attempts = 3,
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, Invoke>> {
  const variables = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    DORMOUSE_POLICY: policySource(policy, onTestFinished),
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    ...more,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { defineFunction } = await import('../../shared/runtime/function/define-function.ts');
  const { wireAws } = await import('../../shared/runtime/function/wiring.ts');

  async function toInvoke({ fn }: DeployedFunction): Promise<Invoke> {
    const { recipe } = (await files[fn.name]?.()) ?? {};
    if (recipe === undefined) throw new Error(`there is no function ${fn.name}`);
    let process = start();

    function start() {
      const { crashed, requestHandler } = aProcess(simulator);
      const options = { requestHandler, retryStrategy: new ConfiguredRetryStrategy(attempts - 1, 0) };
      const handler = defineFunction(recipe as Recipe, (config, invocation, log) =>
        wireAws({ ...config, ...ownEnvironment(fn.environment) }, invocation, log, options),
      );
      return { crashed, handler };
    }

    return async (event) => {
      if (process.crashed() !== undefined) process = start();
      const { crashed, handler } = process;
      const answer = await Promise.resolve(handler(event, aContext())).catch((error) => {
        throw crashed() ?? error;
      });
      const crash = crashed();
      if (crash !== undefined) throw crash;
      return answer;
    };
  }

  const invokes = functions.map(async (one) => [one.fn.name, await toInvoke(one)] as const);
  return Object.fromEntries(await Promise.all(invokes));
}

function ownEnvironment(environment: DeployedFunction['fn']['environment']) {
  const { DORMOUSE_EVENT_BUS: eventBus = '', DORMOUSE_QUEUE: queue = '' } = environment;
  return { eventBus, queues: { own: queue, deadLetters: environment.DORMOUSE_DEAD_LETTERS ?? '' } };
}

/** The connection of one process, and the crash that has ended it. */
function aProcess(simulator: Simulator) {
  const inner = inProcess(simulator);
  let crash: SimulatedCrash | undefined;
  const requestHandler: typeof inner = {
    ...inner,
    async handle(...call) {
      try {
        return await inner.handle(...call);
      } catch (error) {
        if (error instanceof SimulatedCrash) crash = error;
        throw error;
      }
    },
  };
  return { requestHandler, crashed: () => crash };
}
