import { describe, expect, test } from 'vitest';
import { runTests } from '../../../shared/policy/testing/run.ts';
import { policyOf, run, testsOf } from './builders.ts';

const developers = policyOf('name: developers\n  match: {}\n  power: { hours: "mon-fri 07:30-19:00" }');
const EVENING = 'at: mon 2026-11-23 20:00';

/** The decision about power. */
function power(policy = developers, ...keys: readonly string[]): string {
  const result = run(policy, ...keys, 'expect: { power: { rule: nobody } }');
  const [failure] = result?.failures ?? [];
  return failure?.kind === 'decision' ? `${failure.decided.change} ${failure.decided.reason}` : 'nothing';
}

describe('power', () => {
  test.each([
    ['use: idle', 'stop idle'],
    ['use: busy', 'unchanged busy'],
    ['use: paused', 'unchanged auto-paused'],
    ['cluster: silent', 'unchanged idle-unknown'],
    ['use: { cpu: 30 }', 'stop idle'],
    ['use: { cpu: 31 }', 'unchanged busy'],
    ['use: { connections: 1 }', 'unchanged busy'],
    ['use: { queries: 20 }', 'stop idle'],
    ['use: { queries: 21 }', 'unchanged busy'],
    ['use: { queries: 4 }, engine: docdb', 'unchanged busy'],
    ['use: { connectionAttempts: 61 }, engine: aurora-mysql', 'unchanged busy'],
    ['use: idle, started: 10m ago', 'unchanged started-recently'],
    ['use: idle, created: 10m ago', 'unchanged started-recently'],
    ['use: idle, started: 2h ago', 'stop idle'],
    ['use: idle, blueGreen: true', 'unchanged ineligible'],
    ['use: idle, globalDatabase: true', 'unchanged ineligible'],
    ['use: idle, instances: 0', 'unchanged ineligible'],
    ['use: idle, engine: postgres', 'unchanged ineligible'],
    ['use: idle, tags: { "dormouse:hold": forever }', 'unchanged held'],
    ['use: idle, status: modifying', 'unchanged in-transition'],
    ['status: stopped', 'unchanged outside-hours'],
  ])('given %s it is %s in the evening', (given, expected) => {
    expect(power(developers, `given: { ${given} }`, EVENING)).toBe(expected);
  });

  test('a stopped cluster starts in its hours, by the clock of the policy', () => {
    expect(power(developers, 'given: { status: stopped }', 'at: mon 2026-11-23 07:30')).toBe(
      'start in-hours',
    );
    expect(power(developers, 'given: { status: stopped }', 'at: 2026-11-23T07:30:00Z')).toBe(
      'start in-hours',
    );
    expect(power(developers, 'given: { status: stopped }', 'at: 2026-11-23T06:29:00Z')).toBe(
      'unchanged outside-hours',
    );
  });

  test('a snapshot before a stop is the change, and the stop once there is one', () => {
    const first = policyOf('name: a\n  match: {}\n  power: { snapshotFirst: true }');

    expect(power(first, 'given: { use: idle, started: 3h ago }', EVENING)).toBe('snapshot snapshot-first');
    expect(
      power(first, 'given: { use: idle, started: 3h ago, snapshots: [{ name: s, taken: 1h ago }] }', EVENING),
    ).toBe('stop idle');
    expect(
      power(first, 'given: { use: idle, started: 3h ago, snapshotQuota: { used: 9, max: 9 } }', EVENING),
    ).toBe('unchanged quota-full');
  });

  test('a window that AWS maintains counts where the rule honours it', () => {
    const honours = policyOf('name: a\n  match: {}\n  power: { maintenance: honour }');

    expect(
      power(honours, 'given: { status: stopped, maintenanceWindow: "mon:19:00-mon:19:30" }', EVENING),
    ).toBe('start in-maintenance-window');
  });
});

