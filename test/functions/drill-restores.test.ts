import { expect, test } from 'vitest';
import { play } from './stage.ts';

const network = '{ subnetGroup: drills, securityGroups: [sg-0123456789abcdef0] }';
const check = '{ sql: select count(*) from orders, database: shop, atLeast: 1 }';
const policyOf = (aspect: string) => `
version: 1
mode: enforce
rules:
  - name: shops
    match: { tags: { env: [shop] } }
    ${aspect}
`;
const drills = policyOf(
  `recovery: { drill: { every: 1d, hours: always }, network: ${network}, instance: { class: smallest }, checks: [${check}] }`,
);
const fleet = `
clusters:
  - { id: shop, tags: { env: shop }, snapshots: [{ id: nightly, since: 6h }] }
  - { id: other }
`;
const at = '2026-11-28T02:00:00Z';

// test/lambda/drill.test.ts has whole drills, by the packaged function.
test('a deployment without a bucket for evidence begins no drill, and says so', async () => {
  const { simulator, drillAt, told } = await play({ fleet, policy: drills, at });

  expect(await drillAt(at)).toMatchObject({
    statuses: { shop: 'left', other: 'left' },
    reasons: { shop: 'drill-no-bucket', other: 'no-rule' },
  });
  expect(Object.keys(simulator.calls.count()).filter((action) => /^(Create|Restore)/.test(action))).toEqual(
    [],
  );
  expect(told()).toEqual(['Restore Drill Refused']);
});

test('where no rule wants drills, it looks at the clusters and nothing else', async () => {
  const { simulator, drillAt } = await play({ fleet, policy: policyOf('power: { hours: always }'), at });

  await drillAt(at);

  expect(simulator.calls.count()).toEqual({ DescribeDBClusters: 1 });
});
