import { expect, test } from 'vitest';
import type { Change } from '../../backtest/wake/concerns.ts';
import { createKept } from '../../backtest/wake/kept.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import { aControlPlane } from '../simulator/control-plane.ts';

const [cluster] = aControlPlane('clusters: [{ id: a }]').backend.store.all();
if (cluster === undefined) throw new Error('the fleet has no cluster');
const clusters = new Set([cluster]);
const home = { account: '111122223333', region: 'eu-central-1' };
const away = { ...home, region: 'us-west-2' };

const about = {
  ...home,
  ...({ resourceArn: 'arn', cluster: 'a', snapshot: 's' } as const),
  ...({ aspect: 'snapshots', action: 'deleteSnapshot', detail: '' } as const),
};
const command = { kind: 'delete-snapshot', ...home, cluster: 'a', arn: 'arn', snapshot: 's' } as const;
const outcome = (reason: Reason): Outcome =>
  reason === 'expired'
    ? { decision: { ...about, verdict: 'act', reason, command }, status: 'done' }
    : { decision: { ...about, verdict: 'skip', reason }, status: 'skipped' };
const snapshotIn = (place: typeof home, status = 'available', isGone = false): Change => ({
  ...{ kind: 'snapshot', ...place, type: 'manual', status, isGone },
});
const tags: Change = { kind: 'tags', of: 'cluster', keys: ['env'] };
const tagged = (key: string): Change => ({ kind: 'tags', of: 'snapshot', keys: [key] });

test.each<[string, Reason[], [Change, number][], boolean]>([
  ['keep holds all', ['kept', 'not-ours'], [], false],
  ['there is none', [], [], false],
  ['one is an orphan', ['kept', 'orphan'], [], true],
  ['one was promised more', ['keep-promised'], [], true],
  ['keep holds all and a copy is complete elsewhere', ['kept'], [[snapshotIn(away), 2]], false],
  ['keep holds all but a new one', ['kept'], [[snapshotIn(home), 2]], true],
  ['keep holds all and the tags change', ['kept'], [[tags, 2]], true],
  [
    'keep holds all and one is being made',
    ['kept', 'in-transition'],
    [[snapshotIn(home, 'copying'), 2]],
    false,
  ],
  ['keep holds all and one has failed', ['kept', 'in-transition'], [[snapshotIn(home, 'failed'), 2]], true],
  ['keep holds all that are left', ['kept', 'expired'], [[snapshotIn(home, 'available', true), 1]], false],
  ['one could not be deleted yet', ['kept', 'limit-cap'], [], true],
  ['keep holds all and one is tagged', ['kept'], [[tagged('dormouse:unkept'), 2]], true],
  ['keep holds all and one is copied', ['kept'], [[tagged('dormouse:copy-us-west-2'), 2]], false],
])('where %s, it is looked at again: %$', (_, reasons, changes, isLookedAt) => {
  const kept = createKept();

  kept.note(cluster, home, reasons.map(outcome), 1);
  for (const [change, at] of changes) kept.change(cluster, change, at);

  expect(kept.others(clusters, home).has(cluster)).toBe(isLookedAt);
});

test.each([
  ['before reads show a change', 4, true],
  ['once reads show the change', 5, false],
])('a look %s proves as much', (_, at, isLookedAt) => {
  const kept = createKept();

  kept.change(cluster, snapshotIn(home), 5);
  kept.note(cluster, home, [outcome('kept')], at);

  expect(kept.others(clusters, home).has(cluster)).toBe(isLookedAt);
});
