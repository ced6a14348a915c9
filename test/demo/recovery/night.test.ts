import { expect, test } from 'vitest';
import { playNight } from '../../../demo/recovery/night.ts';
import type { DrillLine } from '../../../demo/recovery/story.ts';
import type { RecoveryWorld } from '../../../demo/recovery/world.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { decision } from '../../support/builders/power.ts';

const MINUTE_MS = 60_000;

test.each<[string, Outcome]>([
  ['! refused', { decision: decision('orders', 'stop', 'skip', 'drill-quota-full'), status: 'skipped' }],
  [
    '✗ fault',
    {
      decision: decision('orders', 'stop', 'act', 'drill-due'),
      status: 'failed',
      fault: { name: 'AccessDenied', message: 'AWS refuses' },
    },
  ],
])('a night in which no drill begins ends without success, and says once why: %s', async (what, outcome) => {
  let now = 0;
  const world: RecoveryWorld = {
    url: '',
    now: () => now,
    pass: () => {
      now += MINUTE_MS;
    },
    records: () => [],
    actions: () => [],
    clusters: () => [{ id: 'orders', tags: {} }],
    leftovers: () => [],
    close: async () => {},
  };
  const lines: DrillLine[] = [];
  const minutes: number[] = [];
  const isOver = await playNight(
    world,
    { invoke: async () => ({ outcomes: [outcome] }) },
    { until: 3 * MINUTE_MS, onLine: (line) => lines.push(line), onMinute: (at) => minutes.push(at) },
  );

  expect(isOver).toBe(false);
  expect(lines.map((line) => line.what)).toEqual([what]);
  expect(minutes).toEqual([0, MINUTE_MS, 2 * MINUTE_MS]);
});
