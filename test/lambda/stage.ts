import { onTestFinished } from 'vitest';
import { createSimulator } from '../../simulator/simulator.ts';
import { type BootOptions, boot, type RunningFunction } from '../support/lambda.ts';
import { type PackagedFunction, packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';
import { fleet } from './fleet.ts';

/** A simulator that is served until the test ends. */
export async function serve() {
  const simulator = createSimulator({ fleet, now: Date.parse('2026-11-20T19:05:00Z') });
  const { url, close } = await simulator.listen();
  onTestFinished(() => close());
  return { ...simulator, url };
}

/** A packaged function that runs until the test ends. */
export async function run(
  name: string,
  options: BootOptions,
  from: keyof typeof packages = 'file',
): Promise<RunningFunction & { readonly fn: PackagedFunction }> {
  const fn = packagedFunctions(packages[from].folder).find((candidate) => candidate.name === name);
  if (fn === undefined) throw new Error(`there is no packaged function ${name}`);
  const running = await boot(fn, options);
  onTestFinished(() => running.stop());
  return { ...running, fn };
}
