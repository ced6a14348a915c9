import { expect, test } from 'vitest';
import { explainOrder } from '../../../shared/policy/report/explain-order.ts';
import { aPolicy } from '../builders.ts';
import { chain, comesAfter, one, ruleOf } from '../power/order-case.ts';

const clusters = ['db', 'cache', 'app'].map((tier) => one(tier, 'available'));

test.each([
  ['db', 'stops after cache-1, app-1 (power.after of rule cache, app)'],
  ['cache', 'starts after db-1 (power.after of rule cache), stops after app-1 (power.after of rule app)'],
  ['app', 'starts after db-1, cache-1 (power.after of rule app)'],
])('the order of %s names its neighbours and the rules that make them so', (tier, text) => {
  const cluster = clusters.find(({ id }) => id === `${tier}-1`) ?? one(tier, 'available');

  expect(explainOrder(aPolicy({ rules: chain }), cluster, clusters)).toBe(text);
});

test('a cluster that no rule puts in order has none', () => {
  const other = one('other', 'available');

  expect(explainOrder(aPolicy({ rules: chain }), other, [...clusters, other])).toBeUndefined();
  expect(explainOrder(aPolicy({ rules: [ruleOf('db')] }), other, [other])).toBeUndefined();
});

test('a circle is said to be one', () => {
  const rules = [ruleOf('db', comesAfter('app')), ruleOf('app', comesAfter('db'))];

  expect(explainOrder(aPolicy({ rules }), clusters[0] ?? one('db', 'available'), clusters)).toMatch(
    /^app-1 and it come after each other by power\.after, so none of them waits for another$/,
  );
});
