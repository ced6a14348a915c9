import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { PowerRule } from '../../../shared/policy/model/policy.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import type { UseShown } from '../../../shared/policy/power/facts.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  DAY,
  HOUR,
  hoursOf,
  SATURDAY,
  someFacts,
  withoutHours,
} from '../builders.ts';

/** The decision of Saturday noon, outside mon-fri 07:30-19:00 in Berlin. */
function decide(tag: string | undefined, policy = aPolicy(), use?: readonly UseShown[]) {
  const evidence = {
    state: 'busy',
    detail: 'DatabaseConnections was 3 at 12:55',
    ...(use && { use }),
  } as const;
  const cluster = aCluster({ tags: tag === undefined ? {} : { 'dormouse:power': tag } });
  return decideStop(policy, { cluster, facts: someFacts(cluster, { evidence }) }, SATURDAY);
}

describe('a cluster that is busy outside its hours', () => {
  test('for three days in a row is named with what keeps it so', () => {
    const decision = decide('start 2026-11-18T06:30:00Z by developers');

    expect(decision).toMatchObject({ verdict: 'skip', reason: 'busy-for-days' });
    expect(decision.detail).toContain(
      'DatabaseConnections was 3 at 12:55; it has not been stopped since Wed 07:30',
    );
  });

  test.each([
    ['was started two days ago', 'start 2026-11-19T06:30:00Z by developers'],
    ['was stopped last', 'stop 2026-11-10T20:00:00Z by developers'],
    ['was never started by Dormouse', undefined],
  ])('is busy when it %s', (_, tag) => {
    expect(decide(tag).reason).toBe('busy');
  });

  test('is busy when its hours have ended three times in less than three days', () => {
    const hours = hoursOf(
      [8, 12, 16].map((start) => ({ days: [1, 2, 3, 4, 5], start: start * 60, end: (start + 2) * 60 })),
    );
    const policy = aPolicy({ rules: [aRule({ power: aPowerRule({ hours }) })] });

    expect(decide('start 2026-11-19T06:30:00Z by developers', policy).reason).toBe('busy');
    expect(decide('start 2026-11-18T06:30:00Z by developers', policy).reason).toBe('busy-for-days');
  });

  test.each([
    [
      'its hours have ended only once since',
      hoursOf([
        { days: [1], start: 0, end: 1440 },
        ...[2, 3, 4, 5].map((day) => ({ days: [day], start: 0, end: 1440 })),
      ]),
    ],
    ['the rule has no hours', undefined],
  ])('is busy when %s', (_, hours) => {
    const power = hours === undefined ? withoutHours() : aPowerRule({ hours });

    expect(
      decide('start 2026-11-16T06:30:00Z by developers', aPolicy({ rules: [aRule({ power })] })).reason,
    ).toBe('busy');
  });

  const pool = { metric: 'DatabaseConnections', signal: 'connections', most: 3, atLeast: 3 } as const;
  const job = { metric: 'CPUUtilization', signal: 'cpu', most: 41.5, atLeast: 33 } as const;

  test.each<[string, UseShown[], Partial<PowerRule>, string]>([
    [
      'a pool',
      [pool],
      {},
      '3 connections without a break: a pool, proxy or agent; if that is no use, write idle: { connections: 3 } under power',
    ],
    ['one connection', [{ ...pool, most: 1, atLeast: 1 }], {}, ': 1 connection without a break'],
    [
      'a pool beside a job',
      [pool, job],
      {},
      '33 to 42 % of CPU without a break: replication or a scheduled job; if that is no use, write idle: { connections: 3, cpu: 42% }',
    ],
    [
      'two counters of one signal',
      [
        { metric: 'OpcountersQuery', signal: 'queries', most: 7, atLeast: 7 },
        { metric: 'OpcountersCommand', signal: 'queries', most: 9, atLeast: 9 },
      ],
      {},
      '9 queries a second without a break: monitoring; if that is no use, write idle: { queries: 9 }',
    ],
    [
      'health checks, beside what the rule says already',
      [{ metric: 'ConnectionAttempts', signal: 'connectionAttempts', most: 90, atLeast: 80 }],
      { idle: { atMost: { connections: 2 }, ignore: ['queries'] } },
      '80 to 90 connection attempts a minute without a break: health checks; if that is no use, write idle: { connections: 2, connectionAttempts: 90, ignore: [queries] }',
    ],
    [
      'people who come and go',
      [{ ...pool, atLeast: undefined }].map(({ atLeast: _, ...one }) => one),
      {},
      'see what uses it',
    ],
    ['as much as a pool has', [{ ...pool, most: 20 }], {}, 'write idle: { connections: 20 }'],
    ['more than a pool has', [{ ...pool, most: 21 }], {}, 'see what uses it'],
    ['more than a job needs', [pool, { ...job, most: 61 }], {}, 'see what uses it'],
  ])('by %s is named with what that mostly is, and with the remedy', (_, use, power, expected) => {
    const policy = aPolicy({ rules: [aRule({ power: aPowerRule(power) })] });

    expect(decide('start 2026-11-18T06:30:00Z by developers', policy, use).detail).toContain(expected);
  });

  describe('and has no note, because Dormouse has never stopped it,', () => {
    const decideNew = (
      some: Partial<Cluster>,
      use: readonly UseShown[],
      now = SATURDAY,
      policy = aPolicy(),
    ) => {
      const cluster = aCluster({ createdAt: SATURDAY - 30 * DAY, ...some });
      const evidence = { state: 'busy', detail: 'used', use } as const;
      return decideStop(policy, { cluster, facts: someFacts(cluster, { evidence }) }, now);
    };
    const ENDED = SATURDAY - 18 * HOUR;

    test('is named for the use of a pool or the like, six hours after its hours', () => {
      expect(decideNew({}, [pool])).toMatchObject({
        reason: 'busy-for-days',
        detail: expect.stringMatching(
          /^used; Dormouse has never stopped it: 3 connections .* idle: { connections: 3 }/,
        ),
      });
      expect(decideNew({}, [pool], ENDED + 6 * HOUR).reason).toBe('busy-for-days');
    });

    test.each<[string, () => { reason: string }]>([
      ['for other use', () => decideNew({}, [{ ...pool, most: 21 }])],
      ['earlier', () => decideNew({}, [pool], ENDED + 6 * HOUR - 1)],
      ['when it is new', () => decideNew({ createdAt: SATURDAY - 2 * DAY }, [pool])],
      [
        'when it was stopped',
        () => decideNew({ tags: { 'dormouse:power': 'stop 2026-11-10T20:00:00Z by r' } }, [pool]),
      ],
      ['where nothing is noted', () => decideNew({}, [pool], SATURDAY, aPolicy({ tagActions: false }))],
      ['where nobody knows how old it is', () => decide(undefined, aPolicy(), [pool])],
    ])('is not named %s', (_, decideIt) => {
      expect(decideIt().reason).toBe('busy');
    });
  });
});
