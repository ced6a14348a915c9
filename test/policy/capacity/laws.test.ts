import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CapacityFacts, CapacityWorld } from '../../../shared/policy/capacity/capacity.ts';
import { decideCapacities } from '../../../shared/policy/capacity/decide.ts';
import { entryAt, isDeclared } from '../../../shared/policy/capacity/entry.ts';
import { capacityFactsNeeded } from '../../../shared/policy/capacity/facts-needed.ts';
import { capacityRange, isWithin } from '../../../shared/policy/capacity/range.ts';
import type { Cluster, ServerlessCapacity } from '../../../shared/policy/model/cluster.ts';
import type { ChangeCapacityCommand } from '../../../shared/policy/model/command.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { CapacityEntry, Policy } from '../../../shared/policy/model/policy.ts';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import { readHold } from '../../../shared/policy/rules/hold.ts';
import { decidingRule, protectionFrom } from '../../../shared/policy/rules/match.ts';
import { settingsOf } from '../../../shared/policy/rules/settings.ts';
import { runs } from '../../support/runs.ts';
import { capacityFacts } from './builders.ts';
import { capacityWorld, someCapacityPolicy } from './worlds.ts';

const RUNS = runs(1000);

interface Acted {
  readonly cluster: Cluster;
  readonly facts: CapacityFacts;
  readonly current: ServerlessCapacity;
  readonly desired: CapacityEntry;
  readonly decision: Decision;
  readonly command: ChangeCapacityCommand;
}

/** Every act, with what it goes by. Throws where one has nothing to go by. */
function acts(policy: Policy, world: CapacityWorld): Acted[] {
  return decideCapacities(policy, world).flatMap((decision, index) => {
    if (decision.verdict === 'skip') return [];
    const { cluster, capacityFacts: facts } = world.clusters[index] ?? {};
    const rule = cluster && settingsOf(policy, cluster, 'capacity');
    const now = world.observedAt;
    const desired = rule && entryAt(policy, rule.settings, { timezone: rule.timezone, now }).entry;
    const current = cluster?.serverless;
    if (!cluster || !facts || !desired || !current || decision.command.kind !== 'change-capacity') {
      throw new Error(`acts on nothing: ${JSON.stringify(decision)}`);
    }
    return [{ cluster, facts, current, desired, decision, command: decision.command }];
  });
}

/** The capacity after AWS has applied a change: a pause goes with a min of 0, and is 5 minutes unless said otherwise. */
function changed(
  { serverless }: Cluster,
  { min, max, autoPauseAfterMs }: ChangeCapacityCommand,
): ServerlessCapacity {
  const pause = autoPauseAfterMs ?? serverless?.autoPauseAfterMs ?? 300_000;
  return min === 0 ? { min, max, autoPauseAfterMs: pause } : { min, max };
}

