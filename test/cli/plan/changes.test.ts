import { describe, expect, test } from 'vitest';
import { planChanges } from '../../../cli/plan/changes.ts';
import { aPolicy } from '../../policy/builders.ts';
import { capacityDecision } from '../../support/builders/capacity.ts';
import { KEY_ARN, snapshotDecision, snapshotFirst } from '../../support/builders/snapshots.ts';
import { streamDecision } from '../../support/builders/streams.ts';
import { aWorld, MONDAY, SUNDAY } from '../builders.ts';

const policy = aPolicy({ timezone: 'UTC' });

describe('snapshots', () => {
  test('a copy says from where to where, and with which key', () => {
    expect(planChanges(policy, [snapshotDecision('copySnapshot', 'act', 'to-copy')], [])).toEqual([
      {
        aspect: 'snapshots',
        arn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:a-2026-11-23-01-00',
        account: '111122223333',
        region: 'us-west-2',
        cluster: 'a',
        snapshot: 'rds:a-2026-11-23-01-00',
        action: 'copy',
        change: 'copy',
        sourceRegion: 'eu-central-1',
        kmsKey: KEY_ARN,
        rule: 'production',
        reason: 'to-copy',
        detail: 'to-copy it is',
      },
    ]);
  });

  test.each([
    ['createSnapshot', 'due', 'create'],
    ['deleteSnapshot', 'expired', 'delete'],
  ] as const)('%s that is %s is a change, %s', (action, reason, change) => {
    expect(planChanges(policy, [snapshotDecision(action, 'act', reason)], [])).toMatchObject([
      { action: change, change, reason },
    ]);
  });

  test('a snapshot that stays has no change, and one that no rule covers no line', () => {
    const decisions = [
      snapshotDecision('deleteSnapshot', 'skip', 'kept'),
      snapshotDecision('createSnapshot', 'skip', 'no-rule'),
    ];

    const planned = planChanges(policy, decisions, []);

    expect(planned.map(({ reason, change }) => [reason, change])).toEqual([['kept', undefined]]);
  });

  test('a snapshot before a stop is one to be taken', () => {
    expect(planChanges(policy, [snapshotFirst()], [])).toMatchObject([
      { aspect: 'power', reason: 'snapshot-first' },
      { aspect: 'snapshots', change: 'create', reason: 'snapshot-first' },
    ]);
  });

  test('they come by place and cluster, then taken, copied, deleted, and otherwise as they were', () => {
    const decisions = [
      snapshotDecision('deleteSnapshot', 'act', 'expired', 'z'),
      snapshotDecision('deleteSnapshot', 'act', 'expired', 'a'),
      snapshotDecision('copySnapshot', 'act', 'to-copy'),
      snapshotDecision('createSnapshot', 'act', 'due', 'new'),
    ];

    expect(planChanges(policy, decisions, []).map(({ action, snapshot }) => `${action} ${snapshot}`)).toEqual(
      ['create new', 'copy rds:a-2026-11-23-01-00', 'delete z', 'delete a'],
    );
  });

  test('a snapshot that is due and one before the stop are one snapshot', () => {
    const first = snapshotFirst('dormouse-a-first');
    const due = snapshotDecision('createSnapshot', 'act', 'due', 'dormouse-a-due');

    const lines = planChanges(policy, [first, due], []).filter(({ aspect }) => aspect === 'snapshots');

    expect(lines.map(({ change, reason, snapshot }) => [change, reason, snapshot])).toEqual([
      ['create', 'snapshot-first', 'dormouse-a-first'],
      [undefined, 'already-taken', 'dormouse-a-due'],
    ]);
    expect(lines[1]?.detail).toBe('due it is; dormouse-a-first, taken before the stop, serves for it');
  });
});

