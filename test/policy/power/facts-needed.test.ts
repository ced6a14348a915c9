import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricWindow } from '../../../shared/policy/metrics/window.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { PowerRule } from '../../../shared/policy/model/policy.ts';
import { decideStops } from '../../../shared/policy/power/decide-stop.ts';
import { factsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { runs } from '../../support/runs.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  aWorld,
  DAY,
  HOUR,
  MINUTE,
  SATURDAY,
  someFacts,
  withoutHours,
} from '../builders.ts';
import { anInstant, someClusters, somePolicy } from '../worlds.ts';

const rule = (glob: string, power: Partial<PowerRule> = {}) =>
  aRule({ name: glob, match: { clusters: [glob] }, power: aPowerRule(power) });
const worldOf = (...ids: string[]) => aWorld(ids.map((id) => ({ cluster: aCluster({ id }) })));

describe('factsNeeded', () => {
  test('is nothing where no fact decides', () => {
    expect(factsNeeded(aPolicy(), worldOf())).toBeUndefined();
    expect(
      factsNeeded(aPolicy({ rules: [rule('dev-*', { stop: 'never' })] }), worldOf('dev-a')),
    ).toBeUndefined();
  });

  test('names the clusters that could be stopped, and over which time they must have been idle', () => {
    const world = worldOf('dev-a', 'prod-a', 'dev-b');

    const needed = factsNeeded(aPolicy({ rules: [rule('dev-*', { idleForMs: 2 * HOUR })] }), world);

    expect(needed?.clusters.map(({ id }) => id)).toEqual(['dev-a', 'dev-b']);
    expect(needed?.idle.map(({ cluster }) => cluster.id)).toEqual(['dev-a', 'dev-b']);
    expect(needed?.idle[0]?.window).toEqual({
      ...metricWindow(aCluster(), 2 * HOUR, SATURDAY),
      timezone: 'Europe/Berlin',
    });
  });

  test('asks no idleness of a cluster that should stop at once', () => {
    const policy = aPolicy({ rules: [rule('dev-a', { stop: 'atOnce' }), rule('dev-b')] });

    const needed = factsNeeded(policy, worldOf('dev-a', 'dev-b'));

    expect(needed?.clusters.map(({ id }) => id)).toEqual(['dev-a', 'dev-b']);
    expect(needed?.idle.map(({ cluster }) => cluster.id)).toEqual(['dev-b']);
  });

  // Metrics show what an event that was lost does not.
  test.each<[string, Partial<PowerRule>, number | undefined]>([
    ['for minUptime', { stop: 'atOnce' }, 30 * MINUTE],
    ['not without minUptime', { stop: 'atOnce', minUptimeMs: 0 }, undefined],
    ['not where idleFor covers minUptime', {}, undefined],
    ['for a minUptime longer than idleFor', { minUptimeMs: 2 * HOUR }, 2 * HOUR],
    ['back to the stop for a snapshot after it', { snapshotFirst: true }, 18 * HOUR],
  ])('of a cluster that Dormouse stopped, whether it has been up: %s', (_name, power, length) => {
    const stopped = { 'dormouse:power': 'stop 2026-11-20T18:00:00Z by developers' };
    const clusters = ['dev-a', 'dev-b'].map((id, index) => ({
      cluster: aCluster({ id, tags: index === 0 ? stopped : {} }),
    }));

    const needed = factsNeeded(aPolicy({ rules: [rule('dev-*', power)] }), aWorld(clusters));

    const windows = needed?.uptime.map(({ cluster, window }) => [cluster.id, window]);
    expect(windows).toEqual(
      length === undefined ? [] : [['dev-a', metricWindow(aCluster(), length, SATURDAY)]],
    );
  });

  test.each<[string, Partial<PowerRule>, number]>([
    ['the longest minUptime', { minUptimeMs: 2 * HOUR }, 2 * HOUR],
    ['no less than the idleFor of another rule', { minUptimeMs: 0, stop: 'atOnce' }, 60 * MINUTE],
    ['as long as events are kept, to leave what AWS restarted', { afterAwsRestart: 'leave' }, 14 * DAY],
    ['no longer than events are kept', { minUptimeMs: 30 * DAY }, 14 * DAY],
  ])('looks back for starts by %s', (_name, power, expected) => {
    const policy = aPolicy({ rules: [rule('dev-a', power), rule('dev-b')] });

    expect(factsNeeded(policy, worldOf('dev-a', 'dev-b'))?.eventsSince).toBe(SATURDAY - expected);
  });

  const noted = (at: string) => ({ tags: { 'dormouse:power': `stop ${at} by developers` } });
  const needs = (power: Partial<PowerRule>, some: Partial<Cluster> = {}) =>
    factsNeeded(aPolicy({ rules: [rule('*', power)] }), aWorld([{ cluster: aCluster(some) }]));
  const bound = (evenIfUsed: boolean, hours = 10) => ({ maxUptime: { ms: hours * HOUR, evenIfUsed } });

  test.each<[string, Partial<PowerRule>, number]>([
    ['the end of the hours, for the stop at it', { stop: 'atEnd' }, 18 * HOUR],
    ['the end of the hours, for a start after it', bound(true), 18 * HOUR],
  ])('looks back for starts to %s', (_name, power, expected) => {
    expect(needs(power)?.eventsSince).toBe(SATURDAY - expected);
  });

  test('looks back for starts to maxUptime, without hours', () => {
    const policy = aPolicy({ rules: [aRule({ power: withoutHours(bound(true)) })] });

    expect(factsNeeded(policy, worldOf('dev-a'))?.eventsSince).toBe(SATURDAY - 10 * HOUR);
  });

  test.each<[string, Partial<PowerRule>, Partial<Cluster>, number | undefined]>([
    ['back to the stop of this end', { stop: 'atEnd' }, noted('2026-11-20T18:00:00Z'), 12 * HOUR],
    ['to a stop a moment ago, and for minUptime', { stop: 'atEnd' }, noted('2026-11-21T11:50:00Z'), HOUR / 2],
    [
      'for minUptime after the stop of another end',
      { stop: 'atEnd' },
      noted('2026-11-19T18:00:00Z'),
      HOUR / 2,
    ],
    ['for maxUptime', bound(true), noted('2026-11-20T18:00:00Z'), 10 * HOUR],
    ['not yet for maxUptime', bound(true, 20), noted('2026-11-20T18:00:00Z'), undefined],
    [
      'for maxUptime alone, once it is over',
      { stop: 'atEnd', ...bound(false, 6) },
      noted('2026-11-20T18:00:00Z'),
      6 * HOUR,
    ],
    ['not without a stop', { stop: 'atEnd', ...bound(true) }, {}, undefined],
  ])('asks whether it has been up %s', (_name, power, some, length) => {
    expect(needs(power, some)?.uptime.map(({ window }) => window)).toEqual(
      length === undefined ? [] : [metricWindow(aCluster(), length, SATURDAY)],
    );
  });

  test('asks whether a cluster has been up even while it is used, only for a maxUptime that use does not end', () => {
    const stop = noted('2026-11-20T18:00:00Z');

    expect(needs(bound(true), stop)?.uptime[0]?.evenIfUsed).toBe(true);
    expect(needs({ stop: 'atEnd', ...bound(false) }, stop)?.uptime[0]).not.toHaveProperty('evenIfUsed');
  });

  test('asks for use at the end of hours only once maxUptime is over', () => {
    const started = (hours: number) =>
      someFacts(aCluster(), {
        lastStart: { at: SATURDAY - hours * HOUR, by: 'user' },
        evidence: undefined,
      } as object);
    const needed = needs({ stop: 'atEnd', ...bound(false) });

    expect(needed?.idle.map(({ matters }) => [9, 10, 19].map((hours) => matters?.(started(hours))))).toEqual([
      [false, true, false],
    ]);
    expect(needs({ stop: 'atEnd', ...bound(true) })?.idle).toEqual([]);
    expect(needs({ stop: 'atEnd' })?.idle).toEqual([]);
    expect(needs({})?.idle[0]).not.toHaveProperty('matters');
  });

  test('once read leaves nothing unobserved', () => {
    fc.assert(
      fc.property(somePolicy, someClusters, anInstant, (policy, clusters, now) => {
        const world = aWorld(clusters, now);
        const needed = new Set(factsNeeded(policy, world)?.clusters.map(({ arn }) => arn));
        const read = clusters.map((each) =>
          needed.has(each.cluster.arn) ? { cluster: each.cluster, facts: someFacts(each.cluster) } : each,
        );

        const decisions = decideStops(policy, aWorld(read, now));

        expect(decisions.filter(({ reason }) => reason === 'not-observed')).toEqual([]);
        expect(factsNeeded(policy, aWorld(read, now))).toBeUndefined();
      }),
      runs(500),
    );
  });
});