describe('to change capacity', () => {
  test('acts and each of its reasons come up in the worlds these laws are tried on', () => {
    const sample = fc.sample(fc.tuple(someCapacityPolicy, capacityWorld), { numRuns: 500, seed: 7 });
    const counts = new Map<string, number>();
    for (const { reason } of sample.flatMap(([policy, world]) => decideCapacities(policy, world))) {
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }

    expect(counts.get('capacity-differs')).toBeGreaterThan(200);
    expect([...counts.keys()].toSorted()).toEqual([
      'capacity-as-declared',
      'capacity-differs',
      'capacity-in-use',
      'cluster-stopped',
      'held',
      'hold-unreadable',
      'in-transition',
      'ineligible',
      'no-line',
      'no-rule',
      'not-observed',
      'not-serverless',
      'protected',
      'use-unknown',
    ]);
  });

  test('there is one decision for each cluster, in order, with a known reason and a detail', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        const decisions = decideCapacities(policy, world);

        expect(decisions.map(({ resourceArn }) => resourceArn)).toEqual(
          world.clusters.map(({ cluster }) => cluster.arn),
        );
        for (const decision of decisions) {
          expect(decision).toMatchObject({ action: 'changeCapacity', aspect: 'capacity' });
          expect(Object.keys(reasons)).toContain(decision.reason);
          expect(decision.detail).toMatch(/^(?!.*(?:undefined|NaN)).+$/);
        }
      }),
      RUNS,
    );
  });

  test('only what a rule matches, nothing protects or holds, is available and differs is acted on', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        for (const { cluster, facts, current, desired, decision } of acts(policy, world)) {
          const rule = decidingRule(policy, cluster, 'capacity');
          expect(rule?.name).toBe(decision.rule);
          expect(protectionFrom(policy, cluster, 'changeCapacity')).toBeUndefined();
          expect(
            readHold(cluster.tags, { timezone: rule?.timezone ?? '', now: world.observedAt }).state,
          ).toMatch(/^(none|over)$/);
          expect(cluster.status).toBe('available');
          const others = desired.max > current.max ? /^(available|incompatible-parameters)$/ : /^available$/;
          for (const { status } of facts.members) expect(status).toMatch(others);
          expect(facts.members.some(({ instanceClass }) => instanceClass === 'db.serverless')).toBe(true);
          expect(isDeclared(desired, current)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  test('a requested capacity is legal, and as the entry says except for a max that may be in use', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        for (const { cluster, facts, current, desired, command } of acts(policy, world)) {
          const { min, max, autoPauseAfterMs } = command;
          const range = capacityRange(cluster);
          const isFree = facts.use?.state === 'known' && facts.use.units <= desired.max;
          const waits = desired.whenBusy === 'wait' && desired.max < current.max && !isFree;
          expect(range && isWithin(range, { min, max })).toBe(true);
          expect(min).toBe(desired.min);
          expect(max).toBe(waits ? current.max : desired.max);
          if (waits) expect(min > current.min || current.min > desired.max).toBe(true);
          expect(autoPauseAfterMs).toBe(desired.min === 0 ? desired.autoPauseAfterMs : undefined);
        }
      }),
      RUNS,
    );
  });

  test('use that is unknown or above the new max never makes a max smaller, unless the entry says so', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        for (const { facts, current, desired, command } of acts(policy, world)) {
          if (desired.whenBusy === 'apply' || command.max >= current.max) continue;
          expect(facts.use?.state === 'known' && facts.use.units <= command.max).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('the same world gives the same decisions', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        expect(decideCapacities(structuredClone(policy), structuredClone(world))).toEqual(
          decideCapacities(policy, world),
        );
      }),
      RUNS,
    );
  });

  test('nothing is left to do once it is done', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        const commands = new Map(acts(policy, world).map(({ command }) => [command.arn, command]));
        const clusters = world.clusters.map((observed) => {
          const command = commands.get(observed.cluster.arn);
          const { cluster } = observed;
          return command === undefined
            ? observed
            : {
                ...observed,
                cluster: {
                  ...cluster,
                  tags: { ...cluster.tags, ...command.tags },
                  serverless: changed(cluster, command),
                },
              };
        });

        const again = decideCapacities(policy, { ...world, clusters });

        expect(again.filter(({ verdict }) => verdict === 'act')).toEqual([]);
      }),
      RUNS,
    );
  });

  test('the facts that are needed, once read, leave nothing unobserved', () => {
    fc.assert(
      fc.property(someCapacityPolicy, capacityWorld, (policy, world) => {
        const needed = new Set(capacityFactsNeeded(policy, world)?.clusters.map(({ arn }) => arn));
        const clusters = world.clusters.map((observed) =>
          needed.has(observed.cluster.arn)
            ? { ...observed, capacityFacts: capacityFacts(observed.cluster) }
            : observed,
        );
        const read = { ...world, clusters };

        expect(decideCapacities(policy, read).filter(({ reason }) => reason === 'not-observed')).toEqual([]);
        expect(capacityFactsNeeded(policy, read)).toBeUndefined();
      }),
      RUNS,
    );
  });
});
