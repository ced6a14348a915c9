import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideStarts } from '../../../shared/policy/power/decide-start.ts';
import { aPolicy, aWorld, DAY, FRIDAY, hoursOf, MINUTE } from '../builders.ts';
import { chain, comesAfter, one, ruleOf } from './order-case.ts';

/** Friday 07:30 in Berlin, when the hours begin. */
const OPENS = FRIDAY - 5.5 * 60 * MINUTE;
const AT = OPENS + 5 * MINUTE;

function starts(clusters: readonly Cluster[], now = AT, policy: Policy = aPolicy({ rules: chain })) {
  const world = aWorld(
    clusters.map((cluster) => ({ cluster })),
    now,
  );
  return Object.fromEntries(decideStarts(policy, world).map(({ cluster, reason }) => [cluster, reason]));
}

const noted = (action: string, at: number, more = '') => ({
  tags: { 'dormouse:power': `${action} ${new Date(at).toISOString().slice(0, 19)}Z${more} by db` },
});

describe('starts by power.after', () => {
  const cases: [string, readonly Cluster[], Record<string, string>, number?][] = [
    [
      'a cluster waits for those before it, and these for the ones before them',
      [one('app', 'stopped'), one('cache', 'stopped'), one('db', 'stopped')],
      { 'app-1': 'waits-for', 'cache-1': 'waits-for', 'db-1': 'in-hours' },
    ],
    [
      'it is started when they are available',
      [one('app', 'stopped'), one('cache', 'available'), one('db', 'available')],
      { 'app-1': 'in-hours', 'cache-1': 'already-running', 'db-1': 'already-running' },
    ],
    [
      'all of them have to be available',
      [one('app', 'stopped'), one('cache', 'available'), one('db', 'starting')],
      { 'app-1': 'waits-for', 'cache-1': 'already-running', 'db-1': 'already-running' },
    ],
    [
      'one whose start AWS has just accepted is coming',
      [one('cache', 'stopped'), one('db', 'stopped', noted('start', AT - MINUTE))],
      { 'cache-1': 'waits-for', 'db-1': 'in-transition' },
    ],
    [
      'one that is held stopped is not waited for',
      [
        one('cache', 'stopped'),
        one('db', 'stopped', { tags: { 'dormouse:hold': 'stopped until 2026-12-01' } }),
      ],
      { 'cache-1': 'in-hours', 'db-1': 'held-stopped' },
    ],
    [
      'nor one that nothing may be done to',
      [one('cache', 'stopped'), one('db', 'stopped', { tags: { 'dormouse:hold': 'forever' } })],
      { 'cache-1': 'in-hours', 'db-1': 'held' },
    ],
    [
      'nor one that is broken',
      [one('cache', 'stopped'), one('db', 'failed')],
      { 'cache-1': 'in-hours', 'db-1': 'ineligible' },
    ],
    [
      'nor one that is being deleted',
      [one('cache', 'stopped'), one('db', 'deleting')],
      { 'cache-1': 'in-hours', 'db-1': 'in-transition' },
    ],
    ['nor one that is gone', [one('cache', 'stopped')], { 'cache-1': 'in-hours' }],
    [
      'it waits no longer 30 minutes after the start of the one before was requested',
      [one('cache', 'stopped'), one('db', 'starting', noted('start', OPENS))],
      { 'cache-1': 'waited-enough', 'db-1': 'already-running' },
      OPENS + 30 * MINUTE,
    ],
    [
      'but until then',
      [one('cache', 'stopped'), one('db', 'starting', noted('start', OPENS + MINUTE))],
      { 'cache-1': 'waits-for', 'db-1': 'already-running' },
      OPENS + 30 * MINUTE,
    ],
    [
      'with each step before it, 30 minutes more',
      [one('app', 'stopped'), one('cache', 'starting', noted('start', OPENS)), one('db', 'available')],
      { 'app-1': 'waits-for', 'cache-1': 'already-running', 'db-1': 'already-running' },
      OPENS + 59 * MINUTE,
    ],
    [
      'a start that AWS refuses again and again counts from when it was due itself',
      [
        one('cache', 'stopped'),
        one('db', 'stopped', noted('start', OPENS + 30 * MINUTE, ' attempt 3 refused')),
      ],
      { 'cache-1': 'waited-enough', 'db-1': 'in-hours' },
      OPENS + 30 * MINUTE,
    ],
    [
      'a start that AWS has accepted counts from its request, however often it was refused before',
      [one('cache', 'stopped'), one('db', 'starting', noted('start', OPENS + 25 * MINUTE, ' attempt 3'))],
      { 'cache-1': 'waits-for', 'db-1': 'already-running' },
      OPENS + 30 * MINUTE,
    ],
    [
      'a start that nobody has tried yet is waited for after the hours began, as when sweeps were missing',
      [one('cache', 'stopped'), one('db', 'stopped')],
      { 'cache-1': 'waits-for', 'db-1': 'in-hours' },
      OPENS + 90 * MINUTE,
    ],
    [
      'for two hours at the longest',
      [one('cache', 'stopped'), one('db', 'stopped')],
      { 'cache-1': 'waited-enough', 'db-1': 'in-hours' },
      OPENS + 120 * MINUTE,
    ],
    [
      'a cluster that was stopped within its hours waits from then on',
      [
        one('cache', 'stopped', { automaticRestartAt: FRIDAY - 5 * MINUTE + 7 * DAY }),
        one('db', 'starting', noted('start', FRIDAY - 4 * MINUTE)),
      ],
      { 'cache-1': 'waits-for', 'db-1': 'already-running' },
      FRIDAY,
    ],
  ];

  test.each(cases)('%s', (_name, clusters, expected, now) => {
    expect(starts(clusters, now)).toEqual(expected);
  });

  test('it says what it waits for, and until when', () => {
    const world = aWorld([{ cluster: one('cache', 'stopped') }, { cluster: one('db', 'stopped') }], AT);

    expect(decideStarts(aPolicy({ rules: chain }), world)[0]?.detail).toBe(
      'it starts once the clusters before it are available, at the latest Fri 08:05 Europe/Berlin: db-1 (stopped)',
    );
  });

  test('one in another rule whose hours are closed is not waited for', () => {
    const rules = [ruleOf('db', { hours: hoursOf('never') }), ruleOf('cache', comesAfter('db'))];

    expect(starts([one('cache', 'stopped'), one('db', 'stopped')], AT, aPolicy({ rules }))).toMatchObject({
      'cache-1': 'in-hours',
    });
  });

  test('one whose rule only observes is not waited for, because nothing starts it', () => {
    const rules = [ruleOf('db', {}, { mode: 'observe' }), ruleOf('cache', comesAfter('db'))];

    expect(starts([one('cache', 'stopped'), one('db', 'stopped')], AT, aPolicy({ rules }))).toMatchObject({
      'cache-1': 'in-hours',
    });
  });

  test('in a circle nothing waits, and the start says so', () => {
    const rules = [
      ruleOf('db', comesAfter('cache')),
      ruleOf('cache', comesAfter('db')),
      ruleOf('app', comesAfter('db')),
    ];
    const world = aWorld(
      ['app', 'cache', 'db'].map((tier) => ({ cluster: one(tier, 'stopped') })),
      AT,
    );

    expect(decideStarts(aPolicy({ rules }), world)).toMatchObject([
      { reason: 'waits-for' },
      {
        reason: 'in-hours',
        detail: expect.stringContaining('; db-1 and it come after each other by power.after'),
      },
      { reason: 'in-hours' },
    ]);
  });

  test('without tags of actions the wait counts from when it was due', () => {
    const policy = aPolicy({ rules: chain, tagActions: false });
    const clusters = [one('cache', 'stopped'), one('db', 'stopped')];

    expect(starts(clusters, OPENS + 29 * MINUTE, policy)['cache-1']).toBe('waits-for');
    expect(starts(clusters, OPENS + 30 * MINUTE, policy)['cache-1']).toBe('waited-enough');
  });
});
