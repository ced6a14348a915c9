import { describe, expect, test } from 'vitest';
import type { PowerRule } from '../../../shared/policy/model/policy.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import { factsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { explain } from '../../../shared/policy/report/explain.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  aWorld,
  HOUR,
  hoursOf,
  MINUTE,
  someFacts,
  WEEKDAYS,
} from '../builders.ts';

/** Monday 07:30 in Berlin, when the hours begin. */
const OPENS = Date.parse('2026-11-23T06:30:00Z');
const policyOf = (power: Partial<PowerRule>, calendars = {}) =>
  aPolicy({ calendars, rules: [aRule({ power: aPowerRule(power) })] });
const noted = (note: string) => ({ 'dormouse:power': `${note} by developers` });

/** How many minutes before the hours a stopped cluster is started, looking each minute from three hours before. */
function leadOf(
  power: Partial<PowerRule>,
  tags: Record<string, string> = {},
  calendars = {},
): number | undefined {
  const cluster = aCluster({ status: 'stopped', tags });
  return Array.from({ length: 180 }, (_, n) => 180 - n).find(
    (minutes) =>
      decideStart(policyOf(power, calendars), { cluster }, OPENS - minutes * MINUTE).verdict === 'act',
  );
}

describe('startBefore', () => {
  test.each<[string, Partial<PowerRule>, Record<string, string>, number | undefined]>([
    ['when they begin by default', {}, {}, undefined],
    ['as long before as the rule says', { startBefore: 15 * MINUTE }, {}, 15],
    ['20 minutes before while no start is known', { startBefore: 'auto' }, {}, 20],
    ['by how long starts took', { startBefore: 'auto' }, noted('stop 2026-11-20T18:05:00Z took 8m'), 15],
    ['at most an hour before', { startBefore: 'auto' }, noted('stop 2026-11-20T18:05:00Z took 99m'), 60],
    ['at least five minutes before', { startBefore: 'auto' }, noted('stop 2026-11-20T18:05:00Z took 0m'), 5],
    [
      '20 minutes before after what nobody can have written',
      { startBefore: 'auto' },
      noted('stop 2026-11-20T18:05:00Z took 100000m'),
      20,
    ],
    [
      'not by what another rule has learned',
      { startBefore: 15 * MINUTE },
      noted('stop 2026-11-20T18:05:00Z took 40m'),
      15,
    ],
    ['not where the rule starts nothing', { startBefore: 15 * MINUTE, start: false }, {}, undefined],
  ])('starts a cluster %s', (_, power, tags, minutes) => {
    expect(leadOf(power, tags)).toBe(minutes);
  });

  test('starts no cluster on a day on which its hours do not begin', () => {
    const off = { off: ['2026-11-23'] };

    expect(
      leadOf({ startBefore: 15 * MINUTE, hours: { ...WEEKDAYS, except: ['off'] } }, {}, off),
    ).toBeUndefined();
  });

  test('says why', () => {
    const cluster = aCluster({ status: 'stopped', tags: noted('stop 2026-11-20T18:05:00Z took 8m') });
    const policy = policyOf({ startBefore: 'auto' });

    expect(decideStart(policy, { cluster }, OPENS - 15 * MINUTE)).toMatchObject({
      reason: 'start-before',
      detail:
        'outside mon-fri 07:30-19:00 since Fri 2026-11-20 19:00 Europe/Berlin; next opens Mon 07:30; started 15m before, by startBefore: auto (its starts take 8m)'.replace(
          ' 2026-11-20',
          '',
        ),
    });
    expect(explain(policy, { cluster }, OPENS - HOUR, []).hours?.detail).toMatch(
      /next opens Mon 07:30; started 15m before, by startBefore: auto/,
    );
    expect(explain(policy, { cluster }, OPENS, []).hours?.detail).not.toContain('before');
  });

  test.each<[minutes: number, reason: string]>([
    [14, 'start-before'],
    [15, 'start-before'],
    [16, 'hours-soon'],
    [45, 'hours-soon'],
    [46, 'idle'],
  ])('keeps a cluster up from then on, and %i minutes before its hours it is %s', (minutes, reason) => {
    const cluster = aCluster();
    const decision = decideStop(
      policyOf({ startBefore: 15 * MINUTE }),
      { cluster, facts: someFacts(cluster) },
      OPENS - minutes * MINUTE,
    );

    expect(decision.reason).toBe(reason);
  });
});

