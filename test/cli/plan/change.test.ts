import { expect, test } from 'vitest';
import { countOf, isRefusal, isWaiting } from '../../../cli/plan/change.ts';
import { isAnythingDue } from '../../../cli/plan/plan.ts';
import { plannedCapacity } from '../../support/builders/capacity.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plannedStream } from '../../support/builders/streams.ts';
import { plan } from '../builders.ts';

test.each([
  ['ineligible', true],
  ['hold-unreadable', true],
  ['key-missing', true],
  ['key-unusable', true],
  ['copy-failed', true],
  ['quota-full', true],
  ['orphan', true],
  ['stream-lost', true],
  ['stream-contested', true],
  ['override-unreadable', true],
  ['busy', false],
  ['held', false],
  ['already-copied', false],
  ['copy-slots-full', false],
  ['not-ours', false],
  ['restart-waits', false],
  ['stream-as-declared', false],
  ['capacity-in-use', false],
  ['use-unknown', false],
  ['not-serverless', false],
] as const)('%s calls for attention: %s', (reason, expected) => {
  expect(isRefusal(planned('a', { reason }))).toBe(expected);
  expect(isRefusal(planned('a', { reason, change: 'stop' }))).toBe(false);
});

test('lines are counted by their change', () => {
  const changes = [
    planned('a', { change: 'stop' }),
    plannedSnapshot({ change: 'copy' }),
    planned('c', { change: 'stop' }),
    planned('d', {}),
  ];

  expect([countOf(changes, 'stop'), countOf(changes, 'copy'), countOf(changes, undefined)]).toEqual([
    2, 1, 1,
  ]);
});

test('only a restart that its rule does not allow yet waits', () => {
  expect([plannedStream('d'), plannedStream('e', { reason: 'stream-as-declared' })].map(isWaiting)).toEqual([
    true,
    false,
  ]);
});

test.each<{ name: string; rest: Parameters<typeof plan>[0]; isDue: boolean }>([
  { name: 'nothing', rest: { clusters: [planned('a', {})], snapshots: [plannedSnapshot({})] }, isDue: false },
  { name: 'a stop', rest: { clusters: [planned('a', { change: 'stop' })] }, isDue: true },
  {
    name: 'a change of a stream',
    rest: { streams: [plannedStream('a', { change: 'start-stream' })] },
    isDue: true,
  },
  { name: 'a restart that waits', rest: { streams: [plannedStream('a')] }, isDue: false },
  {
    name: 'a change of capacity',
    rest: { capacities: [plannedCapacity('a', { change: 'capacity' })] },
    isDue: true,
  },
  { name: 'a copy', rest: { snapshots: [plannedSnapshot({ change: 'copy' })] }, isDue: true },
  {
    name: 'what a breaker keeps from it',
    rest: { clusters: [planned('a', { reason: 'limit-breaker' })] },
    isDue: true,
  },
])('$name is due: $isDue', ({ rest, isDue }) => {
  expect(isAnythingDue(plan(rest))).toBe(isDue);
});
