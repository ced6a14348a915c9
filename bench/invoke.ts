import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handler as scaleCapacity } from '../functions/scale-capacity.ts';
import { handler as startClusters } from '../functions/start-clusters.ts';
import { handler as stopIdleClusters } from '../functions/stop-idle-clusters.ts';
import { handler as toggleActivityStreams } from '../functions/toggle-activity-streams.ts';
import { lambdaContext } from '../test/support/context.ts';
import { policy, region, type Scenario } from './scenarios.ts';

const handlers = {
  'stop-idle-clusters': stopIdleClusters,
  'start-clusters': startClusters,
  'toggle-activity-streams': toggleActivityStreams,
  'scale-capacity': scaleCapacity,
};

/** Invokes a scenario's handler in this process, with all of AWS at `url`. Throws when the sweep fails. */
export async function invoke(scenario: Scenario, url: string): Promise<void> {
  const taskRoot = mkdtempSync(join(tmpdir(), 'dormouse-sweep-'));
  writeFileSync(join(taskRoot, 'policy.yml'), policy);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    DORMOUSE_POLICY: 'file:policy.yml',
    DORMOUSE_EVENT_BUS: 'dormouse',
    LAMBDA_TASK_ROOT: taskRoot,
  });
  try {
    await handlers[scenario.function]({}, lambdaContext(scenario.function));
  } finally {
    rmSync(taskRoot, { recursive: true });
  }
}
