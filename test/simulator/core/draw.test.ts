import { expect, test } from 'vitest';
import { createDraw } from '../../../simulator/core/draw.ts';

const now = Date.parse('2026-11-23T05:00:00Z');
const at = (time: number) => ({ now: () => time });

test('a draw depends on seed, subject and time, and on nothing that was drawn before', () => {
  const draw = createDraw(1, at(now));
  const first = draw('orders stop');
  draw('billing stop');

  expect(draw('orders stop')).toBe(first);
  expect(createDraw(1, at(now))('orders stop')).toBe(first);
  expect(createDraw(2, at(now))('orders stop')).not.toBe(first);
  expect(createDraw(1, at(now + 1))('orders stop')).not.toBe(first);
  expect(draw('orders start')).not.toBe(first);
});

test('draws are spread evenly over subjects and over times', () => {
  const bySubject = Array.from({ length: 10_000 }, (_, n) => createDraw(1, at(now))(`db-${n} stop`));
  const byTime = Array.from({ length: 10_000 }, (_, n) => createDraw(1, at(now + n * 300_000))('db stop'));

  for (const draws of [bySubject, byTime]) {
    const tenths = Map.groupBy(draws, (value) => Math.floor(10 * value));
    for (let tenth = 0; tenth < 10; tenth += 1) {
      expect(tenths.get(tenth)?.length).toBeGreaterThan(850);
      expect(tenths.get(tenth)?.length).toBeLessThan(1150);
    }
  }
});
