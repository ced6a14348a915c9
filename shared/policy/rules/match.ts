import { oncePerThing } from '../../once.ts';
import type { Action, Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import { isDrillName } from '../model/drill-record.ts';
import type { Location } from '../model/location.ts';
import type { Match, Policy, Protection, Rule } from '../model/policy.ts';
import { isoSeconds } from '../model/tags.ts';
import { type GlobTest, globTest, splitGlobs } from './glob.ts';
import { describeFoundTags, describeTags, hasTags } from './match-tags.ts';

/** One condition of a `match`, and what became of it. */
export interface ConditionResult {
  readonly condition: keyof Match;
  readonly matched: boolean;
  /** The wanted and the actual value, for people. */
  readonly detail: string;
}

/** Undefined: AWS does not say what it depends on. */
type Holds = boolean | undefined;

interface Condition {
  readonly name: keyof Match;
  holds(match: Match, cluster: Cluster): Holds;
  wanted(match: Match): string;
  found(match: Match, cluster: Cluster): string;
}

const conditions: readonly Condition[] = [
  {
    name: 'engines',
    holds: (match, cluster) => match.engines?.includes(cluster.engine) ?? true,
    wanted: (match) => list(match.engines),
    found: (_match, cluster) => cluster.engine,
  },
  {
    name: 'tags',
    holds: (match, cluster) => match.tags === undefined || hasTags(match, cluster.tags),
    wanted: describeTags,
    found: (match, { tags }) => describeFoundTags(match, tags),
  },
  {
    name: 'clusters',
    holds: (match, cluster) => match.clusters === undefined || matchesGlobs(match.clusters, cluster.id),
    wanted: (match) => list(match.clusters),
    found: (_match, cluster) => cluster.id,
  },
  {
    name: 'resourceIds',
    holds: ({ resourceIds }, { resourceId }) =>
      resourceIds === undefined || (resourceId === undefined ? undefined : resourceIds.includes(resourceId)),
    wanted: (match) => list(match.resourceIds),
    found: (_match, { resourceId = 'unknown' }) => resourceId,
  },
  {
    name: 'createdBefore',
    holds: ({ createdBefore }, { createdAt }) =>
      createdBefore === undefined || (createdAt === undefined ? undefined : createdAt < createdBefore.at),
    wanted: ({ createdBefore }) => `before ${createdBefore?.text}`,
    found: (_match, { createdAt }) => (createdAt === undefined ? 'unknown' : isoSeconds(createdAt)),
  },
  {
    name: 'createdAfter',
    holds: ({ createdAfter }, { createdAt }) =>
      createdAfter === undefined || (createdAt === undefined ? undefined : createdAt >= createdAfter.at),
    wanted: ({ createdAfter }) => `from ${createdAfter?.text} on`,
    found: (_match, { createdAt }) => (createdAt === undefined ? 'unknown' : isoSeconds(createdAt)),
  },
  {
    name: 'accounts',
    holds: (match, cluster) => match.accounts?.includes(cluster.account) ?? true,
    wanted: (match) => list(match.accounts),
    found: (_match, cluster) => cluster.account,
  },
  {
    name: 'regions',
    holds: (match, cluster) => match.regions?.includes(cluster.region) ?? true,
    wanted: (match) => list(match.regions),
    found: (_match, cluster) => cluster.region,
  },
  {
    name: 'not',
    holds: ({ not }, cluster) => {
      const holds = not === undefined ? false : holdsFor(not, cluster);
      return holds === undefined ? undefined : !holds;
    },
    wanted: ({ not = {} }) => `not ${describeEach(not, (condition) => condition.wanted(not))}`,
    found: ({ not = {} }, cluster) => describeEach(not, (condition) => condition.found(not, cluster)),
  },
];

/** Whether every condition surely holds. No condition at all matches every cluster, but for those of restore drills. */
export function matches(match: Match, cluster: Cluster): boolean {
  return holdsFor(match, cluster) === true;
}

/** Whether every condition holds, or may hold because AWS does not say when the cluster was made, or what its id is. */
export function mayMatch(match: Match, cluster: Cluster): boolean {
  return holdsFor(match, cluster) !== false;
}

/** Whether some cluster of an account and Region may match, by what the match says about these alone. */
export function mayMatchIn(
  { accounts, regions }: Pick<Match, 'accounts' | 'regions'>,
  { account, region }: Location,
): boolean {
  return (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true);
}

function holdsFor(match: Match, cluster: Cluster): Holds {
  if (isDrillName(cluster.id)) return false;
  let all: Holds = true;
  for (const condition of conditions) {
    const holds = condition.holds(match, cluster);
    if (holds === false) return false;
    if (holds === undefined) all = undefined;
  }
  return all;
}

/** Every condition that the match names, with whether it holds. */
export function explainMatch(match: Match, cluster: Cluster): ConditionResult[] {
  return conditionsOf(match).map((condition) => ({
    condition: condition.name,
    matched: condition.holds(match, cluster) === true,
    detail: `wants ${condition.wanted(match)}; is ${condition.found(match, cluster)}`,
  }));
}

function conditionsOf(match: Match): Condition[] {
  return conditions.filter(({ name }) => match[name] !== undefined);
}

function describeEach(match: Match, describe: (condition: Condition) => string): string {
  return conditionsOf(match)
    .map((condition) => `${condition.name} ${describe(condition)}`)
    .join(', ');
}

/**
 * The first rule that has the aspect and matches: later ones have no say. None where it is not known whether an earlier
 * one matches.
 */
export function decidingRule(policy: Policy, cluster: Cluster, aspect: Aspect): Rule | undefined {
  const known = decided.get(cluster);
  const ofPolicy = known?.policy === policy ? known : { policy, rules: {} };
  if (ofPolicy !== known) decided.set(cluster, ofPolicy);
  const found = ofPolicy.rules[aspect] ?? findRule(policy, cluster, aspect) ?? 'none';
  ofPolicy.rules[aspect] = found;
  return found === 'none' ? undefined : found;
}

/** The rules that decide about each cluster as it was read: reading, deciding and reporting ask for them time and again. */
const decided = new WeakMap<
  Cluster,
  { readonly policy: Policy; readonly rules: Partial<Record<Aspect, Rule | 'none'>> }
>();

function findRule(policy: Policy, cluster: Cluster, aspect: Aspect): Rule | undefined {
  for (const rule of policy.rules) {
    const holds = rule[aspect] !== undefined && holdsFor(rule.match, cluster);
    if (holds !== false) return holds ? rule : undefined;
  }
  return undefined;
}

/** The first entry under `protect` that keeps this action from the cluster, or may do so. */
export function protectionFrom(policy: Policy, cluster: Cluster, action: Action): Protection | undefined {
  return policy.protect.find((entry) => (entry.from?.includes(action) ?? true) && mayMatch(entry, cluster));
}

/** Whether a cluster's identifier answers to globs, of which `!` excludes. */
export function matchesGlobs(globs: readonly string[], id: string): boolean {
  return testOf(globs)(id);
}

/** Case does not matter to AWS. Exclusions alone match everything else; an empty list matches nothing. */
const testOf = oncePerThing((globs: readonly string[]): GlobTest => {
  const { wanted, unwanted } = splitGlobs(globs);
  const [isWanted, isUnwanted] = [wanted.map(globTest), unwanted.map(globTest)];
  const everything = wanted.length === 0 && unwanted.length > 0;
  return (id) => (everything || isWanted.some((test) => test(id))) && !isUnwanted.some((test) => test(id));
});

function list(values: readonly string[] = []): string {
  return values.join(', ');
}
