import { expect, test } from 'vitest';
import { createWaitingLine } from '../../backtest/wake/waiting-line.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id }) as Cluster) as [Cluster, Cluster, Cluster];

test('clusters leave in the order of their places, by numbers and then by ARN', () => {
  const line = createWaitingLine();
  line.put(a, [{ order: [2], arn: 'a' }]);
  line.put(b, [{ order: [1], arn: 'z' }]);
  line.put(c, [{ order: [1], arn: 'c' }]);

  expect(line.take(2)).toEqual([c, b]);
  expect(line.take(2)).toEqual([a]);
  expect(line.length()).toBe(0);
});

test('what is put again counts with its new places only, and nothing takes it out', () => {
  const line = createWaitingLine();
  line.put(a, [{ order: [1], arn: 'a' }]);
  line.put(b, [{ order: [2], arn: 'b' }]);
  line.put(a, [{ order: [3], arn: 'a' }]);
  line.put(b, []);

  expect(line.take(5)).toEqual([a]);
});

test('each place takes a turn, and the cluster leaves with all of its places', () => {
  const line = createWaitingLine();
  const places = [
    { order: [0], arn: 'a1' },
    { order: [1], arn: 'a2' },
    { order: [5], arn: 'a3' },
  ];
  line.put(a, places);
  line.put(b, [{ order: [2], arn: 'b' }]);

  expect(line.take(2)).toEqual([a]);
  expect(line.take(1)).toEqual([b]);
  expect(line.take(1)).toEqual([]);
});

test('a line in which the same wait for long does not grow', () => {
  const line = createWaitingLine();
  for (let round = 0; round < 10_000; round += 1) line.put(a, [{ order: [round], arn: 'a' }]);
  line.put(b, [{ order: [-1], arn: 'b' }]);

  expect(line.take(2)).toEqual([b, a]);
});
