import fc from 'fast-check';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Keep, Policy, SnapshotsRule } from '../../../shared/policy/model/policy.ts';
import { aCluster, DAY, HOUR } from '../builders.ts';
import { AWAY, aSnapshotPolicy } from './builders.ts';

const happenings = [
  ...(['nothing', 'rename', 'swap names', 'delete', 'recreate', 'restore', 'clone', 'retag'] as const),
  ...(['change rule', 'missing in a listing', 'regions not listed', 'tamper'] as const),
] as const;

/** An event that happens before both deployments look again. */
export interface Happening {
  readonly what: (typeof happenings)[number];
  readonly of: number;
  readonly other: number;
  readonly rules: number;
  readonly tag: (typeof tampered)[number];
  readonly after: number;
}

/** Tags of snapshots that somebody else changes: to those of another one, or away. */
const tampered = [
  ...([
    'dormouse:source',
    'dormouse:source-time',
    'dormouse:cluster',
    'dormouse:resource',
    'dormouse:due',
  ] as const),
  ...(['dormouse:created-by', 'dormouse:deployment', 'dormouse:rule', 'all', 'none'] as const),
] as const;

export interface Life {
  /** The policies of two deployments, each with the rules that it may change to. */
  readonly policies: readonly (readonly Policy[])[];
  readonly happenings: readonly Happening[];
}

const count = fc.integer({ min: 1, max: 4 });
const keep: fc.Arbitrary<Keep> = fc
  .record({ last: count, daily: count, weekly: count }, { requiredKeys: [] })
  .filter((each) => Object.keys(each).length > 0);

const rule: fc.Arbitrary<SnapshotsRule> = fc
  .record({
    create: keep,
    away: fc.option(keep, { nil: undefined }),
    isCreated: fc.nat(7),
    isCopied: fc.boolean(),
  })
  .map(({ create, away, isCreated, isCopied }) => ({
    ...(isCreated > 0 && { create: { cron: '0 */12 * * *', keep: create } }),
    ...(isCopied && {
      copy: { sources: ['manual' as const], to: [{ region: AWAY, ...defined({ keep: away }) }] },
    }),
  }));

function policyOf(deployment: string): fc.Arbitrary<Policy> {
  return fc
    .record({
      snapshots: rule,
      isForDev: fc.boolean(),
      isProtecting: fc.boolean(),
      orphans: fc.constantFrom<Policy['orphans']>(
        'keep',
        { expireAfterMs: 3 * DAY },
        { expireAfterMs: 10 * DAY },
      ),
    })
    .map(({ snapshots, isForDev, isProtecting, orphans }) => {
      const policy = aSnapshotPolicy(snapshots, {
        deployment,
        orphans,
        protect: isProtecting ? [{ tags: { env: ['prod'] }, from: ['deleteSnapshot'] }] : [],
      });
      const match = isForDev ? { tags: { env: ['dev'] } } : {};
      return { ...policy, rules: policy.rules.map((each) => ({ ...each, match })) };
    });
}

const policies = (deployment: string) => fc.array(policyOf(deployment), { minLength: 1, maxLength: 3 });

export const aLife: fc.Arbitrary<Life> = fc.record({
  policies: fc.oneof(fc.tuple(policies('one')), fc.tuple(policies('one'), policies('two'))),
  happenings: fc.array(
    fc.record({
      what: fc.constantFrom(...happenings),
      of: fc.nat(9),
      other: fc.nat(9),
      rules: fc.nat(2),
      tag: fc.constantFrom(...tampered),
      after: fc.constantFrom(12 * HOUR, 12 * HOUR, DAY, 3 * DAY),
    }),
    { minLength: 4, maxLength: 14 },
  ),
});

/** A cluster that AWS knows by its resource id, whatever it is called. */
export function aRealCluster(id: string, resourceId: string, createdAt: number, env = 'prod'): Cluster {
  return aCluster({ id, resourceId, createdAt, tags: { env } });
}
