import { expect, test } from 'vitest';
import { provenTag } from '../../../../shared/policy/recovery/evidence/proven-tag.ts';
import { unprovenAmong } from '../../../../shared/policy/recovery/evidence/unproven.ts';
import { drillPolicy } from '../../../support/builders/drill-policy.ts';
import { passedRecord } from '../../../support/builders/drill-records.ts';
import { aCluster, DAY } from '../../builders.ts';

const provenAt = Date.parse('2026-11-28T03:57:03Z');
const tags = provenTag(passedRecord()) ?? {};
const old = { createdAt: provenAt - 400 * DAY };

test.each([
  ['proven within its period and eight days more', { tags, ...old }, 38, []],
  ['proven longer ago', { tags, ...old }, 39, ['prod-a']],
  ['never proven', { tags: {}, ...old }, 0, ['prod-a']],
  ['younger than that', { tags: {}, createdAt: provenAt }, 38, []],
  ['restored with the tags of another cluster', { tags, createdAt: provenAt + DAY }, 40, ['prod-a']],
])('a cluster that is %s', (_, some, days, expected) => {
  const found = unprovenAmong(drillPolicy, [aCluster({ id: 'prod-a', ...some })], provenAt + days * DAY);

  expect(found.map(({ cluster }) => cluster)).toEqual(expected);
});

test('a cluster whose rule has no drills need not be proven', () => {
  expect(unprovenAmong(drillPolicy, [aCluster({ id: 'dev-a', ...old })], provenAt)).toEqual([]);
});
