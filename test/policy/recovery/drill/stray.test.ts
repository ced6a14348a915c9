import { expect, test } from 'vitest';
import type { Cluster } from '../../../../shared/policy/model/cluster.ts';
import { strayDrills } from '../../../../shared/policy/recovery/drill/stray.ts';
import { aDrill, aDrillCluster, OPENED } from '../../../support/builders/open-drills.ts';
import { HOUR } from '../../builders.ts';

const record = aDrill();
const tags = {
  'dormouse:drill': record.drill,
  'dormouse:created-by': 'drill-restores',
  'dormouse:deployment': 'prod',
  'dormouse:drill-until': record.until,
};

/** The strays among one cluster of a drill that is changed so, two hours after its time was up. */
function strays(
  some: Partial<Cluster> = {},
  open: readonly { record: typeof record }[] = [],
  hours = 14,
): string[] {
  const { account, region } = record.place;
  return strayDrills('prod', {
    ...{ account, region, open },
    observedAt: OPENED + hours * HOUR,
    clusters: [{ cluster: aDrillCluster(record, { tags, account, region, ...some }) }],
  });
}

test('a cluster of a drill whose time is up, and of which no record is left, is reported', () => {
  expect(strays()).toEqual([record.restored.arn]);
});

test.each<[string, Partial<Cluster>]>([
  ['of another name', { id: 'orders' }],
  ['of another deployment', { tags: { ...tags, 'dormouse:deployment': 'test' } }],
  ['that something else made', { tags: { ...tags, 'dormouse:created-by': 'somebody' } }],
  ['without an end', { tags: { ...tags, 'dormouse:drill-until': '' } }],
  ['whose end is no time', { tags: { ...tags, 'dormouse:drill-until': 'soon' } }],
  ['of another Region', { region: 'us-west-2' }],
])('one %s is not', (_, some) => {
  expect(strays(some)).toEqual([]);
});

test('one that is on record, or whose time is not up for an hour, is not', () => {
  expect(strays({}, [{ record }])).toEqual([]);
  expect(strays({}, [], 12.5)).toEqual([]);
});
