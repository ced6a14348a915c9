import { expect, test } from 'vitest';
import { createHourly } from '../../../shared/runtime/sweep/hourly.ts';

const HOUR = 3_600_000;
const here = { account: '111122223333', region: 'eu-central-1' };
const away = { ...here, region: 'us-west-2' };

test('the first look in an hour of the clock is one, however long ago the last was', () => {
  const hourly = createHourly();
  const first = [0, 1, HOUR - 1, HOUR, HOUR + 1, 5 * HOUR].map((at) => hourly.isFirst(here, at));

  expect(first).toEqual([true, false, false, true, false, true]);
});

test('each account and Region has hours of its own', () => {
  const hourly = createHourly();

  expect([here, away, here].map((place) => hourly.isFirst(place, 0))).toEqual([true, true, false]);
});
