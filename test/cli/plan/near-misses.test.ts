import { expect, test } from 'vitest';
import { nearMissed } from '../../../cli/plan/attention-text.ts';
import { nearMisses } from '../../../cli/plan/near-misses.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { aCluster, aPolicy } from '../../policy/builders.ts';
import { plan } from '../builders.ts';

const policy = aPolicy({ protect: [{ tags: { env: ['prod'] } }] });

function missesOf(...clusters: readonly Cluster[]) {
  const [{ account = '', region = '' } = {}] = clusters;
  const world = { account, region, observedAt: 0, clusters: clusters.map((cluster) => ({ cluster })) };
  return nearMisses(policy, [world], () => true);
}

test('near misses of hold and protect are named, for people as for programs', () => {
  const found = missesOf(
    aCluster({ id: 'a', tags: { 'Dormouse:hold': 'forever' } }),
    aCluster({ id: 'b', tags: { env: 'Prod' } }),
    aCluster({ id: 'c', tags: { env: 'prod', Env: 'PROD' } }),
    aCluster({ id: 'd', tags: { 'dormouse:hold': 'forever', env: 'dev' } }),
  );

  expect(found.map(({ cluster }) => cluster)).toEqual(['a', 'b']);
  expect(nearMissed(plan({ nearMisses: found }), { paint: plain })).toEqual([
    [
      'Tags that look like a hold or a protection and are none',
      '  ! 111122223333  eu-central-1  a',
      '    the tag "Dormouse:hold" holds nothing; write dormouse:hold',
      '  ! 111122223333  eu-central-1  b',
      '    the tag env="Prod" does not protect it: it differs from env=prod in case',
    ],
  ]);
  expect(nearMissed(plan({}), { paint: plain })).toEqual([]);
});
