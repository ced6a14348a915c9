import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import { decideActivityStream, decideActivityStreams } from '../../../shared/policy/streams/decide.ts';
import { SATURDAY } from '../builders.ts';
import {
  ALIAS,
  anAuditedCluster,
  aStream,
  aStreamPolicy,
  aStreamRule,
  aStreamWorld,
  someStreamFacts,
  WINDOW_LATER,
  WINDOW_NOW,
} from './builders.ts';
import { activityStreamCases } from './cases.ts';
import { clusterStatuses, type Moment, machine, observedStreams } from './machine.ts';

const MOMENTS: readonly Moment[] = ['now', 'unread', 'later'];
const kindOf = (change: string) => `${change}-activity-stream`;

describe('decideActivityStream', () => {
  test.each(activityStreamCases)('$reason when $name', (one) => {
    const cluster = anAuditedCluster(one.cluster);
    const policy = aStreamPolicy(aStreamRule(one.declared), one.policy);
    const facts = one.facts === 'none' ? {} : { streamFacts: someStreamFacts(cluster, one.facts) };
    const observed = { cluster, ...facts };
    const { keys, requested, now = SATURDAY } = one;
    const world = aStreamWorld([observed], defined({ keys, requested }), now);

    const decision = decideActivityStream(policy, observed, world);

    expect(decision.reason).toBe(one.reason);
    expect(decision.verdict === 'act' ? decision.command.kind : undefined).toBe(
      one.change && kindOf(one.change),
    );
    expect(decision.detail).toContain(one.detail ?? '');
    if (one.exactly !== undefined) expect(decision.detail).toBe(one.exactly);
    expect(decision.detail).toMatch(/^\S.*\S$/);
    if (one.restartsAt !== undefined) expect(decision.restartsAt).toBe(one.restartsAt);
    if (decision.verdict === 'act' && one.change === 'tag') expect(decision).not.toHaveProperty('restartsAt');
  });

  const rows = machine.flatMap(({ seen, desired, outcomes }) =>
    MOMENTS.map((moment) => ({ seen, desired, moment, outcome: outcomes[moment] })),
  );

  test.each(rows)('a stream seen as $seen, desired $desired, $moment: $outcome', (row) => {
    const activityStream = observedStreams[row.seen];
    const { activityStream: _, ...bare } = anAuditedCluster({
      maintenanceWindow: row.moment === 'later' ? WINDOW_LATER : WINDOW_NOW,
    });
    const cluster = { ...bare, ...defined({ activityStream }) };
    const known = row.moment !== 'unread';
    const observed = { cluster, ...(known && { streamFacts: someStreamFacts(cluster) }) };
    const world = aStreamWorld([observed], known ? {} : { keys: {} });

    const decision = decideActivityStream(aStreamPolicy(aStreamRule({ mode: row.desired })), observed, world);

    const [reason, change] = row.outcome;
    expect(decision.detail).toMatch(/^\S.*\S$/);
    expect([decision.reason, decision.verdict === 'act' && decision.command.kind]).toEqual([
      reason,
      change !== undefined && kindOf(change),
    ]);
  });

  test('every stream that can be seen is in the table before every mode', () => {
    const expected = Object.keys(observedStreams).flatMap((seen) =>
      ['off', 'async', 'sync'].map((desired) => `${seen} ${desired}`),
    );

    expect(machine.map(({ seen, desired }) => `${seen} ${desired}`)).toEqual(expected);
  });

  test.each(clusterStatuses)('leaves a cluster that is %s', (status, reason) => {
    const cluster = anAuditedCluster({ status });
    const observed = { cluster, streamFacts: someStreamFacts(cluster) };

    const decision = decideActivityStream(aStreamPolicy(), observed, aStreamWorld([observed]));

    expect(decision).toMatchObject({ verdict: 'skip', reason });
    expect(decision.detail).toContain(`it is ${status}`);
  });

  test('orders all that the start needs', () => {
    const tags = { 'dormouse:activity-stream': 'start 2026-11-21T09:00:00Z attempt 1 by audited' };
    const cluster = anAuditedCluster({ tags });
    const observed = { cluster, streamFacts: someStreamFacts(cluster) };
    const requested = { desired: 'sync', until: Date.parse('2026-12-01T00:00:00Z') } as const;

    expect(decideActivityStream(aStreamPolicy(), observed, aStreamWorld([observed], { requested }))).toEqual({
      resourceArn: cluster.arn,
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'audited-1',
      aspect: 'activityStream',
      action: 'changeActivityStream',
      rule: 'audited',
      verdict: 'act',
      reason: 'stream-due',
      detail: 'sync; an override says sync until Tue 2026-12-01 01:00 Europe/Berlin',
      restartsAt: SATURDAY,
      lastActionAt: Date.parse('2026-11-21T09:00:00Z'),
      command: {
        kind: 'start-activity-stream',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'audited-1',
        arn: cluster.arn,
        mode: 'sync',
        kmsKey: ALIAS,
        tags: {
          'dormouse:activity-stream': 'start 2026-11-21T12:00:00Z attempt 2 by audited',
          'dormouse:activity-stream-override': 'sync until 2026-12-01T00:00:00Z',
        },
        tagsIfNotDone: {
          refused: { 'dormouse:activity-stream': 'start 2026-11-21T12:00:00Z attempt 2 refused by audited' },
          busy: { 'dormouse:activity-stream': 'start 2026-11-21T12:00:00Z attempt 2 busy by audited' },
        },
      },
      fallback: {
        resourceArn: cluster.arn,
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'audited-1',
        aspect: 'activityStream',
        action: 'changeActivityStream',
        rule: 'audited',
        verdict: 'act',
        reason: 'override-requested',
        detail: '"sync until 2026-12-01T00:00:00Z" is recorded',
        lastActionAt: Date.parse('2026-11-21T09:00:00Z'),
        command: {
          kind: 'tag-activity-stream',
          account: '111122223333',
          region: 'eu-central-1',
          cluster: 'audited-1',
          arn: cluster.arn,
          tags: { 'dormouse:activity-stream-override': 'sync until 2026-12-01T00:00:00Z' },
        },
      },
    });
  });

  test('does not say of a stream that AWS refused to start that it had been started', () => {
    const tags = { 'dormouse:activity-stream': 'start 2026-11-18T05:00:00Z attempt 1 refused by audited' };
    const observed = { cluster: anAuditedCluster({ tags }) };
    const keys = { [ALIAS]: { usable: false, detail: 'alias/das is Disabled' } } as const;

    const { detail } = decideActivityStream(aStreamPolicy(), observed, aStreamWorld([observed], { keys }));

    expect(detail).toBe('alias/das is Disabled');
  });

  test('orders all that the stop needs, and notes it whatever tagActions says', () => {
    const cluster = anAuditedCluster({ activityStream: aStream() });
    const policy = aStreamPolicy(aStreamRule({ mode: 'off' }), { tagActions: false });

    const decision = decideActivityStream(policy, { cluster }, aStreamWorld([{ cluster }]));

    expect(decision).toMatchObject({
      verdict: 'act',
      restartsAt: SATURDAY,
      command: {
        kind: 'stop-activity-stream',
        arn: cluster.arn,
        tags: { 'dormouse:activity-stream': 'stop 2026-11-21T12:00:00Z by audited' },
      },
    });
    expect(decision).not.toHaveProperty('lastActionAt');
  });
});

describe('decideActivityStreams', () => {
  test('decides every cluster in the order of the world', () => {
    const clusters = ['b', 'a'].map((id) => ({ cluster: anAuditedCluster({ id, status: 'stopped' }) }));

    const decisions = decideActivityStreams(aStreamPolicy(), aStreamWorld(clusters));

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['b', 'cluster-stopped'],
      ['a', 'cluster-stopped'],
    ]);
  });
});
