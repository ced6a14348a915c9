import { expect, test } from 'vitest';
import { explanationJson } from '../../../cli/explain/json.ts';
import { explain } from '../../../shared/policy/report/explain.ts';
import { aCluster, aPolicy, SATURDAY } from '../../policy/builders.ts';
import { decision } from '../../support/builders/power.ts';

test('an explanation for programs keeps its words: target for the ARN, leave for what is skipped', () => {
  const cluster = aCluster();
  const skipped = {
    ...decision(cluster.id, 'stop', 'skip', 'busy'),
    resourceArn: cluster.arn,
    meaning: 'used',
  };
  const counts = { region: 'us-west-2', act: { expired: 4 }, skip: { kept: 15 } } as const;

  const written = explanationJson({
    ...explain(aPolicy(), { cluster }, SATURDAY, [skipped]),
    capacity: { decision: skipped },
    snapshots: { create: skipped, copies: [{ ...counts, ageMs: 1 }], prune: [counts] },
  });

  const decided = { target: cluster.arn, verdict: 'leave', reason: 'busy' };
  const counted = { region: 'us-west-2', act: { expired: 4 }, leave: { kept: 15 } };
  expect(written).toMatchObject({
    decisions: [decided],
    capacity: { decision: decided },
    snapshots: { create: decided, copies: [{ ...counted, ageMs: 1 }], prune: [counted] },
  });
  expect(JSON.stringify(written)).not.toMatch(/resourceArn|skip/);
});