describe('startBefore: auto', () => {
  const FRIDAY_NIGHT = Date.parse('2026-11-20T20:00:00Z');
  const REQUESTED = Date.parse('2026-11-20T06:20:00Z');
  const stopNote = (note: string, lastStart?: StopFacts['lastStart'], power: Partial<PowerRule> = {}) => {
    const cluster = aCluster({ tags: noted(note) });
    const facts = someFacts(cluster, lastStart && { lastStart });
    const decision = decideStop(
      policyOf({ startBefore: 'auto', ...power }),
      { cluster, facts },
      FRIDAY_NIGHT,
    );
    return decision.verdict === 'act' && decision.command.kind === 'stop-cluster'
      ? decision.command.tags['dormouse:power']
      : decision.reason;
  };
  const event = (minutes: number, by: 'aws' | 'user' = 'user') => ({ at: REQUESTED + minutes * MINUTE, by });
  const stopped = (took: string) => `stop 2026-11-20T20:00:00Z${took} by developers`;

  test.each<[string, string, StopFacts['lastStart'], string]>([
    ['the first start', 'start 2026-11-20T06:20:00Z', event(7.2), ' took 8m'],
    ['a longer one at once', 'start 2026-11-20T06:20:00Z took 8m', event(30), ' took 30m'],
    ['a shorter one by a quarter', 'start 2026-11-20T06:20:00Z took 16m', event(8), ' took 14m'],
    ['a shorter one by a minute at least', 'start 2026-11-20T06:20:00Z took 9m', event(8), ' took 8m'],
    ['the longest that there is', 'start 2026-11-20T06:20:00Z', event(60), ' took 60m'],
    ['no start of somebody else', 'start 2026-11-20T06:20:00Z took 8m', event(61), ' took 8m'],
    ['no start before it', 'start 2026-11-20T06:20:00Z', event(-5), ''],
    ['no start by AWS', 'start 2026-11-20T06:20:00Z', event(7, 'aws'), ''],
    ['no start that AWS refused', 'start 2026-11-20T06:20:00Z refused', event(7), ''],
    ['nothing without an event', 'start 2026-11-20T06:20:00Z took 8m', undefined, ' took 8m'],
    ['nothing after a stop', 'stop 2026-11-19T18:20:00Z took 8m', event(7), ' took 8m'],
  ])('learns %s', (_, note, lastStart, took) => {
    expect(stopNote(note, lastStart)).toBe(stopped(took));
  });

  test('keeps what it has learned with the next start, and forgets it with the setting', () => {
    const cluster = aCluster({ status: 'stopped', tags: noted('stop 2026-11-20T18:05:00Z took 8m') });
    const started = (startBefore: number | 'auto') => {
      const decision = decideStart(policyOf({ startBefore }), { cluster }, OPENS);
      return decision.verdict === 'act' ? decision.command.tags['dormouse:power'] : undefined;
    };

    expect(started('auto')).toBe('start 2026-11-23T06:30:00Z took 8m by developers');
    expect(started(MINUTE)).toBe('start 2026-11-23T06:30:00Z by developers');
  });

  test('reads events back to the start that was noted, and no further without it', () => {
    const since = (startBefore: 'auto' | number, note: string) =>
      factsNeeded(
        policyOf({ startBefore }),
        aWorld([{ cluster: aCluster({ tags: noted(note) }) }], FRIDAY_NIGHT),
      )?.eventsSince;

    expect(since('auto', 'start 2026-11-20T06:20:00Z')).toBe(REQUESTED);
    expect(since(MINUTE, 'start 2026-11-20T06:20:00Z')).toBe(FRIDAY_NIGHT - HOUR);
    expect(since('auto', 'stop 2026-11-18T06:20:00Z')).toBe(FRIDAY_NIGHT - HOUR);
  });

  test('a start before the hours is nobody’s start outside of them', () => {
    const hours = hoursOf([{ days: [1, 2, 3, 4, 5], start: 450, end: 451 }]);
    const note = stopNote('start 2026-11-20T06:20:00Z', event(20), { stop: 'atEnd', hours });

    expect(note).toBe(stopped(' took 20m'));
  });
});
