import { expect, test, vi } from 'vitest';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { someOf } from '../support/runs.ts';
import { HOME, snapshotStage } from './snapshot-stage.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const clusters = [
  {
    id: 'orders',
    encrypted: 'alias/home',
    size: 30,
    backupWindow: '01:00-01:30',
    backupRetention: 3,
    since: '30d',
  },
  { id: 'graph', engine: 'neptune', size: 10, backupWindow: '03:00-03:30', backupRetention: 3, since: '30d' },
];
const keys = [
  { alias: 'alias/home', regions: [HOME] },
  { alias: 'alias/dr', regions: ['us-west-2'] },
];
const rule = {
  copy: { sources: ['automated'], to: [{ region: 'us-west-2', kmsKey: 'alias/dr', keep: { daily: 2 } }] },
};
const START = '2026-11-23T06:00:00Z';
const until = '2026-11-23T08:00:00Z';
const copying = { action: 'CopyDBClusterSnapshot', until };
const tagging = { action: 'AddTagsToResource', until };
const slots = { code: 'SnapshotQuotaExceeded', message: 'Cannot copy more than 5 snapshots across regions' };

const spells: readonly (readonly [name: string, rules: readonly FaultRule[]])[] = [
  ['throttling', [{ kind: 'throttle', ...copying }]],
  ['throttling of half the calls', [{ kind: 'throttle', until, rate: 0.5 }]],
  ['an outage', [{ kind: 'unavailable', ...copying }]],
  ['lost connections', [{ kind: 'timeout', ...copying }]],
  ['lost answers', [{ kind: 'answer-lost', ...copying }]],
  ['full slots', [{ kind: 'refused', ...slots, ...copying }]],
  ['tags that are denied', [{ kind: 'denied', ...tagging }]],
  [
    'tags that are refused, and lost answers',
    [
      { kind: 'refused', ...tagging },
      { kind: 'answer-lost', ...copying },
    ],
  ],
  [
    'tags whose answers are lost, and throttling',
    [
      { kind: 'answer-lost', ...tagging },
      { kind: 'throttle', ...copying, rate: 0.5 },
    ],
  ],
  [
    'crashes before and after half the copies',
    [
      { kind: 'crash-before', ...copying, rate: 0.3 },
      { kind: 'crash-after', ...copying, rate: 0.3 },
    ],
  ],
];

/** Two hours of looks `gapS` seconds apart, two of them at once, then a day of sweeps in peace. */
async function aDay(rules: readonly FaultRule[], lagMs: number, gapS: number) {
  const staged = snapshotStage({ clusters, keys, timings: { copyPerGiB: '1m', lag: '0s' } }, rule, START);
  staged.simulator.faults.setRules(rules);
  staged.simulator.faults.delivery = { ...staged.simulator.faults.delivery, lagMs };
  for (let spent = 0; spent < 2 * 3600; spent += gapS) {
    await Promise.all([staged.copy(), staged.copy()]);
    staged.later(gapS / 3600);
  }
  for (let sweep = 0; sweep < 4; sweep++) {
    await staged.copy();
    staged.later(1);
  }
  // Nothing is deleted, so a second copy of anything would be there.
  return staged.ours();
}

test('spells of faults, looks within the lag of reads and runs at once end with the same copies, each made once', async () => {
  const ours = await aDay([], 0, 1800);
  expect(ours).toHaveLength(4);

  for (const [name, rules] of someOf(spells)) {
    for (const { lagMs, gapS } of [
      { lagMs: 0, gapS: 900 },
      { lagMs: 60_000, gapS: 47 },
    ]) {
      const foul = await aDay(rules, lagMs, gapS);

      expect(foul, `${name}, lag ${lagMs}`).toEqual(ours);
    }
  }
});
