import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { runs } from '../support/runs.ts';
import { sweepWith, toPolicy } from './let-loose.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const account = '111122223333';
const sources = ['eu-central-1', 'eu-west-3', 'eu-north-1'];
const policy = toPolicy({
  version: 1,
  mode: 'enforce',
  targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: sources }],
  rules: [
    {
      name: 'all',
      match: {},
      snapshots: { copy: { sources: ['automated'], to: [{ region: 'us-west-2', keep: { last: 1 } }] } },
    },
  ],
});
const fleet = `
clusters:
${sources.map((region) => `  - { id: "of-${region}", region: ${region}, encrypted: none, backupWindow: "02:00-02:30", since: 30d }`).join('\n')}
quotas: { copies: 5 }
timings: { lag: 0s }
`;
const someFault = fc.record({
  region: fc.constantFrom(...sources),
  action: fc.constantFrom('DescribeDBClusters', 'DescribeDBClusterSnapshots'),
  kind: fc.constantFrom('denied' as const, 'throttle' as const, 'timeout' as const),
});

test('source Regions that cannot be read get no report and no change, all others get theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someFault, { maxLength: 4 }), async (faults) => {
      const simulator = createSimulator({ fleet, now: Date.parse('2026-11-23T06:00:00Z') });
      simulator.faults.setRules(faults);
      const unread = new Set(faults.map(({ region }) => region));
      const readable = sources.filter((region) => !unread.has(region)).sort();

      const result = await sweepWith(simulator, policy, copy);

      const acts = result.outcomes.map(
        ({ decision, status }) => `${decision.cluster} ${decision.reason} ${status}`,
      );
      expect(acts.sort()).toEqual(readable.map((region) => `of-${region} to-copy done`));
      expect(result.recoveryPoints?.map(({ from }) => from).sort()).toEqual(readable);
      expect(result.ok).toBe(unread.size === 0);
      const [{ fault } = {}] = result.scopes;
      for (const region of sources) expect(fault?.message.includes(region) ?? false).toBe(unread.has(region));
    }),
    runs(40),
  );
});
