import { describe, expect, test } from 'vitest';
import { forecast } from '../../forecast/forecast.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { StopFacts } from '../../shared/policy/power/facts.ts';
import type { ClusterTimeline } from '../../timeline/timeline.ts';
import { aCluster, availableMembers, someFacts } from '../policy/builders.ts';
import { policyOf } from '../policy/testing/builders.ts';

const DAY = 86_400_000;

/** The forecast of one cluster, from a time in UTC, for a number of days. */
function courseOf(
  rule: string,
  some: Partial<Cluster>,
  { from = '2026-11-23T12:00Z', days = 1, facts = {} as Partial<StopFacts> } = {},
): ClusterTimeline {
  const cluster = aCluster(some);
  const start = Date.parse(from);
  const span = { policy: policyOf(`name: a\n  match: {}\n  ${rule}`), from: start, to: start + days * DAY };
  const [course] = forecast([{ cluster, facts: someFacts(cluster, facts) }], span, {
    policyName: 'p',
    fleetName: 'f',
  }).clusters;
  if (course === undefined) throw new Error('no course');
  return course;
}

/** Its marks as text, by hours and minutes since the beginning. */
function marksOf({ marks }: ClusterTimeline): string[] {
  return marks.map(({ minute, kind, maybe }) => {
    const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
    return `${time} ${kind}${maybe ? '?' : ''}`;
  });
}

describe('power', () => {
  test('use decides outside the hours, the clock within them', () => {
    const course = courseOf('power: { hours: "mon-fri 07:30-19:00" }', {});

    expect(marksOf(course)).toEqual(['6:00 stop?', '18:30 start?']);
    expect(course.power).toEqual([
      [0, 'up'],
      [360, 'maybe'],
      [1125, 'up'],
    ]);
    expect(course.totals).toMatchObject({ hoursUp: 11.25, hoursMaybe: 12.75, stops: 0, starts: 0 });
  });

  test('with stop: atOnce the clock decides alone', () => {
    const course = courseOf('power: { hours: "mon-fri 07:30-19:00", stop: atOnce }', {});

    expect(course.power).toEqual([
      [0, 'up'],
      [360, 'changing'],
      [370, 'stopped'],
      [1110, 'changing'],
      [1125, 'up'],
    ]);
    expect(course.totals).toMatchObject({ stops: 1, starts: 1, hoursStopped: 740 / 60 });
  });

  test.each([
    ['clocks that go forward', '2026-03-29T00:00Z', ['5:30 start']],
    ['clocks that go back', '2026-10-25T00:00Z', ['6:30 start']],
  ])('%s move hours in UTC', (_what, from, expected) => {
    const course = courseOf('power: { hours: "sun 07:30-24:00" }', { status: 'stopped' }, { from });

    expect(marksOf(course).slice(0, 1)).toEqual(expected);
  });

  test('AWS starts a cluster after seven days, which is stopped again once it is unused', () => {
    const automaticRestartAt = Date.parse('2026-11-23T20:00Z');
    const rule = 'power: { idleFor: 30m, minUptime: 15m }';
    const course = courseOf(rule, { status: 'stopped', automaticRestartAt });

    expect(marksOf(course)).toEqual(['8:00 seven-day-restart', '8:33 stop?']);
    expect(
      courseOf(`${rule.slice(0, -2)}, stop: atOnce }`, { status: 'stopped', automaticRestartAt }).power,
    ).toEqual([
      [0, 'stopped'],
      [480, 'changing'],
      [505, 'stopped'],
    ]);
  });

  test.each([
    ['until they end', 'override: max 1d', ['10:00 stop', '10:00 expires']],
    ['only if the rule allows it', 'override: deny', ['0:00 stop']],
  ])('the hours of its own tag count %s', (_what, override, expected) => {
    const tags = { 'dormouse:hours': 'always until 2026-11-23T22:00:00Z' };
    const course = courseOf(`power: { hours: never, stop: atOnce, ${override} }`, { tags });

    expect(marksOf(course)).toEqual(expected);
  });

  test('a hold keeps its state until it ends', () => {
    const tags = { 'dormouse:hold': 'up until 2026-11-23T22:00:00Z' };
    const course = courseOf('power: { hours: never, stop: atOnce }', { tags });

    expect(marksOf(course)).toEqual(['10:00 stop', '10:00 expires']);
    expect(course.power).toEqual([
      [0, 'up'],
      [600, 'changing'],
      [610, 'stopped'],
    ]);
  });

  test('a maintenance window that the rule honours starts it 15 minutes before', () => {
    const course = courseOf('power: { hours: never, stop: atOnce, maintenance: honour }', {
      status: 'stopped',
      maintenanceWindow: 'mon:20:00-mon:20:30',
    });

    expect(marksOf(course)).toEqual(['7:45 start', '8:00 maintenance', '8:30 stop']);
  });

  test('minUptime counts from the last start', () => {
    const lastStart = { at: Date.parse('2026-11-23T11:50Z'), by: 'user' } as const;
    const course = courseOf(
      'power: { hours: never, stop: atOnce, minUptime: 2h }',
      {},
      { facts: { lastStart } },
    );

    expect(marksOf(course)).toEqual(['1:50 stop']);
  });

  test('a cluster that the clock does not change says why', () => {
    const course = courseOf('power: { stop: never }', {});

    expect(course.power).toEqual([[0, 'up']]);
    expect(course.why?.reason).toBe('stop-never');
  });

  test('a cluster that no rule decides is started by AWS alone', () => {
    const course = courseOf('capacity: [{ min: 1, max: 2 }]', {
      status: 'stopped',
      automaticRestartAt: Date.parse('2026-11-23T20:00Z'),
    });

    expect(marksOf(course)).toEqual(['8:00 seven-day-restart']);
    expect(course.rule).toBeUndefined();
  });
});

