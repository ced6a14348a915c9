import { simulate } from '../../backtest/run.ts';
import { VERSION } from '../../shared/aws/client/version.ts';
import { policyDigest } from '../../shared/policy/file/deployed.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { stampOf } from '../../shared/policy/model/tags.ts';
import type { DirectCall } from '../../simulator/direct-clients.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { isWrite, lineOf } from './handlers.ts';

/** Lets the recipes live through [from, to) in process, and gives a line for each call that may change something. */
export async function writesInProcess(parts: {
  readonly policy: string;
  readonly fleet: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
  readonly isExhaustive?: boolean;
}): Promise<string[]> {
  const parsed = parsePolicy(parts.policy);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const lines: string[] = [];
  let time = parts.from;
  const home = { account: '111122223333', region: 'eu-central-1' };
  const onCall = (call: DirectCall) => {
    if (!isWrite({ service: 'rds', action: call.action })) return;
    lines.push(lineOf({ time, ...call, outcome: 'error' in call ? call.error : 'ok' }));
  };
  // As a function has it, in whose tags it is.
  const stamp = stampOf(policyDigest(parts.policy), VERSION);
  const { failures } = await simulate({
    ...parts,
    ...{ policy: { ...parsed.policy, stamp }, fleet: loadFleet(parts.fleet), home, onCall },
    onTick: (at) => {
      time = at;
    },
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
  return lines.sort();
}
