import type { Simulator } from '../../simulator/assemble.ts';
import { boot, type RunningFunction } from '../support/lambda.ts';
import type { DeployedFunction } from './deployed.ts';
import { type Later, policySource } from './policy-source.ts';
import type { Invoke } from './system.ts';

/** The packaged functions, each in the Lambda runtime client, before a simulator that is served, until the end. */
export async function packagedInvokes(
  simulator: Simulator,
  functions: readonly DeployedFunction[],
  policy: string,
  later: Later,
): Promise<{ invoke: Record<string, Invoke>; running: Record<string, RunningFunction> }> {
  const { url, close } = await simulator.listen();
  later(close);
  const source = policySource(policy, later);
  const running: Record<string, RunningFunction> = {};
  const invoke: Record<string, Invoke> = {};
  for (const { fn, timeoutMs } of functions) {
    const environment = {
      NODE_OPTIONS: `${fn.environment.NODE_OPTIONS} ${heapOf(fn)}`,
      DORMOUSE_POLICY: source,
    };
    const booted = await boot(fn, { endpoint: url, environment });
    later(() => booted.stop());
    running[fn.name] = booted;
    invoke[fn.name] = async (event) => {
      const invocation = await booted.invoke(event, timeoutMs);
      if (invocation.ok) return invocation.payload;
      throw new Error(`${fn.name}: ${invocation.error.errorType}: ${invocation.error.errorMessage}`);
    };
  }
  return { invoke, running };
}

/** The settings that Node would choose by itself in so small a Lambda, and not on this machine. */
function heapOf({ memoryMb }: { readonly memoryMb: number }): string {
  return `--max-old-space-size=${memoryMb / 2} --max-semi-space-size=2`;
}
