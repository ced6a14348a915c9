import { afterEach, expect, test, vi } from 'vitest';
import type { Pause } from '../../../shared/policy/model/pause.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportRestraints } from '../../../shared/runtime/report/restraints.ts';
import { aPolicy } from '../../policy/builders.ts';
import { fakeLog, home } from '../builders.ts';
import { spyOnMetrics } from '../metrics-spy.ts';

const now = Date.parse('2026-11-24T19:00:00Z');
const aPause = (some: Partial<Pause> = {}): Pause => ({
  ...{ since: now, by: 'anna', because: 'audit' },
  ...some,
});

/** The metric and the log lines of a run of `prune-snapshots` while there are these pauses. */
async function reported(...pauses: Pause[]) {
  const lines = spyOnMetrics();
  const log = fakeLog();
  const run = { policy: aPolicy({}), restraints: { pauses: { state: 'known' as const, pauses } } };
  const deps = { function: 'prune-snapshots', log, dedupe: createDedupe() };
  await reportRestraints(deps, { ...run, home: async () => home }, now);
  return { paused: JSON.parse(lines.join('') || '{}').Paused, lines: log.lines.length };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test.each([
  ['nothing', [], undefined, 0],
  ['everything', [aPause()], 1, 1],
  ['this function', [aPause({ function: 'prune-snapshots' })], 1, 1],
  // That function runs too rarely to raise the alarm by itself.
  ['another function', [aPause({ function: 'copy-snapshots' })], 1, 0],
  ['nothing any more', [aPause({ until: now - 1, function: 'copy-snapshots' })], undefined, 0],
])(
  'while %s is paused, the metric of all functions says so, and the log where it matters',
  async (_, pauses, paused, lines) => {
    expect(await reported(...pauses)).toEqual({ paused, lines });
  },
);
