import { defined } from '../../../shared/defined.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Keep, Policy } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { decidePrunes } from '../../../shared/policy/snapshots/decide-prune.ts';
import type { PruneWorld } from '../../../shared/policy/snapshots/worlds.ts';
import { aCluster, aPolicy, aRule, DAY, SATURDAY } from '../builders.ts';
import { aPruneWorld, created } from './builders.ts';

const { power: _power, ...without } = aRule();
export const ruleFor = (name: string, env: string, keep?: Keep) => ({
  ...without,
  name,
  match: { tags: { env: [env] } },
  snapshots: { create: { cron: '0 3 * * *', ...defined({ keep }) } },
});
export const prod = ruleFor('prod', 'prod', { daily: 30 });
export const scratch = ruleFor('scratch', 'scratch', { last: 1 });
export const orders = aCluster({ resourceId: 'cluster-A', tags: { env: 'prod' } });
export const retagged = { ...orders, tags: { env: 'scratch' } };
export const both = aPolicy({ rules: [scratch, prod] });

/** One a day, as the policy of then had them taken. */
export function daily(count: number, policy: Policy, cluster = orders): Snapshot[] {
  const [rule] = policy.rules.filter(
    ({ match }) => match.tags?.env?.includes(cluster.tags.env ?? '') ?? true,
  );
  return Array.from({ length: count }, (_, index) =>
    created(SATURDAY - (index + 1) * DAY, {}, cluster, 'create-snapshots', policy, rule),
  );
}

/** A sweep that writes its notes and deletes nothing: what it decides, and the snapshots after it. */
export function sweep(policy: Policy, world: PruneWorld) {
  const decisions = decidePrunes(policy, world);
  const notes = new Map(
    decisions.flatMap((one) => (one.verdict === 'skip' && one.note ? [[one.resourceArn, one.note]] : [])),
  );
  const snapshots = world.snapshots.map((snapshot): Snapshot => {
    const note = notes.get(snapshot.arn);
    return note?.kind === 'tag-snapshot'
      ? { ...snapshot, tags: { ...snapshot.tags, ...note.tags } }
      : snapshot;
  });
  return { decisions, snapshots };
}

export const count = (decisions: readonly Decision[]) =>
  Object.fromEntries(
    [...Map.groupBy(decisions, ({ reason }) => reason)].map(([key, all]) => [key, all.length]),
  );
export const world = (snapshots: readonly Snapshot[], clusters: readonly (typeof orders)[], days = 0) =>
  aPruneWorld({
    snapshots,
    clusters: clusters.map((cluster) => ({ cluster })),
    observedAt: SATURDAY + days * DAY,
  });
