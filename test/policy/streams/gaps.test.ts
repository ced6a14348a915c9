import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import { streamFactsNeeded } from '../../../shared/policy/streams/facts-needed.ts';
import { overriddenStreams, streamGaps } from '../../../shared/policy/streams/gaps.ts';
import type { StreamEvents, StreamMode } from '../../../shared/policy/streams/stream.ts';
import { aRule, DAY, FRIDAY, HOUR, MINUTE, SATURDAY, WEEKDAYS } from '../builders.ts';
import {
  anAuditedCluster,
  aStream,
  aStreamPolicy,
  aStreamRule,
  aStreamWorld,
  NO_OVERRIDES,
  OTHER_KEY_ID,
} from './builders.ts';

interface GapCase {
  readonly name: string;
  readonly cluster?: Partial<Cluster>;
  readonly declared?: Partial<ActivityStreamRule>;
  readonly events?: StreamEvents;
  /** The request of the run. */
  readonly asked?: StreamMode;
  readonly now?: number;
  /** Since how long; `none`: there is no gap. */
  readonly gapMs: number | 'none';
}

const CREATED = 30 * DAY;
const tagged = (value: string) => ({ tags: { 'dormouse:activity-stream-override': value } });

const cases: readonly GapCase[] = [
  { name: 'it runs as declared', cluster: { activityStream: aStream() }, gapMs: 'none' },
  {
    name: 'it runs in a mode that AWS does not tell',
    cluster: { activityStream: { status: 'started' } },
    gapMs: 'none',
  },
  {
    name: 'it runs with another key',
    cluster: { activityStream: aStream({ kmsKey: OTHER_KEY_ID }) },
    gapMs: 'none',
  },
  { name: 'it runs in another mode', cluster: { activityStream: aStream({ mode: 'sync' }) }, gapMs: CREATED },
  { name: 'it does not run', gapMs: CREATED },
  { name: 'it starts', cluster: { activityStream: { status: 'starting' } }, gapMs: CREATED },
  { name: 'its status is new', cluster: { activityStream: { status: 'hibernating' } }, gapMs: CREATED },
  { name: 'mode is off', declared: { mode: 'off' }, gapMs: 'none' },
  { name: 'its hours are over', declared: { hours: WEEKDAYS }, gapMs: 'none' },
  {
    name: 'its hours have begun',
    declared: { hours: WEEKDAYS },
    now: FRIDAY,
    gapMs: 5.5 * HOUR,
  },
  { name: 'an override excuses it', cluster: tagged('off until 2026-12-01'), gapMs: 'none' },
  { name: 'an override had excused it', cluster: tagged('off until 2026-11-21T11:00:00Z'), gapMs: HOUR },
  {
    name: 'an override had wanted the mode that runs',
    cluster: { ...tagged('sync until 2026-11-21T11:00:00Z'), activityStream: aStream({ mode: 'sync' }) },
    gapMs: HOUR,
  },
  {
    name: 'it is asked for out of its hours by this run',
    asked: 'async',
    declared: { hours: WEEKDAYS },
    gapMs: 0,
  },
  {
    name: 'another mode than runs is asked for by this run',
    asked: 'sync',
    cluster: { activityStream: aStream() },
    gapMs: 0,
  },
  {
    name: 'what is asked for again had been asked for before',
    asked: 'sync',
    cluster: { ...tagged('sync until 2026-12-01T00:00:00Z'), activityStream: aStream() },
    gapMs: CREATED,
  },
  {
    name: 'it had been asked for out of its hours, nobody knows when',
    cluster: tagged('async until 2026-12-01'),
    declared: { hours: WEEKDAYS },
    gapMs: 18 * HOUR,
  },
  {
    name: 'an override wants another mode than runs',
    cluster: { ...tagged('sync until 2026-12-01'), activityStream: aStream() },
    gapMs: CREATED,
  },
  {
    name: 'an override wants the mode that runs',
    cluster: { ...tagged('sync until 2026-12-01'), activityStream: aStream({ mode: 'sync' }) },
    gapMs: 'none',
  },
  { name: 'an override has no end to speak of', cluster: tagged('off until 9999-12-31'), gapMs: CREATED },
  {
    name: 'an override is more than the rule allows',
    cluster: tagged('off until 2026-12-01'),
    declared: { overrides: NO_OVERRIDES },
    gapMs: CREATED,
  },
  {
    name: 'another mode than runs is asked for, and the rule allows no override',
    asked: 'sync',
    cluster: { activityStream: aStream() },
    declared: { overrides: NO_OVERRIDES },
    gapMs: 'none',
  },
  { name: 'its override cannot be read', cluster: tagged('?'), gapMs: CREATED },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, gapMs: CREATED },
  { name: 'its engine has no streams', cluster: { engine: 'neptune' }, gapMs: 'none' },
  { name: 'AWS does not allow it', cluster: { engineVersion: '15.1' }, gapMs: CREATED },
  { name: 'the cluster is stopped', cluster: { status: 'stopped' }, gapMs: 'none' },
  { name: 'the cluster stops', cluster: { status: 'stopping' }, gapMs: 'none' },
  { name: 'the cluster starts', cluster: { status: 'starting' }, gapMs: 'none' },
  { name: 'the cluster is being created', cluster: { status: 'creating' }, gapMs: 'none' },
  { name: 'the cluster is being deleted', cluster: { status: 'deleting' }, gapMs: 'none' },
  { name: 'the cluster is broken', cluster: { status: 'failed' }, gapMs: 'none' },
  { name: 'the cluster is being modified', cluster: { status: 'modifying' }, gapMs: CREATED },
  { name: 'the cluster has a new status', cluster: { status: 'teleporting' }, gapMs: CREATED },
  { name: 'the cluster has started since', events: { lastStart: SATURDAY - HOUR }, gapMs: HOUR },
  {
    name: 'its stream has stopped since the start',
    events: { lastStart: SATURDAY - HOUR, lastStreamStop: SATURDAY - MINUTE },
    gapMs: MINUTE,
  },
  {
    name: 'Dormouse has stopped it to start it again',
    cluster: { tags: { 'dormouse:activity-stream': 'stop 2026-11-21T11:50:00Z by audited' } },
    gapMs: 10 * MINUTE,
  },
  {
    name: 'AWS has refused to stop it, and it ended later',
    cluster: { tags: { 'dormouse:activity-stream': 'stop 2026-11-21T11:50:00Z refused by audited' } },
    gapMs: CREATED,
  },
  {
    name: 'Dormouse has started it in vain',
    cluster: { tags: { 'dormouse:activity-stream': 'start 2026-11-21T11:00:00Z attempt 1 by audited' } },
    gapMs: CREATED,
  },
  { name: 'an event is from after now', events: { lastStart: SATURDAY + HOUR }, gapMs: CREATED },
];

