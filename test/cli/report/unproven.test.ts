import { expect, test } from 'vitest';
import { drillPolicyText } from '../../support/builders/drill-policy.ts';
import { awsForEachTest, dormouse, NOON, policyFile } from '../run-cli.ts';

const proven = (at: string) =>
  `"dormouse:proven": "${at} point 2026-08-01T03:00:00Z in us-west-2 took 47m drill 202608010000-0a1b2c3d"`;
const FLEET = `clusters:
  - { id: prod-stale, since: 400d, tags: { ${proven('2026-08-02T04:00:00Z')} } }
  - { id: prod-never, since: 400d }
  - { id: prod-fresh, since: 400d, tags: { ${proven('2026-11-01T04:00:00Z')} } }
  - { id: other, since: 400d }
`;

awsForEachTest(NOON, FLEET);

test('dormouse report lists clusters that no drill has proven in time, the longest first', async () => {
  const policy = await policyFile(drillPolicyText);

  const { stdout } = await dormouse(['report', '--policy', policy]);

  expect(stdout).toContain(
    [
      'Not proven by a restore drill',
      '  prod-never: never proven, and rule production wants it every 30d; dormouse evidence prod-never shows its drills',
      '  prod-stale: last proven 2026-08-02 04:00 UTC, and rule production wants it every 30d; dormouse evidence prod-stale shows its drills',
      '',
    ].join('\n'),
  );
});

test('and has them in its JSON', async () => {
  const policy = await policyFile(drillPolicyText);

  const { stdout } = await dormouse(['report', '--policy', policy, '--json', '--clusters', 'prod-stale']);

  expect(JSON.parse(stdout).unproven).toEqual([
    {
      ...{ account: '111122223333', region: 'eu-central-1', cluster: 'prod-stale', rule: 'production' },
      everyMs: 30 * 86_400_000,
      proven: {
        ...{ at: '2026-08-02T04:00:00.000Z', point: '2026-08-01T03:00:00.000Z', region: 'us-west-2' },
        ...{ rtoMs: 47 * 60_000, drill: '202608010000-0a1b2c3d' },
      },
    },
  ]);
});
