import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decideStop, decideStops } from '../../../shared/policy/power/decide-stop.ts';
import { aCluster, aPolicy, aPowerRule, aRule, aWorld, FRIDAY, SATURDAY, someFacts } from '../builders.ts';
import { atEndCases } from './at-end-cases.ts';
import { maxUptimeCases } from './max-uptime-cases.ts';
import { stopCases } from './stop-cases.ts';
import { unknownStartCases } from './unknown-start-cases.ts';

/** The reasons for which a cluster is stopped; for every other it is left. */
const ACTS: readonly Reason[] = ['idle', 'outside-hours', 'held-stopped', 'max-uptime'];

describe('decideStop', () => {
  test.each([...stopCases, ...unknownStartCases, ...atEndCases, ...maxUptimeCases])(
    '$reason when $name',
    ({ cluster: some, power, policy: other, facts, now = SATURDAY, ...expected }) => {
      const cluster = aCluster(some);
      const policy = aPolicy({ rules: [aRule({ power: aPowerRule(power) })], ...other });
      const observed = facts === 'none' ? { cluster } : { cluster, facts: someFacts(cluster, facts) };

      const decision = decideStop(policy, observed, now);

      expect(decision.reason).toBe(expected.reason);
      expect(decision.verdict).toBe(ACTS.includes(expected.reason) ? 'act' : 'skip');
      expect(decision.detail).toContain(expected.detail ?? '');
    },
  );

  test('does not know idleness that has not been read', () => {
    const cluster = aCluster();
    const { evidence: _, ...facts } = someFacts(cluster);

    expect(decideStop(aPolicy(), { cluster, facts }, SATURDAY).reason).toBe('idle-unknown');
  });

  test('orders all that the stop needs', () => {
    const cluster = aCluster({ tags: { 'dormouse:power': 'start 2026-11-20T06:30:00Z by developers' } });

    const decision = decideStop(aPolicy(), { cluster, facts: someFacts(cluster) }, SATURDAY);

    expect(decision).toEqual({
      resourceArn: cluster.arn,
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      aspect: 'power',
      action: 'stop',
      rule: 'developers',
      reason: 'idle',
      detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30; no use',
      verdict: 'act',
      command: {
        kind: 'stop-cluster',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        arn: cluster.arn,
        tags: { 'dormouse:power': 'stop 2026-11-21T12:00:00Z by developers' },
        tagsIfNotDone: {
          refused: { 'dormouse:power': 'stop 2026-11-21T12:00:00Z refused by developers' },
          busy: { 'dormouse:power': 'stop 2026-11-21T12:00:00Z busy by developers' },
        },
      },
      lastActionAt: Date.parse('2026-11-20T06:30:00Z'),
    });
  });
});

describe('a stop after one without effect', () => {
  const stopAfter = (value: string, tagActions = true) => {
    const cluster = aCluster({ tags: { 'dormouse:power': value } });
    return decideStop(aPolicy({ tagActions }), { cluster, facts: someFacts(cluster) }, SATURDAY);
  };

  test('counts the attempts on the cluster, and knows whether AWS refused the last', () => {
    expect(stopAfter('stop 2026-11-21T11:55:00Z by r')).toMatchObject({
      command: { tags: { 'dormouse:power': 'stop 2026-11-21T12:00:00Z attempt 2 by developers' } },
    });
    expect(stopAfter('stop 2026-11-21T11:55:00Z by r')).not.toHaveProperty('refusedAt');
    expect(stopAfter('stop 2026-11-21T11:55:00Z refused by r')).toMatchObject({
      refusedAt: Date.parse('2026-11-21T11:55:00Z'),
    });
    expect(stopAfter('stop 2026-11-21T11:55:00Z busy by r')).not.toHaveProperty('refusedAt');
  });

  test('writes nothing where the policy says so', () => {
    expect(stopAfter('', false)).toMatchObject({
      command: { tags: {}, tagsIfNotDone: { refused: {}, busy: {} } },
    });
  });

  test('waits until RDS must report the first, 15 minutes, then twice as long each time, and four hours at most', () => {
    const minutes = [1, 2, 3, 4, 5, 6, 7, 500].map((attempt) =>
      Array.from({ length: 24 * 12 }, (_, n) => 5 * n).find((ago) => {
        const at = new Date(SATURDAY - ago * 60_000).toISOString().replace('.000', '');
        return stopAfter(`stop ${at} attempt ${attempt} by r`).verdict === 'act';
      }),
    );

    expect(minutes).toEqual([5, 15, 30, 60, 120, 240, 240, 240]);
  });
});

describe('a cluster with as many tags as AWS allows', () => {
  const full = (count: number, more: Record<string, string> = {}) => {
    const tags = { ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`t${n}`, ''])), ...more };
    const cluster = aCluster({ tags });
    return (tagActions: boolean) =>
      decideStop(aPolicy({ tagActions }), { cluster, facts: someFacts(cluster) }, SATURDAY);
  };

  test('is stopped without the note, which is said', () => {
    const decision = full(50)(true);

    expect(decision).toMatchObject({ verdict: 'act', command: { tags: {}, tagsIfNotDone: { busy: {} } } });
    expect(decision.detail).toContain(
      'no room for dormouse:power, so nothing is noted: remove a tag, or set tag',
    );
    expect(full(50)(false).detail).not.toContain('no room');
  });

  test.each([
    ['49 tags', full(49)],
    ['50 with the note of before', full(49, { 'dormouse:power': 'start 2026-11-20T06:30:00Z by r' })],
    ["49 and some of AWS's own", full(49, { 'aws:cloudformation:stack-name': 's', 'aws:x': '' })],
  ])('is noted on with %s', (_, decide) => {
    expect(decide(true)).toMatchObject({ command: { tags: { 'dormouse:power': expect.any(String) } } });
  });
});

describe('decideStops', () => {
  test('decides every cluster in the order of the world', () => {
    const clusters = ['dev-b', 'dev-a'].map((id) => ({ cluster: aCluster({ id }) }));

    const decisions = decideStops(aPolicy(), aWorld(clusters, FRIDAY));

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['dev-b', 'in-hours'],
      ['dev-a', 'in-hours'],
    ]);
  });
});