describe('activity streams', () => {
  function planStream(one: ReturnType<typeof streamDecision>, tags: Record<string, string> = {}) {
    return planChanges(policy, [one], [aWorld({ tags })]);
  }

  test('a start says in which mode, and that it restarts the cluster now', () => {
    expect(
      planStream(streamDecision('stream-due', { kind: 'start-activity-stream', restartsAt: MONDAY })),
    ).toEqual([
      {
        aspect: 'activityStream',
        arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        change: 'start-stream',
        mode: 'async',
        rule: 'audited',
        timezone: 'UTC',
        reason: 'stream-due',
        detail: 'stream-due it is',
        restartsAt: MONDAY,
      },
    ]);
  });

  test.each([
    ['stream-over', 'stop-activity-stream', 'stop-stream'],
    ['stream-drift', 'stop-activity-stream', 'stop-stream'],
    ['override-requested', 'tag-activity-stream', 'remember'],
  ] as const)('%s by %s is a change, %s', (reason, kind, change) => {
    expect(planStream(streamDecision(reason, { kind }))).toMatchObject([{ change, reason }]);
  });

  test.each([
    [SUNDAY, 'maintenanceWindow'],
    [SUNDAY - 1, 'offHours'],
  ] as const)('what waits until %d waits for: %s', (restartsAt, restartsIn) => {
    const [one] = planStream(streamDecision('restart-waits', { restartsAt: restartsAt }));

    expect(one).toMatchObject({ reason: 'restart-waits', restartsAt, restartsIn });
    expect(one?.change).toBeUndefined();
  });

  test('a change that a limit stops restarts nothing', () => {
    const [one] = planStream(streamDecision('limit-cap', { restartsAt: MONDAY }));

    expect(one?.restartsAt).toBeUndefined();
  });

  test('an override is reported until its time is over', () => {
    const tag = (until: string) => ({ 'dormouse:activity-stream-override': `off until ${until}` });

    const [active] = planStream(streamDecision('stream-as-declared'), tag('2026-11-25T00:00:00Z'));
    const [over] = planStream(streamDecision('stream-as-declared'), tag('2026-11-22T00:00:00Z'));

    expect(active?.override).toEqual({ desired: 'off', until: Date.parse('2026-11-25T00:00Z') });
    expect(over?.override).toBeUndefined();
  });

  test('a stream that no rule covers has no line', () => {
    expect(planChanges(policy, [streamDecision('no-rule')], [])).toEqual([]);
  });

  test('streams come by account, Region and cluster', () => {
    const decisions = ['b', 'a'].map((cluster) => ({ ...streamDecision('stream-as-declared'), cluster }));

    expect(planChanges(policy, decisions, []).map(({ cluster }) => cluster)).toEqual(['a', 'b']);
  });
});

describe('serverless capacity', () => {
  test('a change says from what to what, and in which unit', () => {
    const world = aWorld({ serverless: { min: 1, max: 8 } });
    const to = { min: 0, max: 16, autoPauseAfterMs: 600_000 };

    expect(planChanges(policy, [capacityDecision('capacity-differs', to)], [world])).toEqual([
      {
        aspect: 'capacity',
        arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        change: 'capacity',
        from: { min: 1, max: 8 },
        to,
        unit: 'ACU',
        rule: 'scaled',
        reason: 'capacity-differs',
        detail: 'capacity-differs it is',
      },
    ]);
  });

  test.each([
    ['neptune', 'NCU'],
    ['docdb', 'DCU'],
    ['mysql', undefined],
  ] as const)('the unit of %s is %s', (engine, unit) => {
    const [one] = planChanges(policy, [capacityDecision('no-line')], [aWorld({ engine })]);

    expect(one?.unit).toBe(unit);
  });

  test('a capacity that does not change has no target, and one that no rule covers no line', () => {
    const decisions = [capacityDecision('capacity-in-use'), capacityDecision('no-rule')];

    const planned = planChanges(policy, decisions, []);

    expect(planned).toMatchObject([{ reason: 'capacity-in-use' }]);
    expect(planned[0]?.change).toBeUndefined();
    expect(planned[0]?.to).toBeUndefined();
  });
});