const gapsOf = ({ cluster: some, declared, events, asked, now = SATURDAY }: GapCase) => {
  const cluster = anAuditedCluster({ maintenanceWindow: 'never', createdAt: now - CREATED, ...some });
  const requested = asked && { desired: asked, until: Date.parse('2026-12-01T00:00:00Z') };
  const world = aStreamWorld(
    [{ cluster, ...defined({ streamEvents: events }) }],
    defined({ requested }),
    now,
  );
  const policy = aStreamPolicy(aStreamRule(declared));
  return { gaps: streamGaps(policy, world), needed: streamFactsNeeded(policy, world) };
};

describe('streamGaps', () => {
  test.each(cases)('$gapMs when $name', (one) => {
    const { gaps, needed } = gapsOf(one);

    expect(gaps.map(({ gapMs }) => gapMs)).toEqual(one.gapMs === 'none' ? [] : [one.gapMs]);
    expect(needed.events).toHaveLength(one.gapMs !== 'none' && one.events === undefined ? 1 : 0);
  });

  test('name the cluster and the rule', () => {
    expect(gapsOf({ name: '', gapMs: 0 }).gaps).toEqual([
      {
        arn: anAuditedCluster().arn,
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'audited-1',
        rule: 'audited',
        since: SATURDAY - CREATED,
        gapMs: CREATED,
      },
    ]);
  });

  test('are none where no rule has activityStream', () => {
    const world = aStreamWorld([{ cluster: anAuditedCluster() }]);

    expect(streamGaps(aStreamPolicy(aStreamRule(), { rules: [aRule()] }), world)).toEqual([]);
  });

  test('begin now where nothing is known', () => {
    const { createdAt: _, ...cluster } = anAuditedCluster();

    expect(streamGaps(aStreamPolicy(), aStreamWorld([{ cluster }]))).toMatchObject([
      { since: SATURDAY, gapMs: 0 },
    ]);
  });
});

describe('overriddenStreams', () => {
  const overriddenOf = (
    tag: string,
    declared: Partial<ActivityStreamRule> = {},
    some: Partial<Cluster> = {},
  ) =>
    overriddenStreams(
      aStreamPolicy(aStreamRule(declared)),
      aStreamWorld([{ cluster: anAuditedCluster({ ...tagged(tag), ...some }) }]),
    );

  test('are those that an override keeps from what the rule says', () => {
    expect(overriddenOf('off until 2026-12-01T00:00:00Z')).toEqual([
      {
        arn: anAuditedCluster().arn,
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'audited-1',
        rule: 'audited',
        desired: 'off',
        until: Date.parse('2026-12-01T00:00:00Z'),
      },
    ]);
  });

  test.each<[string, string, Partial<ActivityStreamRule>, Partial<Cluster>, number]>([
    ['wants the other mode', 'sync until 2026-12-01', {}, {}, 1],
    ['wants what the rule says', 'async until 2026-12-01', {}, {}, 0],
    ['wants it on out of its hours', 'async until 2026-12-01', { hours: WEEKDAYS }, {}, 1],
    ['wants it off out of its hours', 'off until 2026-12-01', { hours: WEEKDAYS }, {}, 0],
    ['is over', 'off until 2026-11-21T12:00:00Z', {}, {}, 0],
    ['is refused', 'off until 2026-12-01', { overrides: NO_OVERRIDES }, {}, 0],
    ['cannot be read', '?', {}, {}, 0],
    ['is on a cluster whose engine has no streams', 'off until 2026-12-01', {}, { engine: 'neptune' }, 0],
    ['is on a cluster that is stopped', 'off until 2026-12-01', {}, { status: 'stopped' }, 1],
  ])('when the override %s', (_name, tag, declared, some, count) => {
    expect(overriddenOf(tag, declared, some)).toHaveLength(count);
  });

  test('are those that this run is asked to override, too', () => {
    const world = aStreamWorld([{ cluster: anAuditedCluster() }], {
      requested: { desired: 'off', until: Date.parse('2026-12-01T00:00:00Z') },
    });

    expect(overriddenStreams(aStreamPolicy(), world)).toMatchObject([{ desired: 'off' }]);
  });
});
