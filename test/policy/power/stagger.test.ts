import { describe, expect, test } from 'vitest';
import type { PowerRule } from '../../../shared/policy/model/policy.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { aCluster, aPolicy, aPowerRule, aRule, MINUTE } from '../builders.ts';
import { ruleWith, said, unmark } from '../file/policy-text.ts';

/** Monday 07:30 in Berlin, when the hours begin. */
const OPENS = Date.parse('2026-11-23T06:30:00Z');

/** How many minutes after the hours have begun each of 200 clusters is started, looking each minute. */
function startsOf(power: Partial<PowerRule>): number[] {
  const policy = aPolicy({ rules: [aRule({ power: aPowerRule(power) })] });
  return Array.from({ length: 200 }, (_, number) => {
    const cluster = aCluster({ status: 'stopped', resourceId: `cluster-${number}` });
    const found = Array.from({ length: 60 }, (_, minute) => minute - 30).find(
      (minute) => decideStart(policy, { cluster }, OPENS + minute * MINUTE).verdict === 'act',
    );
    return found ?? Number.NaN;
  });
}

describe('stagger', () => {
  test('spreads the starts of a rule evenly over the minutes after its hours begin', () => {
    const starts = startsOf({ staggerMs: 10 * MINUTE });

    expect(Math.min(...starts)).toBe(0);
    expect(Math.max(...starts)).toBe(9);
    const counts = Map.groupBy(starts, (minute) => minute);
    for (const those of counts.values()) expect(those.length).toBeGreaterThan(8);
    expect(startsOf({ staggerMs: 10 * MINUTE })).toEqual(starts);
  });

  test('with startBefore it spreads them over the minutes before that, so that all are available in time', () => {
    const starts = startsOf({ staggerMs: 10 * MINUTE, startBefore: 15 * MINUTE });

    expect([Math.min(...starts), Math.max(...starts)]).toEqual([-24, -15]);
  });

  test('says when its turn comes', () => {
    const policy = aPolicy({ rules: [aRule({ power: aPowerRule({ staggerMs: 120 * MINUTE }) })] });
    const cluster = aCluster({ status: 'stopped', resourceId: 'cluster-1' });

    expect(decideStart(policy, { cluster }, OPENS)).toMatchObject({
      reason: 'staggered',
      detail: expect.stringMatching(
        /^its turn within stagger: 2h comes Mon \d\d:\d\d Europe\/Berlin: inside /,
      ),
    });
  });

  test('a cluster that is stopped later in its hours is started at once', () => {
    const policy = aPolicy({ rules: [aRule({ power: aPowerRule({ staggerMs: 10 * MINUTE }) })] });

    expect(
      decideStart(policy, { cluster: aCluster({ status: 'stopped' }) }, OPENS + 10 * MINUTE).verdict,
    ).toBe('act');
  });

  test.each([
    'stagger: 10m',
    'hours: always, stagger: 10m',
    'hours: mon-fri 08:00-18:00, start: false, stagger: 10m',
  ])('{ %s } is an error', (power) => {
    const { text, places } = unmark(
      ruleWith('match: {}', `power: { ${power.replace('stagger', '¦stagger')} }`),
    );

    expect(said(text)).toEqual([
      `${places[0]} rules[0].power.stagger: has no effect: the rule starts no cluster when hours begin; remove it, or give the rule hours such as mon-fri 07:30-19:00, without start: false`,
    ]);
  });
});
