import { expect, test } from 'vitest';
import { simulate } from '../../backtest/run.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { createRandom } from '../../simulator/core/random.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { writesInProcess } from './in-process.ts';

const from = Date.parse('2026-11-23T00:00:00Z');
const days = 2;
const steps = days * 288;
const parts = { from, to: from + days * 86_400_000, seed: 1 };

const policy = `
version: 1
mode: enforce
timezone: UTC
rules:
  - name: developers
    match: { clusters: ["dev-*"] }
    power: { hours: "mon-fri 08:00-16:00", idleFor: 1h, idle: { connections: 2 } }
`;

/** Clusters that are used from eight to about six; `isNoisy`: no two values in a row are the same. */
function recorded(isNoisy: boolean): string {
  const random = createRandom(5);
  const about = (value: number, by: number) => (isNoisy ? value + Math.round(random() * by) : value);
  const cluster = (id: number) => {
    const isUsed = (step: number) => step % 288 > 96 && step % 288 < 210 + 3 * id;
    const values = (used: number, idle: number, by: number) =>
      Array.from({ length: steps }, (_, step) => (isUsed(step) ? about(used, by) : about(idle, by / 10)));
    return `
  - id: dev-${id}
    recording:
      from: 2026-11-23T00:00:00Z
      step: 5m
      metrics:
        DatabaseConnections: ${values(10, 1, 10).join(' ')}
        CPUUtilization: ${values(40, 3, 30).join(' ')}
        CommitThroughput: ${values(5, 0, 4).join(' ')}
      status: ${steps}xavailable`;
  };
  return `
recorded: { version: 1, at: 2026-11-25T00:00:00Z, from: 2026-11-23T00:00:00Z, clusters: 6 }
clusters:${Array.from({ length: 6 }, (_, id) => cluster(id)).join('')}
`;
}

test('a recording in which every value changes comes to the calls of whoever looks at all at every tick', async () => {
  const quick = await writesInProcess({ ...parts, policy, fleet: recorded(true) });
  const exhaustive = await writesInProcess({ ...parts, policy, fleet: recorded(true), isExhaustive: true });

  expect(quick.filter((line) => line.includes('StopDBCluster')).length).toBeGreaterThan(5);
  expect(quick).toEqual(exhaustive);
});

test('values that change without crossing a threshold make no more looks', async () => {
  const [noisy, smooth] = [await metricCalls(recorded(true)), await metricCalls(recorded(false))];

  expect(smooth).toBeGreaterThan(0);
  expect(noisy).toBeLessThanOrEqual(1.5 * smooth);
});

async function metricCalls(fleet: string): Promise<number> {
  const parsed = parsePolicy(policy);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  let calls = 0;
  await simulate({
    ...parts,
    ...{ policy: parsed.policy, fleet: loadFleet(fleet) },
    home: { account: '111122223333', region: 'eu-central-1' },
    onCall({ action }) {
      if (action === 'GetMetricData') calls += 1;
    },
  });
  return calls;
}
