import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { SimulatorOptions } from '../../simulator/assemble.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { aContext } from '../runtime/context.ts';
import { statuses } from '../support/builders/outcomes.ts';

export interface Play {
  readonly fleet: string;
  readonly policy: string;
  /** Virtual time at the start. */
  readonly at: string;
  /** Queues, rules and log groups that are there from the start. */
  readonly parts?: Pick<SimulatorOptions, 'queues' | 'rules' | 'logGroups'>;
  /** Variables of the functions besides the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** The real handlers before a simulated AWS, until the test ends. */
export async function play({ fleet, policy, at, parts, variables: more }: Play) {
  const simulator = createSimulator({ fleet, now: Date.parse(at), ...parts });
  const { url, close } = await simulator.listen();
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-'));
  writeFileSync(join(folder, 'policy.yml'), policy);
  const variables = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    LAMBDA_TASK_ROOT: folder,
    DORMOUSE_EVENT_BUS: 'dormouse-test',
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...more,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  // Only now: a logger reads its environment when it is made. And again, as in a cold start: a warm function remembers.
  vi.resetModules();
  const { handler: stop } = await import('../../functions/stop-idle-clusters.ts');
  const { handler: start } = await import('../../functions/start-clusters.ts');
  const { handler: create } = await import('../../functions/create-snapshots.ts');
  const { handler: copy } = await import('../../functions/copy-snapshots.ts');
  const { handler: prune } = await import('../../functions/prune-snapshots.ts');
  const { handler: toggle } = await import('../../functions/toggle-activity-streams.ts');
  const { handler: scale } = await import('../../functions/scale-capacity.ts');
  const { handler: drill } = await import('../../functions/drill-restores.ts');
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  /** Lets time pass until then, sweeps, and says what became of each cluster, and how often what became of snapshots. */
  async function sweepAt(handler: typeof stop, time: string, payload: object = {}) {
    simulator.clock.advanceTo(Date.parse(time));
    const answer = await handler(payload, aContext());
    if (!('outcomes' in answer)) throw new TypeError('the payload was refused');
    const { summary, recoveryPoints, unreadyClusters } = answer;
    return {
      statuses: statuses(answer),
      reasons: reasonsOf(answer),
      counts: summary.reason,
      done: summary.status.done ?? 0,
      recoveryPoints,
      unreadyClusters,
      details: answer.outcomes.map(({ decision }) => decision.detail),
    };
  }

  return {
    simulator,
    stopAt: (time: string) => sweepAt(stop, time),
    startAt: (time: string) => sweepAt(start, time),
    createAt: (time: string) => sweepAt(create, time),
    copyAt: (time: string, payload?: object) => sweepAt(copy, time, payload),
    pruneAt: (time: string, payload?: object) => sweepAt(prune, time, payload),
    toggleAt: (time: string, payload?: object) => sweepAt(toggle, time, payload),
    scaleAt: (time: string) => sweepAt(scale, time),
    drillAt: (time: string) => sweepAt(drill, time),
    setPolicy: (text: string) => writeFileSync(join(folder, 'policy.yml'), text),
    /** The manual snapshots of a Region. */
    snapshotsIn: (region: string) =>
      simulator.backend.snapshots().filter((one) => one.region === region && one.type === 'manual'),
    stateOf: (id: string) => simulator.backend.state().clusters.find((cluster) => cluster.id === id),
    statusOf: (id: string) => simulator.backend.state().clusters.find((cluster) => cluster.id === id)?.status,
    told: () => simulator.bus.map(({ detailType }) => detailType),
  };
}

function reasonsOf({ outcomes }: { outcomes: readonly { decision: { cluster: string; reason: string } }[] }) {
  return Object.fromEntries(outcomes.map(({ decision }) => [decision.cluster, decision.reason]));
}
