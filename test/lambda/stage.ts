import { onTestFinished } from 'vitest';
import { createSimulator } from '../../simulator/simulator.ts';
import { home } from '../support/cloudformation.ts';
import { type BootOptions, boot, type RunningFunction } from '../support/lambda.ts';
import { type PackagedFunction, packagedFunctions } from '../support/packaged.ts';
import { packages } from '../support/packages.ts';

/** The other account, and the other Region. */
export const spoke = { account: '444455556666', region: 'us-east-1' } as const;

const fleet = `
accounts:
  - id: "${home.account}"
  - { id: "${spoke.account}", role: dormouse }
region: ${home.region}
clusters:
  - { id: dev-idle, tags: { env: dev } }
  - { id: dev-busy, tags: { env: dev }, use: always }
  - { id: prod-idle, tags: { env: prod } }
  - { id: day-orders, tags: { env: day }, status: stopped, since: 2h }
  - { id: dev-far, tags: { env: dev }, region: ${spoke.region} }
  - { id: day-far, tags: { env: day }, status: stopped, since: 2h, region: ${spoke.region} }
  - { id: dev-theirs, tags: { env: dev }, account: "${spoke.account}" }
  - { id: day-theirs, tags: { env: day }, account: "${spoke.account}", status: stopped, since: 2h }
`;

const rules = `
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { stop: whenIdle, idleFor: 60m }
  - name: day
    match: { tags: { env: [day] } }
    power: { hours: always }
`;

/** A policy over both Regions of the home account. */
export function policyText(mode: 'observe' | 'enforce', ...moreTargets: string[]): string {
  const regions = `[${home.region}, ${spoke.region}]`;
  const targets = [`{ account: "${home.account}", regions: ${regions} }`, ...moreTargets];
  return `version: 1\nmode: ${mode}\ntargets: [${targets.join(', ')}]\n${rules}`;
}

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