describe('other aspects', () => {
  test('a stream starts when its hours and the restarts of its rule allow it', () => {
    const rule =
      'activityStream: { mode: async, kmsKey: alias/a, hours: "daily 15:00-24:00", restart: maintenanceWindow }';
    const course = courseOf(rule, { maintenanceWindow: 'mon:20:00-mon:20:30' });

    expect(marksOf(course)).toEqual(['8:00 start-stream']);
    expect(course.stream).toEqual([
      [0, 'off'],
      [120, 'missing'],
      [480, 'changing'],
      [490, 'on'],
    ]);
  });

  test('whether a stream starts while a stop waits for its snapshot, nobody knows', () => {
    const rule = (power: string) => `power: { hours: "daily 07:30-19:00", stop: atOnce${power} }
  activityStream: { mode: async, kmsKey: alias/a, hours: "daily 15:00-24:00", restart: offHours }`;
    const streamOf = (power: string) => courseOf(rule(power), {}).stream?.map(([, state]) => state);

    expect(streamOf(', snapshotFirst: true')).toEqual(['off', 'missing', 'changing']);
    expect(streamOf('')).toEqual(['off', 'missing', 'off']);
  });

  test('an override ends', () => {
    const tags = { 'dormouse:activity-stream-override': 'off until 2026-11-23T14:00:00Z' };
    const rule = 'activityStream: { mode: async, kmsKey: alias/a, restart: anytime }';

    expect(marksOf(courseOf(rule, { tags }))).toEqual(['2:00 start-stream', '2:00 expires']);
  });

  test('capacity grows by the clock, and gets smaller once it is not in use', () => {
    const cluster = aCluster({ serverless: { min: 1, max: 4 } });
    const members = availableMembers(cluster).map((one) => ({ ...one, instanceClass: 'db.serverless' }));
    const rule = 'capacity: [{ hours: "daily 15:00-20:00", min: 2, max: 8 }, { min: 1, max: 4 }]';
    const course = courseOf(rule, cluster, { facts: { members } });

    expect(marksOf(course)).toEqual(['2:00 capacity', '7:00 capacity?']);
    expect(course.capacity).toEqual([
      [0, { min: 1, max: 4 }],
      [120, { min: 2, max: 8 }],
      [420, { min: 1, max: 4 }],
    ]);
  });

  test('a snapshot that falls due while a cluster is stopped is taken once, when it runs', () => {
    const rule =
      'snapshots: { create: { cron: "0 * * * *" } }\n  power: { hours: "mon-fri 07:30-14:30", stop: atOnce }';
    const course = courseOf(rule, {});

    expect(marksOf(course).filter((mark) => mark.includes('snapshot'))).toEqual([
      '0:00 snapshot',
      '1:00 snapshot',
      '18:45 snapshot',
      '19:00 snapshot',
      '20:00 snapshot',
      '21:00 snapshot',
      '22:00 snapshot',
      '23:00 snapshot',
    ]);
  });
});

test('a policy with change calendars is said to be foretold as if they were open', () => {
  const span = { from: 0, to: DAY };
  const about = { policyName: 'policy.yml', fleetName: 'AWS' };
  const plain = policyOf('{ name: a, match: {}, power: {} }');
  const frozen = {
    ...plain,
    changeCalendar: { name: 'freeze', from: ['stop' as const], whenUnknown: 'closed' as const },
  };

  const [without, waiting] = [plain, frozen].map((policy) => forecast([], { ...span, policy }, about).notes);

  expect(waiting?.filter((note) => !without?.includes(note))).toEqual([
    'change calendars are taken as OPEN, and some changes wait while they are CLOSED: freeze',
  ]);
});

test.each([
  [{ enabled: false }, 'the policy says enabled: false; this is what it would do without'],
  [{}, 'rules that say enabled: false are foretold as if they did not: a'],
])('a policy that is switched off is foretold as if it were not, and that is said: %j', (off, note) => {
  const policy = { ...policyOf('{ name: a, match: {}, enabled: false, power: {} }'), ...off };

  const { notes } = forecast(
    [],
    { from: 0, to: DAY, policy },
    { policyName: 'policy.yml', fleetName: 'AWS' },
  );

  expect(notes).toContain(note);
});
