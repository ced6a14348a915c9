import { expect, it } from 'vitest';
import { provenAges } from '../../../../shared/policy/recovery/evidence/proven-age.ts';
import { drillPolicy } from '../../../support/builders/drill-policy.ts';
import { aCluster, DAY, SATURDAY } from '../../builders.ts';

const here = { account: '111122223333', region: 'eu-central-1', observedAt: SATURDAY };

function agesOf(clusters: readonly ReturnType<typeof aCluster>[]) {
  const proven = new Map([['cluster-A', SATURDAY - 2 * DAY]]);
  return provenAges(drillPolicy, { ...here, clusters: clusters.map((cluster) => ({ cluster })), proven });
}

it('is the time since the last drill that a cluster passed, or since it was created', () => {
  const clusters = [
    aCluster({ id: 'prod-a', resourceId: 'cluster-A', createdAt: SATURDAY - 400 * DAY }),
    aCluster({ id: 'prod-b', resourceId: 'cluster-B', createdAt: SATURDAY - DAY }),
  ];

  expect(agesOf(clusters)).toEqual([
    { account: here.account, region: here.region, cluster: 'prod-a', at: SATURDAY - 2 * DAY, ageMs: 2 * DAY },
    { account: here.account, region: here.region, cluster: 'prod-b', ageMs: DAY },
  ]);
});

it('goes by the resource id: a cluster of the same name is another one', () => {
  const [age] = agesOf([aCluster({ id: 'prod-a', resourceId: 'cluster-NEW', createdAt: SATURDAY - DAY })]);

  expect(age).toEqual({ account: here.account, region: here.region, cluster: 'prod-a', ageMs: DAY });
});

it('is measured of clusters whose rule has drills, where they are', () => {
  const elsewhere = aCluster({ id: 'prod-a', region: 'us-west-2', resourceId: 'cluster-A' });

  expect(agesOf([aCluster({ id: 'dev-a', resourceId: 'cluster-A' }), elsewhere])).toEqual([]);
});
