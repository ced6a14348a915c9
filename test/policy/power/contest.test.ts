import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Policy, PowerRule } from '../../../shared/policy/model/policy.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import { aCluster, aPolicy, aPowerRule, aRule, DAY, HOUR, hoursOf, MINUTE, someFacts } from '../builders.ts';

/** Midnight of a Monday, in UTC. */
const MONDAY = Date.parse('2026-11-23T00:00:00Z');
const SWEEP = 10 * MINUTE;
const at = (hour: number) => hour * 60;

const policyOf = (ranges: readonly [number, number][], some: Partial<PowerRule> = {}): Policy => {
  const days = [1, 2, 3, 4, 5, 6, 7];
  const hours = hoursOf(ranges.map(([start, end]) => ({ days, start: at(start), end: at(end) })));
  return aPolicy({
    rules: [
      {
        ...aRule({ power: aPowerRule({ stop: 'atOnce', minUptimeMs: 0, hours, ...some }) }),
        timezone: 'UTC',
      },
    ],
  });
};

/** One cluster between sweeps; `person` may start it after a sweep. */
class Life {
  cluster = aCluster({ status: 'stopped', createdAt: MONDAY - 90 * DAY });
  lastStart?: StopFacts['lastStart'];
  acts: string[] = [];
  reasons: string[] = [];

  sweep(policy: Policy, now: number): void {
    const facts = someFacts(this.cluster, defined({ lastStart: this.lastStart }));
    for (const decision of [
      decideStop(policy, { cluster: this.cluster, facts }, now),
      decideStart(policy, { cluster: this.cluster }, now),
    ]) {
      this.reasons.push(decision.reason);
      if (decision.verdict !== 'act' || decision.command.kind === 'create-snapshot') continue;
      this.acts.push(`${decision.action} ${new Date(now).toISOString().slice(8, 16)}`);
      const isStart = decision.action === 'start';
      if (isStart) this.lastStart = { at: now + 1000, by: 'user' };
      this.cluster = aCluster({
        ...this.cluster,
        status: isStart ? 'available' : 'stopped',
        tags: { ...this.cluster.tags, ...decision.command.tags },
      });
    }
  }

  personStarts(now: number): void {
    this.lastStart = { at: now, by: 'user' };
    this.cluster = aCluster({ ...this.cluster, status: 'available' });
  }

  /** Sweeps from the first midnight to the last one. */
  days(count: number, ...policies: readonly Policy[]): string[] {
    this.acts = [];
    for (let now = MONDAY; now < MONDAY + count * DAY; now += SWEEP) {
      const policy = policies[(now / SWEEP) % policies.length];
      if (policy !== undefined) this.sweep(policy, now);
    }
    return this.acts;
  }
}

describe('two deployments that disagree about hours', () => {
  test('undo each other four times, and then the one that stops yields for a day', () => {
    const life = new Life();

    const acts = life.days(1, policyOf([[8, 23]]), policyOf([[8, 17]]));

    expect(acts.map((act) => act.slice(0, 5))).toEqual([
      ...['start', 'stop ', 'start', 'stop ', 'start'],
      'stop ',
    ]);
    expect(acts.at(-1)).toBe('stop 23T23:00');
    expect(life.reasons).toContain('power-contested');
    expect(life.cluster.tags['dormouse:power']).toMatch(/ change 4 of 2026-11-23T17:\d\d:00Z by developers$/);
  });

  test('do so on every further day no more than once', () => {
    const acts = new Life().days(4, policyOf([[8, 23]]), policyOf([[8, 17]]));

    expect(acts.filter((act) => act.includes('T17:')).length).toBeLessThanOrEqual(4 + 3 * 2);
  });
});

test('a schedule of many hours a day is no dispute with itself', () => {
  const hours: [number, number][] = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22].map((hour) => [
    hour,
    hour + 1,
  ]);
  const life = new Life();

  expect(life.days(3, policyOf(hours))).toHaveLength(3 * 24);
  expect(life.reasons).not.toContain('power-contested');
  expect(life.cluster.tags['dormouse:power']).not.toContain('change');
});

test('a person who starts it again and again has it up for the rest of a day', () => {
  const policy = policyOf([[8, 9]]);
  const life = new Life();
  for (let now = MONDAY + 20 * HOUR; now < MONDAY + 24 * HOUR; now += SWEEP) {
    life.sweep(policy, now);
    if (life.cluster.status === 'stopped') life.personStarts(now + MINUTE);
  }

  expect(life.acts).toHaveLength(2);
  expect(life.reasons.at(-2)).toBe('power-contested');

  life.sweep(policy, MONDAY + 2 * DAY);
  expect(life.acts).toHaveLength(3);
});

test('a person who starts it after each end of its hours is no dispute with stop: atEnd', () => {
  const policy = policyOf([[8, 18]], { stop: 'atEnd' });
  const life = new Life();
  for (let now = MONDAY; now < MONDAY + 6 * DAY; now += SWEEP) {
    life.sweep(policy, now);
    const isEvening = now % DAY === 20 * HOUR;
    if (isEvening && life.cluster.status === 'stopped') life.personStarts(now + MINUTE);
  }

  expect(life.acts.filter((act) => act.startsWith('stop'))).toHaveLength(6);
  expect(life.acts.filter((act) => act.startsWith('stop')).every((act) => act.endsWith('T18:00'))).toBe(true);
  expect(life.reasons).not.toContain('power-contested');
  expect(life.reasons).toContain('started-after-end');
});

test('a cluster that AWS starts, or whose stops have no effect, is no dispute', () => {
  const policy = policyOf([[8, 9]]);
  const now = MONDAY + 20 * HOUR;
  const cluster = aCluster({
    createdAt: MONDAY - 90 * DAY,
    tags: { 'dormouse:power': 'stop 2026-11-23T19:00:00Z change 4 by r' },
  });
  const reasonOf = (some: Partial<StopFacts>) =>
    decideStop(policy, { cluster, facts: someFacts(cluster, some) }, now).reason;

  expect(reasonOf({})).toBe('outside-hours');
  expect(reasonOf({ lastStart: { at: now - MINUTE, by: 'aws' } })).toBe('outside-hours');
  expect(reasonOf({ lastStart: { at: now - MINUTE, by: 'user' } })).toBe('power-contested');
});

test('a start that AWS refused undoes nothing', () => {
  const noted = (answer: string) => {
    const tags = { 'dormouse:power': `start 2026-11-23T21:00:00Z${answer} by other` };
    const cluster = aCluster({ createdAt: MONDAY - 90 * DAY, tags });
    const now = MONDAY + 22 * HOUR;
    const decision = decideStop(policyOf([[8, 20]]), { cluster, facts: someFacts(cluster) }, now);
    return decision.verdict === 'act' && decision.command.kind === 'stop-cluster'
      ? decision.command.tags['dormouse:power']
      : decision.reason;
  };

  expect(noted('')).toContain(' change 2 by ');
  expect(noted(' refused')).not.toContain('change');
});
