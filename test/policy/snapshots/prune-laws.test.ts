import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Keep } from '../../../shared/policy/model/policy.ts';
import { limitDecisions } from '../../../shared/policy/rules/limit.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import { runs } from '../../support/runs.ts';
import { aPruneStage, type PruneStage } from './arbitrary-snapshots.ts';
import { AWAY, HOME } from './builders.ts';
import { keptByBruteForce } from './keep-by-brute-force.ts';

const RUNS = runs(1000);
const ZONE = 'Europe/Berlin';

function deleted(decisions: readonly Decision[]): Set<string> {
  return new Set(decisions.filter(({ verdict }) => verdict === 'act').map(({ resourceArn }) => resourceArn));
}

/** The complete snapshots of a cluster that Dormouse made, with the time of their data. */
function completeOf({ world, made }: PruneStage, clusterId: string) {
  return world.snapshots
    .filter(({ arn, status }) => made.has(arn) && status === 'available')
    .filter((snapshot) => snapshot.clusterId === clusterId)
    .map(({ arn: key, createdAt, tags }) => {
      const source = tags['dormouse:source-time'];
      return { key, at: source === undefined ? createdAt : Date.parse(source) };
    });
}

function keepOf({ policy, world }: PruneStage): Keep | undefined {
  const { create, copy } = policy.rules[0]?.snapshots ?? {};
  return world.region === HOME ? create?.keep : copy?.to[0]?.keep;
}

describe('pruning', () => {
  test('is tried on more than 10,000 snapshots of all kinds, and deletes of them', () => {
    const stages = fc.sample(aPruneStage, { numRuns: 1000, seed: 1 });
    const decisions = stages.flatMap(({ policy, world }) => decidePrunes(policy, world));

    expect(decisions.length).toBeGreaterThan(10_000);
    expect(decisions.filter(({ verdict }) => verdict === 'act').length).toBeGreaterThan(500);
    const reasons = new Set(decisions.map(({ reason }) => reason));
    for (const reason of [
      ...['expired', 'orphan-expired', 'kept', 'keep-all', 'not-ours', 'orphan', 'last-copy', 'copy-pending'],
      ...['held', 'protected', 'in-transition'],
    ] as const) {
      expect(reasons).toContain(reason);
    }
  });

  test('touches only what Dormouse made and what is complete or failed', () => {
    fc.assert(
      fc.property(aPruneStage, (stage) => {
        const { policy, world, made } = stage;
        const decisions = decidePrunes(policy, world);

        expect(decisions.map(({ resourceArn }) => resourceArn).toSorted()).toEqual(
          world.snapshots.map(({ arn }) => arn).toSorted(),
        );
        for (const arn of deleted(decisions)) {
          expect(made).toContain(arn);
          expect(world.snapshots.find((each) => each.arn === arn)?.status).toMatch(/^(available|failed)$/);
        }
        for (const { resourceArn, reason } of decisions)
          expect(reason === 'not-ours').toBe(!made.has(resourceArn));
      }),
      RUNS,
    );
  });

  test('leaves of each cluster the newest complete one, and all that keep holds', () => {
    fc.assert(
      fc.property(aPruneStage, (stage) => {
        const { policy, world } = stage;
        const gone = deleted(decidePrunes(policy, world));
        const keep = keepOf(stage);

        for (const id of ['dev-a', 'dev-b', 'dev-gone']) {
          const complete = completeOf(stage, id);
          const newest = Math.max(...complete.map(({ at }) => at));
          const left = complete.filter(({ key }) => !gone.has(key));
          expect(complete.length === 0 || left.some(({ at }) => at === newest)).toBe(true);
          if (keep === undefined || id === 'dev-gone') continue;
          for (const key of keptByBruteForce(keep, complete, ZONE)) expect(gone).not.toContain(key);
        }
      }),
      RUNS,
    );
  });

  test('leaves what a destination would keep and does not have yet, and what anybody is copying', () => {
    fc.assert(
      fc.property(aPruneStage, (stage) => {
        const { policy, world, made } = stage;
        const gone = deleted(decidePrunes(policy, world));
        const copy = policy.rules[0]?.snapshots?.copy;
        const isCopied = policy.protect.every(
          ({ from }) => from === undefined || !from.includes('copySnapshot'),
        );

        for (const { sourceArn = '', status } of world.otherRegions) {
          if (status !== 'available' && status !== 'failed') expect(gone).not.toContain(sourceArn);
        }
        if (world.region !== HOME || !copy?.sources.includes('manual') || !isCopied) return;
        for (const id of world.clusters.map(({ cluster }) => cluster.id)) {
          if (policy.protect.some(({ clusters }) => clusters?.includes(id))) continue;
          // A person's copy counts, too: AWS says what it is of.
          const all = world.otherRegions.filter(({ clusterId }) => clusterId === id);
          const copies = all.filter(({ status }) => status !== 'failed');
          const copied = new Set(copies.map(({ sourceArn }) => sourceArn));
          const candidates = world.snapshots.filter(
            ({ arn, type, status, clusterId, sourceArn }) =>
              [copy.sources.some((each) => each === type), status === 'available', clusterId === id].every(
                Boolean,
              ) &&
              !copied.has(arn) &&
              sourceArn === undefined,
          );
          const items = [
            ...copies.map(({ arn: key, tags, createdAt }) => ({
              key,
              // A person's copy has the time of its source in these worlds.
              at: Date.parse(tags['dormouse:source-time'] ?? new Date(createdAt).toISOString()),
            })),
            ...candidates.map(({ arn: key, createdAt: at }) => ({ key, at })),
          ];
          const keep = copy.to[0]?.keep;
          const wanted = keep ? keptByBruteForce(keep, items, ZONE) : new Set(items.map(({ key }) => key));
          for (const { arn } of candidates)
            if (made.has(arn) && wanted.has(arn)) expect(gone).not.toContain(arn);
        }
      }),
      RUNS,
    );
  });

  test('knows of no cluster that it is gone where clusters were not listed', () => {
    fc.assert(
      fc.property(aPruneStage, ({ policy, world }) => {
        const decisions = decidePrunes(policy, { ...world, clusters: [], listed: [AWAY] });

        expect(deleted(decisions).size).toBe(0);
      }),
      RUNS,
    );
  });

  test('deletes orphans only when the policy says so', () => {
    fc.assert(
      fc.property(aPruneStage, ({ policy, world }) => {
        const decisions = decidePrunes({ ...policy, orphans: 'keep' }, { ...world, clusters: [] });

        expect(deleted(decisions).size).toBe(0);
      }),
      RUNS,
    );
  });

  test('has nothing left to do once it is done, whatever a limit let through, and decides the same again', () => {
    fc.assert(
      fc.property(aPruneStage, fc.nat(5), ({ policy, world }, cap) => {
        const decide = (gone: ReadonlySet<string>): Decision[] => {
          const snapshots = world.snapshots.filter(({ arn }) => !gone.has(arn));
          return decidePrunes(policy, { ...world, snapshots });
        };
        const all = decide(new Set());
        const limits = { deleteSnapshot: { cap: { count: cap } } };
        const first = deleted(limitDecisions({ ...policy, limits }, 'deleteSnapshot', all));

        expect(structuredClone(all)).toEqual(decide(new Set()));
        expect(deleted(decide(deleted(all))).size).toBe(0);
        expect(new Set([...first, ...deleted(decide(first))])).toEqual(deleted(all));
      }),
      RUNS,
    );
  });
});
