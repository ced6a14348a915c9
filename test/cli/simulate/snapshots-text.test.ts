import { expect, test } from 'vitest';
import { quotaSentences, recoverySentences } from '../../../cli/simulate/snapshots-text.ts';
import { noTotals } from '../../../timeline/sum.ts';

const ages = { worstHours: 30.2, meanHours: 8.25, hoursWith: 100, hoursWithout: 0, hoursOver: 0 };

test('ages of recovery points are told for the own Region, and for others with what is missing', () => {
  const away = { ...ages, worstHours: 200, hoursWithout: 5, hoursOver: 12 };

  expect(recoverySentences({ ...noTotals, recoveryAtHome: ages, recoveryAway: away })).toEqual([
    'The newest snapshot of a cluster in its own Region was 30 h old at worst, 8.3 h on average.',
    'Its newest copy in another Region was 8 days old at worst, 8.3 h on average; was missing for 5 h of clusters; was missing or older than recoveryPointMaxAge for 12 h.',
  ]);
});

test('nothing is told where nobody has followed recovery points', () => {
  expect(recoverySentences(noTotals)).toEqual([]);
  expect(quotaSentences(undefined)).toEqual([]);
});

test('the fullest account and Region is named, and others only when they are nearly full', () => {
  const use = { account: '1', quota: 100, peakMinute: 0, hoursFull: 0, days: [] };

  expect(
    quotaSentences([
      { ...use, region: 'a', peak: 100, hoursFull: 3 },
      { ...use, region: 'b', peak: 80 },
      { ...use, region: 'c', peak: 79 },
    ]),
  ).toEqual([
    'Manual snapshots in 1 a: at most 100 of 100, without room for another for 3 h.',
    'Manual snapshots in 1 b: at most 80 of 100.',
  ]);
});
