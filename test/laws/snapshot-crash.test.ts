import { expect, test, vi } from 'vitest';
import { someOf } from '../support/runs.ts';
import { HOME, snapshotStage } from './snapshot-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const fleet = {
  clusters: [
    { id: 'orders', encrypted: 'alias/home', size: 20, backupWindow: '01:00-01:30' },
    { id: 'billing', encrypted: 'none', size: 40, backupWindow: '02:00-02:30' },
    { id: 'graph', engine: 'neptune', backupWindow: '03:00-03:30' },
  ],
  keys: [
    { alias: 'alias/home', regions: [HOME] },
    { alias: 'alias/dr', regions: ['us-west-2'] },
  ],
  timings: { copyPerGiB: '1m', snapshot: '2m-5m', lag: '10s-40s' },
};
const rule = {
  create: { cron: '0 */6 * * *', keep: { last: 2 } },
  copy: { sources: ['manual'], to: [{ region: 'us-west-2', kmsKey: 'alias/dr', keep: { last: 2 } }] },
};

type Fault = { readonly kind: 'crash-before' | 'crash-after'; readonly call: number };

/** A day of sweeps; the process dies once, at the call of that number. */
async function aDay(fault?: Fault) {
  const staged = snapshotStage(fleet, rule, '2026-11-23T05:00:00Z');
  if (fault) staged.simulator.faults.setRules([{ kind: fault.kind, calls: fault.call }]);
  for (let sweeps = 0; sweeps < 13; sweeps++) {
    await staged.create();
    await staged.copy();
    await staged.prune();
    staged.later(2);
  }
  const calls = staged.simulator.calls.list();
  const made = calls.filter(
    ({ action, outcome, fault: hit }) =>
      /^(Create|Copy)DB/.test(action) && (outcome === 'ok' || hit === 'crash-after'),
  );
  const named = made.map(
    ({ action, region, input }) =>
      `${action} ${region} ${input.DBClusterSnapshotIdentifier ?? input.TargetDBClusterSnapshotIdentifier}`,
  );
  return { calls: calls.length, ours: staged.ours(), named };
}

test('sweeps that die at any call end with the same snapshots, each made once', async () => {
  const { calls, ours } = await aDay();
  // Dues, copies under way, and something to prune: the rest of the day is more of the same.
  const tried = Math.min(calls, 120);

  expect(ours.length).toBeGreaterThanOrEqual(9);
  for (const call of someOf(Array.from({ length: tried }, (_, index) => index + 1))) {
    // Before one call is after the one before; only what comes last needs the other.
    for (const kind of call % 10 === 0
      ? (['crash-before', 'crash-after'] as const)
      : (['crash-before'] as const)) {
      const crashed = await aDay({ kind, call });

      expect(crashed.ours, `${kind} at call ${call}`).toEqual(ours);
      expect(new Set(crashed.named).size).toBe(crashed.named.length);
    }
  }
});

test('events that are lost, doubled and out of order change nothing in the end', async () => {
  async function days(events: { lost: number; doubled: number; reordered: number }) {
    const staged = snapshotStage(fleet, rule, '2026-11-23T05:00:00Z');
    staged.simulator.faults.delivery = { events, lagMs: 0 };
    for (let sweeps = 0; sweeps < 24; sweeps++) {
      const before = staged.simulator.events.length;
      await staged.create();
      staged.later(1);
      const hints = staged.simulator.events
        .slice(before)
        .filter((event) => JSON.stringify(event).includes('RDS-EVENT-0075'));
      for (const event of hints) await staged.hint(event);
      await staged.copy();
      staged.later(1);
      await staged.prune();
    }
    // The last round is done by sweeps alone.
    await staged.copy();
    staged.later(2);
    await staged.prune();
    return { ours: staged.ours(), events: staged.simulator.events };
  }

  const fair = await days({ lost: 0, doubled: 0, reordered: 0 });
  const foul = await days({ lost: 0.5, doubled: 0.5, reordered: 0.5 });

  expect(foul.events).not.toEqual(fair.events);
  expect(foul.ours).toEqual(fair.ours);
});
