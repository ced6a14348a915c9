import { describe, expect, test } from 'vitest';
import { explainStream, streamLines } from '../../../cli/explain/activity-stream.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import { aPolicy, aPowerRule, aRule, DAY, hoursOf } from '../../policy/builders.ts';
import { streamDecision } from '../../support/builders/streams.ts';
import { aWorld, MONDAY, SUNDAY, streamGap } from '../builders.ts';

const RUNNING = { status: 'started', mode: 'async', kmsKey: 'key-1', kinesisStream: 'aws-rds-das-1' };

/** The explanation under a rule for all clusters; the hours of their power are weekdays in UTC. */
function storyOf(
  some: Partial<Cluster>,
  rule: Partial<ActivityStreamRule> | undefined,
  found: Partial<Parameters<typeof explainStream>[3]> = {},
) {
  const declared: ActivityStreamRule = {
    mode: 'async',
    kmsKey: 'alias/das',
    hours: hoursOf('always'),
    restart: 'maintenanceWindow',
    overrides: { text: 'allow', maxMs: 366 * DAY },
    ...rule,
  };
  const policy = aPolicy({
    timezone: 'UTC',
    rules: [
      aRule({
        name: 'audited',
        timezone: 'UTC',
        power: aPowerRule(),
        ...(rule && { activityStream: declared }),
      }),
    ],
  });
  const world = aWorld(some);
  const [{ cluster } = { cluster: undefined }] = world.clusters;
  if (cluster === undefined) throw new TypeError('the world has a cluster');
  return explainStream(policy, cluster, world, { decisions: [], streamGaps: [], ...found });
}

function told(...args: Parameters<typeof storyOf>): string[] {
  const story = storyOf(...args);
  return story ? streamLines(story, 'UTC', MONDAY) : [];
}

describe('the story of an activity stream', () => {
  test('is none where no rule wants one and none runs', () => {
    expect(storyOf({}, undefined)).toBeUndefined();
    expect(storyOf({ activityStream: { status: 'stopped' } }, undefined)).toBeUndefined();
  });

  test('reports a stream that no rule mentions', () => {
    expect(told({ activityStream: RUNNING }, undefined)).toEqual([
      'observed    started, async, encrypted with key-1, Kinesis stream aws-rds-das-1',
    ]);
  });

  test('reports the decision, and what is declared, noted, seen and missing', () => {
    const tags = { 'dormouse:activity-stream': 'start 2026-11-23T09:00:00Z attempt 2 by audited' };
    const found = {
      decisions: [streamDecision('restart-waits', { restartsAt: SUNDAY }), streamDecision('no-rule')],
      streamGaps: [streamGap('dev-orders')],
    };

    expect(told({ tags, activityStream: { status: 'stopped' } }, {}, found)).toEqual([
      'stream      no, restart-waits: changing its activity stream restarts the cluster, which waits until the rule allows it or AWS can be asked again',
      '            restart-waits it is (rule audited)',
      'declared    async, always, encrypted with alias/das',
      'override    none',
      'wanted now  async: inside always',
      'restart     maintenanceWindow: allowed from Sun 05:00 UTC, its maintenance window',
      'observed    stopped',
      'missing     since Mon 09:00 UTC, at most 3 h',
      'last stream start, attempt 2, Mon 09:00 UTC by audited',
    ]);
  });

  test.each([
    ['stop 2026-11-23T09:00:00Z by audited', 'stop Mon 09:00 UTC by audited'],
    ['stop 2026-11-23T09:00:00Z busy by audited', 'stop, AWS was busy, Mon 09:00 UTC by audited'],
    ['stop 2026-11-23T09:00:00Z attempt 3 refused by audited', 'stop, refused, Mon 09:00 UTC by audited'],
    [
      'start 2026-11-23T09:00:00Z attempt 2 refused by audited',
      'start, attempt 2, refused, Mon 09:00 UTC by audited',
    ],
  ])('reports the answer of AWS to %s', (note, expected) => {
    expect(told({ tags: { 'dormouse:activity-stream': note } }, {})).toContain(`last stream ${expected}`);
  });

  test.each([
    [
      'off until 2026-11-25T00:00:00Z',
      'off until Wed 00:00 UTC',
      'off: an override says off until Wed 00:00 UTC',
    ],
    ['off until 2026-11-22T00:00:00Z', 'off, over since Sun 00:00 UTC', 'async: inside always'],
    [
      'off until 9999-12-31T00:00:00Z',
      'off until Fri 9999-12-31 00:00 UTC, refused',
      'async: inside always; its override "off until 9999-12-31T00:00:00Z" is refused: it ends more than 366 days ahead',
    ],
    ['for ever', '"for ever" cannot be read, so the stream is left as it is', 'async: inside always'],
  ])('an override of "%s" is %s', (tag, override, wanted) => {
    const lines = told({ tags: { 'dormouse:activity-stream-override': tag } }, {});

    expect(lines).toContain(`override    ${override}`);
    expect(lines).toContain(`wanted now  ${wanted}`);
  });

  test.each([
    ['anytime', 'sun:05:00-sun:05:30', 'allowed at any time'],
    ['maintenanceWindow', 'mon:11:30-mon:12:30', 'maintenanceWindow: allowed now, its maintenance window'],
    ['maintenanceWindow', 'gibberish', 'maintenanceWindow: time unknown'],
    ['offHours', 'sun:05:00-sun:05:30', 'offHours: allowed from Mon 19:00 UTC, outside its hours'],
  ] as const)('restart: %s with the window %s is %s', (restart, maintenanceWindow, says) => {
    expect(told({ maintenanceWindow }, { restart })).toContain(`restart     ${says}`);
  });

  test('a restart is reported in the time zone of the rule, as everything else is', () => {
    const { declared = undefined } = storyOf({}, {}) ?? {};
    if (declared === undefined) throw new TypeError('a rule declares it');
    const lines = streamLines({ declared: { ...declared, timezone: 'Europe/Berlin' } }, 'UTC', MONDAY);

    expect(lines).toContain(
      'restart     maintenanceWindow: allowed from Sun 06:00 Europe/Berlin, its maintenance window',
    );
  });

  test('a rule that wants it off has no hours to tell', () => {
    expect(told({}, { mode: 'off' })).toContain('declared    off, encrypted with alias/das');
    expect(told({}, { mode: 'off' })).toContain('observed    no activity stream');
  });
});
