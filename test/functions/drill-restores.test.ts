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

  expect(simulator.calls.count()).toEqual({ GetParameter: 1, DescribeDBClusters: 1 });
});

test('once an hour it looks whether the clusters with drills could be restored, and says what is in the way', async () => {
  const places = 'places: [{ region: eu-central-1, subnetGroups: [{ name: drills }] }]';
  const gone = fleet.replace('id: shop,', 'id: shop, subnetGroup: private,');
  const { simulator, drillAt } = await play({ fleet: `${gone}${places}\n`, policy: drills, at });
  const counted = () => simulator.calls.count();

  const first = await drillAt(at);
  const asked = counted();
  const second = await drillAt('2026-11-28T02:55:00Z');

  expect(first.unreadyClusters).toEqual([
    {
      ...{ account: '111122223333', region: 'eu-central-1', cluster: 'shop', in: 'eu-central-1' },
      codes: ['subnet-group-missing'],
    },
  ]);
  expect(asked).toMatchObject({
    DescribeDBInstances: 1,
    DescribeDBClusterSnapshots: 1,
    DescribeDBSubnetGroups: 1,
    DescribeDBClusterParameterGroups: 1,
    DescribeDBParameterGroups: 1,
  });
  expect(asked).not.toHaveProperty('DescribeDBMajorEngineVersions');
  expect(second.unreadyClusters).toBeUndefined();
  expect(counted().DescribeDBParameterGroups).toBe(1);
  expect((await drillAt('2026-11-28T03:00:00Z')).unreadyClusters).toHaveLength(1);
});

test('a cluster of which something could not be read is not ready, and nothing else fails by that', async () => {
  const { simulator, drillAt } = await play({ fleet, policy: drills, at });
  simulator.faults.setRules([{ kind: 'denied', service: 'rds', action: 'DescribeDBClusterSnapshots' }]);

  const { unreadyClusters, statuses } = await drillAt(at);

  expect(unreadyClusters).toMatchObject([{ cluster: 'shop', codes: ['not-read'] }]);
  expect(statuses).toEqual({ shop: 'left', other: 'left' });
});
