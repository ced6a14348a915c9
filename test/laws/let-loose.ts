import { stringify } from 'yaml';
import { createScope } from '../../shared/aws/client/clients.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { recordWarnings } from '../../shared/runtime/report/record-warnings.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import { type RunDeps, runSweep } from '../../shared/runtime/sweep/run.ts';
import { inProcess } from '../../simulator/in-process.ts';
import type { createSimulator } from '../../simulator/simulator.ts';

export type SimulatorOf = ReturnType<typeof createSimulator>;

/** Lets a function loose on a simulated AWS, each time in a new process. */
export function sweepWith(
  simulator: SimulatorOf,
  policy: Policy,
  recipe: Recipe,
  request: SweepRequest = {},
  deps: Partial<RunDeps> = {},
): Promise<SweepResult> {
  // One connection a process: a crash ends everything in it.
  const requestHandler = inProcess(simulator);
  return runSweep(recipe, policy, request, {
    canWarn: true,
    onScopeSweep: (one, mode) => recordWarnings(one, mode, 0),
    ...deps,
    home: () => Promise.reject(new Error('the policy has targets')),
    scopeFor: (place) =>
      createScope(place, { requestHandler, maxAttempts: 1, retryMode: 'standard' }, { warn: () => {} }),
  });
}

/** A policy that a test writes as an object; throws with its problems. */
export function toPolicy(written: object): Policy {
  const parsed = parsePolicy(stringify(written));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

/** Every write that reached the simulator, whatever became of it. */
export function writesOf(simulator: SimulatorOf) {
  return simulator.calls
    .list()
    .filter(({ service, action }) => service === 'rds' && !action.startsWith('Describe'));
}

export type Write = ReturnType<typeof writesOf>[number];

/** Whether AWS did it, whoever got to know. */
export function tookEffect({ outcome, fault }: Write): boolean {
  return outcome === 'ok' || fault === 'crash-after' || fault === 'answer-lost';
}
