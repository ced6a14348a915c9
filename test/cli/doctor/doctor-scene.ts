import { afterEach, vi } from 'vitest';
import type { Simulator } from '../../../simulator/assemble.ts';
import { spokeHome } from '../../support/spoke.ts';
import { dormouse, NOON, openAws, policyFile } from '../run-cli.ts';
import { actionsOf, deploySpoke, fleetOf, homeFunctions, policyOf, type Spoke } from './spoke-fleet.ts';

const RULE = '{ name: all, match: {}, power: { hours: "mon-fri 07:00-19:00" } }';
/** The bus for RDS events of the home, and that of another one. */
export const inbox = `arn:aws:events:eu-central-1:${spokeHome.account}:event-bus/dormouse-prod-inbox`;
export const elsewhere = 'arn:aws:events:eu-central-1:999988887777:event-bus/dormouse-prod-inbox';

/** A finding as programs get it. */
export interface Finding {
  readonly check: string;
  readonly state: string;
  readonly detail: string;
  readonly remedy?: string;
  readonly account?: string;
  readonly region?: string;
}

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  vi.unstubAllEnvs();
});

/** How a scene differs from one in which all is well. */
export interface Scene {
  /** Names of the functions that the home has not. */
  readonly without?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly guests?: readonly string[];
  readonly change?: (simulator: Simulator) => void;
  readonly args?: readonly string[];
}

/** A home with these spokes, and the command over them. */
export async function scene(spokes: readonly Spoke[], { without = ['drillRestores'], ...scene }: Scene = {}) {
  const aws = await openAws(NOON, fleetOf(spokes));
  const functions = homeFunctions((key) => !without.includes(key), scene.environment);
  opened.push(aws, { close: () => functions.restore() });
  const { simulator } = aws;
  simulator.buses.allow({ arn: inbox, allows: scene.guests ?? spokes.map(({ account }) => account) });
  for (const spoke of spokes) deploySpoke(simulator, spoke);
  const allowed = actionsOf({ Drills: String(!without.includes('drillRestores')) });
  simulator.permissions.decide = ({ principal, action }) =>
    principal.endsWith(':role/dormouse') && !allowed.has(action) ? 'implicitDeny' : 'allowed';
  scene.change?.(simulator);
  const path = await policyFile(policyOf(spokes, RULE));
  const run = (...args: readonly string[]) =>
    dormouse(['doctor', '--policy', path, ...args, ...(scene.args ?? [])]);
  return { aws, run };
}

/** The findings about targets. */
export async function found(spokes: readonly Spoke[], options: Scene = {}): Promise<Finding[]> {
  const { run } = await scene(spokes, options);
  const { stdout } = await run('--json');
  const { findings }: { findings: Finding[] } = JSON.parse(stdout);
  return findings.filter(
    ({ check, account }) => check === 'targets' || (check === 'permissions' && account !== undefined),
  );
}

/** Those that are not well. */
export const wrongOf = async (spokes: readonly Spoke[], options: Scene = {}): Promise<Finding[]> =>
  (await found(spokes, options)).filter(({ state }) => state !== 'ok');
