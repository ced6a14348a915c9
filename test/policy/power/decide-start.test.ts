import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decideStart, decideStarts } from '../../../shared/policy/power/decide-start.ts';
import { aCluster, aPolicy, aPowerRule, aRule, aWorld, FRIDAY, SATURDAY } from '../builders.ts';
import { policyOf, ruleWith } from '../file/policy-text.ts';
import { startCases } from './start-cases.ts';

/** The reasons for which a cluster is started; for every other it is left. */
const ACTS: readonly Reason[] = ['held-up', 'in-hours', 'in-maintenance-window'];

describe('decideStart', () => {
  test.each(startCases)(
    '$reason when $name',
    ({ cluster: some, power, policy: other, now = FRIDAY, ...expected }) => {
      const cluster = aCluster({ status: 'stopped', ...some });
      const policy = aPolicy({ rules: [aRule({ power: aPowerRule(power) })], ...other });

      const decision = decideStart(policy, { cluster }, now);

      expect(decision.reason).toBe(expected.reason);
      expect(decision.verdict).toBe(ACTS.includes(expected.reason) ? 'act' : 'skip');
      expect(decision.detail).toContain(expected.detail ?? '');
    },
  );

  test.each(['maintenance: honour', 'hours: never, maintenance: honour'])(
    'starts a cluster for its maintenance window when a policy says { %s }, and no more',
    (power) => {
      const policy = policyOf(ruleWith('match: {}', `power: { ${power} }`));
      const cluster = aCluster({ status: 'stopped', maintenanceWindow: 'sat:12:10-sat:12:40' });

      expect(decideStart(policy, { cluster }, SATURDAY)).toMatchObject({
        verdict: 'act',
        reason: 'in-maintenance-window',
      });
    },
  );

  test('orders all that the start needs, without a tag where the policy says so', () => {
    const cluster = aCluster({ status: 'stopped' });

    const [decision] = decideStarts(aPolicy({ tagActions: false }), aWorld([{ cluster }], FRIDAY));

    expect(decision).toMatchObject({
      action: 'start',
      verdict: 'act',
      command: { kind: 'start-cluster', cluster: 'dev-orders', arn: cluster.arn, tags: {} },
    });
  });
});
