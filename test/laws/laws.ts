import { expect } from 'vitest';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { GeneratedCluster, GeneratedWorld } from './generated-world.ts';
import type { SimulatorOf, Write } from './let-loose.ts';

/** The cluster of the world that a write is about. */
export function targetOf({ resources }: Write, world: GeneratedWorld): GeneratedCluster {
  const id = resources[0]?.split(':').at(-1);
  const cluster = world.clusters.find((one) => one.id === id);
  if (cluster === undefined) throw new Error(`a write to ${resources}, which is no cluster of the world`);
  return cluster;
}

/** One decision for each cluster, with a reason, in order. */
export function checkOneDecisionEach(result: SweepResult, simulator: SimulatorOf): void {
  for (const scope of result.scopes) {
    const here = ({ account, region }: { account: string; region: string }) =>
      account === scope.account && region === scope.region;
    const decided = result.outcomes.map(({ decision }) => decision).filter(here);
    const there = simulator.backend.state().clusters.filter(here);
    // Where the clusters were listed, each is decided, though other facts may be missing and fail the scope.
    const isListed = scope.observedAt !== undefined;
    expect(isListed || !scope.ok).toBe(true);
    expect(decided.map(({ resourceArn }) => resourceArn)).toEqual(
      isListed ? there.map(({ arn }) => arn).sort() : [],
    );
    expect(decided.every(({ reason, detail }) => reason !== undefined && detail !== '')).toBe(true);
  }
}

/** Every change that is reported as done was done, and a failure shows. */
export function checkTruth(results: readonly SweepResult[], writes: readonly Write[]): void {
  const acts = writes.filter(({ action }) => action !== 'AddTagsToResource');
  const accepted = acts.filter(({ outcome }) => outcome === 'ok').map(({ resources }) => resources[0]);
  const done = results.flatMap(({ outcomes }) => outcomes).filter(({ status }) => status === 'done');
  expect(done.map(({ decision }) => decision.resourceArn).sort()).toEqual(accepted.sort());
  for (const { ok, scopes, outcomes } of results) {
    const failed =
      scopes.some((scope) => !scope.ok) ||
      outcomes.some(({ status }) => status === 'failed' || status === 'retry');
    expect(ok).toBe(!failed);
  }
}

/** No sweep does more than its cap in an account and Region. */
export function checkCap({ scopes, outcomes }: SweepResult, { cap }: GeneratedWorld): void {
  for (const { account, region } of scopes) {
    const begun = outcomes.filter(
      ({ status, decision }) =>
        status !== 'skipped' &&
        status !== 'planned' &&
        decision.account === account &&
        decision.region === region,
    );
    expect(begun.length).toBeLessThanOrEqual(cap);
  }
}
