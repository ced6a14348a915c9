import type { Inspector } from '../../shared/aws/inspect/inspector.ts';
import { readPausesOf } from '../../shared/aws/read/pauses.ts';
import { isActive } from '../../shared/policy/model/pause.ts';
import { describePause } from '../../shared/policy/rules/hold-back.ts';
import { scopeText } from '../pause/text.ts';
import { toReadPauses } from '../survey/pauses.ts';
import { about, type Finding } from './finding.ts';

/** Whether anything is paused, which is no fault, and easily forgotten. */
export async function checkPauses(inspector: Pick<Inspector, 'ssm'>, deployment: string): Promise<Finding[]> {
  const { ok, warning, unknown } = about('pauses');
  const read = await readPausesOf({ ssm: async () => inspector.ssm }, deployment);
  if (read.state === 'unknown') {
    const remedy = `${toReadPauses(deployment)}, or see docs/runbooks/pauses-unknown.md`;
    return [unknown(`whether anything is paused can't be read: ${read.why}`, remedy)];
  }
  const now = Date.now();
  const active = read.pauses.filter((one) => isActive(one, now));
  if (active.length === 0) return [ok('nothing is paused')];
  return active.map((one) =>
    warning(
      `${scopeText(one)}: ${describePause(one, { timezone: 'UTC', now })}`,
      `if it need not be any longer: dormouse resume --stage ${deployment}`,
    ),
  );
}
