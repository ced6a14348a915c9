import { expect, test } from 'vitest';
import { hoursOf, sumOf } from '../../timeline/sum.ts';
import { generatedTimeline } from '../page/generated-timeline.ts';

const { clusters, totals } = generatedTimeline({ clusters: 12, days: 3 });
const all = clusters.map((cluster) => cluster.totals);

test('the sum of clusters has their hours, counts and money', () => {
  const { money, ...rest } = sumOf(all);

  expect(rest.hoursStopped).toBeCloseTo(totals.hoursStopped);
  expect(money?.saved).toBeCloseTo(totals.money?.saved ?? 0);
  expect(money).toMatchObject({ known: 12, of: 12 });
  expect(hoursOf(rest)).toBeCloseTo(12 * 72);
});

test('clusters without prices are in the hours and not in the money', () => {
  const [first, ...others] = all;
  const { money: _, ...unpriced } = first ?? totals;

  expect(sumOf([unpriced, ...others]).money).toMatchObject({ of: 11 });
  expect(sumOf([unpriced])).not.toHaveProperty('money');
  expect(sumOf([]).hoursStopped).toBe(0);
});
