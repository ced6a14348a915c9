import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import { decideStarts } from '../../../shared/policy/power/decide-start.ts';
import { decideStops } from '../../../shared/policy/power/decide-stop.ts';
import {
  ineligibleByTopology,
  ineligibleToStart,
  ineligibleToStop,
} from '../../../shared/policy/power/eligibility.ts';
import type { Observed } from '../../../shared/policy/power/facts.ts';
import { readHold } from '../../../shared/policy/rules/hold.ts';
import { decidingRule, protectionFrom } from '../../../shared/policy/rules/match.ts';
import { runs } from '../../support/runs.ts';
import { aWorld } from '../builders.ts';
import { anInstant, someClusters, somePolicy } from '../worlds.ts';

const RUNS = runs(1000);
const world = fc.tuple(someClusters, anInstant).map(([clusters, now]) => aWorld(clusters, now));

/** The world once AWS has done what was decided. */
function afterwards(clusters: readonly Observed[], decisions: readonly Decision[]): Observed[] {
  return clusters.map((observed, index) => {
    const decision = decisions[index];
    if (decision?.verdict !== 'act') return observed;
    const status = decision.action === 'stop' ? 'stopped' : 'available';
    return { ...observed, cluster: { ...observed.cluster, status } };
  });
}

describe.each([
  ['stop', decideStops, 'available'],
  ['start', decideStarts, 'stopped'],
] as const)('to %s', (action, decide, status) => {
  test('acts and leaves both come up in the worlds these laws are tried on', () => {
    const sample = fc.sample(fc.tuple(somePolicy, world), { numRuns: 300, seed: 7 });
    const verdicts = sample.flatMap(([policy, one]) => decide(policy, one).map(({ verdict }) => verdict));

    expect(verdicts.filter((verdict) => verdict === 'act').length).toBeGreaterThan(50);
    expect(verdicts.filter((verdict) => verdict === 'skip').length).toBeGreaterThan(50);
  });

  test('there is one decision for each cluster, in order, with a known reason and a detail', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        const decisions = decide(policy, one);

        expect(decisions.map(({ resourceArn }) => resourceArn)).toEqual(
          one.clusters.map(({ cluster }) => cluster.arn),
        );
        for (const decision of decisions) {
          expect(decision).toMatchObject({ action, aspect: 'power' });
          expect(Object.keys(reasons)).toContain(decision.reason);
          expect(decision.detail).not.toBe('');
        }
      }),
      RUNS,
    );
  });

  test('only what a rule matches, nothing protects or holds, AWS allows and its status allows is acted on', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        const decisions = decide(policy, one);

        for (const [index, { cluster, facts }] of one.clusters.entries()) {
          if (decisions[index]?.verdict !== 'act') continue;
          const rule = decidingRule(policy, cluster, 'power');
          const hold = readHold(cluster.tags, { timezone: rule?.timezone ?? 'UTC', now: one.observedAt });
          expect(rule?.name).toBe(decisions[index]?.rule);
          expect(protectionFrom(policy, cluster, action)).toBeUndefined();
          expect(hold.state).toMatch(/^(none|over)$/);
          expect(cluster.status).toBe(status);
          expect(action === 'stop' ? ineligibleToStop(cluster) : ineligibleToStart(cluster)).toBeUndefined();
          if (action === 'stop') expect(facts && ineligibleByTopology(facts)).toBeUndefined();
        }
      }),
      RUNS,
    );
  });

  test('the same world gives the same decisions', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        expect(decide(structuredClone(policy), structuredClone(one))).toEqual(decide(policy, one));
      }),
      RUNS,
    );
  });

  test('nothing is left to do once it is done', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        const decisions = decide(policy, one);
        const done = { ...one, clusters: afterwards(one.clusters, decisions) };

        const again = [decideStops(policy, done), decideStarts(policy, done)];

        for (const [index, decision] of decisions.entries()) {
          if (decision.verdict === 'skip') continue;
          expect(again.map((each) => each[index]?.verdict)).toEqual(['skip', 'skip']);
        }
      }),
      RUNS,
    );
  });
});

describe('stop and start', () => {
  test('never both act on one cluster', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        const starts = decideStarts(policy, one);

        for (const [index, stop] of decideStops(policy, one).entries()) {
          expect([stop.verdict, starts[index]?.verdict]).not.toEqual(['act', 'act']);
        }
      }),
      RUNS,
    );
  });

  test('evidence that is unknown or missing never stops', () => {
    fc.assert(
      fc.property(somePolicy, world, (policy, one) => {
        const decisions = decideStops(policy, one);

        for (const [index, { cluster, facts }] of one.clusters.entries()) {
          const power = decidingRule(policy, cluster, 'power')?.power;
          const atOnce = power?.stop === 'atOnce' || power?.stop === 'atEnd' || power?.maxUptime?.evenIfUsed;
          if (decisions[index]?.verdict !== 'act') continue;
          expect(facts).toBeDefined();
          expect(atOnce || facts?.evidence?.state === 'idle').toBe(true);
        }
      }),
      RUNS,
    );
  });
});