describe('the other aspects', () => {
  const all = policyOf(
    'name: a\n  match: {}\n  activityStream: { mode: async, kmsKey: alias/audit, restart: anytime }\n' +
      '  capacity: [{ min: 1, max: 4 }]',
  );

  test.each([
    ['activityStream: start because stream-due', 'cluster: a'],
    ['activityStream: unchanged because key-unusable', 'unusableKeys: [alias/audit]'],
    ['activityStream: unchanged because ineligible', 'engine: neptune'],
    ['activityStream: unchanged because cluster-stopped', 'status: stopped'],
    [
      'activityStream: stop because stream-drift',
      'activityStream: { status: started, mode: sync, kmsKey: alias/audit }',
    ],
    ['capacity: { change: change, min: 1, max: 4 }', 'capacity: { min: 2, max: 8 }, unitsInUse: 2'],
    [
      'capacity: { change: change, min: 1, max: 8 }',
      'capacity: { min: 0, max: 8, autoPauseAfter: 5m }, unitsInUse: 6',
    ],
    ['capacity: unchanged because capacity-in-use', 'capacity: { min: 1, max: 8 }, unitsInUse: 6'],
    ['capacity: unchanged because use-unknown', 'capacity: { min: 1, max: 8 }'],
    ['capacity: unchanged because not-serverless', 'cluster: a'],
  ])('%s, given %s', (expected, given) => {
    expect(run(all, `given: { ${given} }`, EVENING, `expect: { ${expected} }`)?.failures).toEqual([]);
  });
});

describe('snapshots', () => {
  const backups = policyOf(
    'name: a\n  match: {}\n  snapshots: { create: { cron: "0 3 * * *", keep: { last: 2 } }, ' +
      'copy: { to: [{ region: us-west-2, kmsKey: alias/k, keep: { last: 1 } }] } }',
  );
  const NIGHT = 'at: mon 2026-11-23 03:30';
  const nightly = 'name: n, taken: mon 2026-11-23 03:00, times: 4';

  test.each([
    ['snapshot: create because due', 'cluster: a'],
    ['snapshot: unchanged because already-taken', `snapshots: [{ ${nightly} }]`],
    ['copies: { us-west-2: [n-1] }', `snapshots: [{ ${nightly} }]`],
    ['copies: { us-west-2: [] }', `unusableKeys: [alias/k], snapshots: [{ ${nightly} }]`],
    ['copies: { us-west-2: [] }', `snapshots: [{ ${nightly}, copiedTo: [us-west-2] }]`],
    ['copies: { us-west-2: [p] }', 'snapshots: [{ name: p, taken: 1h ago, by: people }]'],
    ['deletions: { eu-central-1: [n-3, n-4] }', `snapshots: [{ ${nightly}, copiedTo: [us-west-2] }]`],
    ['deletions: { us-west-2: [n-2, n-3, n-4] }', `snapshots: [{ ${nightly}, copiedTo: [us-west-2] }]`],
    ['deletions: { eu-central-1: [] }', 'snapshots: [{ name: p, taken: 9d ago, by: people, times: 9 }]'],
  ])('%s, given %s', (expected, given) => {
    expect(run(backups, `given: { ${given} }`, NIGHT, `expect: { ${expected} }`)?.failures).toEqual([]);
  });

  test('the snapshots that a test does not name must not be copied or deleted', () => {
    const result = run(
      backups,
      `given: { snapshots: [{ ${nightly} }] }`,
      NIGHT,
      'expect: { copies: { us-west-2: [] } }',
    );

    expect(result?.failures).toMatchObject([
      { about: 'copies', region: 'us-west-2', expected: [], decided: ['n-1'] },
    ]);
  });
});

test('every time of a test is tried, and a failure names its own', () => {
  const result = run(
    developers,
    'given: { use: idle }',
    'at: [mon 2026-11-23 20:00, tue 2026-11-24 12:00]',
    'expect: { power: stop }',
  );

  expect(result?.failures).toMatchObject([
    {
      at: Date.parse('2026-11-24T12:00+01:00'),
      decided: { change: 'unchanged', reason: 'in-hours', rule: 'developers' },
    },
  ]);
});

test('a test without its own given has that of the file', () => {
  const file = testsOf(
    'version: 1\ngiven: { use: idle }\ntimezone: UTC\ntests:\n- { name: a, at: 2026-11-23 18:30, expect: { power: stop } }\n' +
      '- { name: b, given: { use: busy }, at: 2026-11-23 18:30, expect: { power: unchanged } }',
  );

  expect(runTests(developers, file).map(({ failures }) => failures.length)).toEqual([0, 0]);
});
