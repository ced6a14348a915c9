import type { Action, Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Match, Policy, Protection, Rule } from '../model/policy.ts';
import { type GlobTest, globTest } from './glob.ts';
import { differenceOf } from './near-miss.ts';

/** One condition of a `match`, and what became of it. */
export interface ConditionResult {
  readonly condition: keyof Match;
  readonly matched: boolean;
  /** The wanted and the actual value, for people. */
  readonly detail: string;
}

interface Condition {
  readonly name: keyof Match;
  holds(match: Match, cluster: Cluster): boolean;
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
    holds: (match, cluster) =>
      Object.entries(match.tags ?? {}).every(([key, values]) => hasTag(cluster, key, values)),
    wanted: (match) =>
      Object.entries(match.tags ?? {})
        .map(([key, values]) => `${key}=${values.map(quoted).join('|')}`)
        .join(', '),
    found: (match, { tags }) =>
      Object.entries(match.tags ?? {})
        .map(([key, values]) => foundTag(tags, key, values))
        .join(', '),
  },
  {
    name: 'clusters',
    holds: (match, cluster) => match.clusters === undefined || matchesGlobs(match.clusters, cluster.id),
    wanted: (match) => list(match.clusters),
    found: (_match, cluster) => cluster.id,
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
];

/** Whether every condition holds. No condition at all matches every cluster. */
export function matches(match: Match, cluster: Cluster): boolean {
  return conditions.every((condition) => condition.holds(match, cluster));
}

/** Every condition that the match names, with whether it holds. */
export function explainMatch(match: Match, cluster: Cluster): ConditionResult[] {
  return conditions
    .filter(({ name }) => match[name] !== undefined)
    .map((condition) => ({
      condition: condition.name,
      matched: condition.holds(match, cluster),
      detail: `wants ${condition.wanted(match)}; is ${condition.found(match, cluster)}`,
    }));
}

/** The first rule that has the aspect and matches: later ones have no say. */
export function decidingRule(policy: Policy, cluster: Cluster, aspect: Aspect): Rule | undefined {
  return policy.rules.find((rule) => rule[aspect] !== undefined && matches(rule.match, cluster));
}

/** The first entry under `protect` that keeps this action from the cluster. */
export function protectionFrom(policy: Policy, cluster: Cluster, action: Action): Protection | undefined {
  return policy.protect.find((entry) => (entry.from?.includes(action) ?? true) && matches(entry, cluster));
}

function hasTag(cluster: Cluster, key: string, values: readonly string[]): boolean {
  const value = Object.hasOwn(cluster.tags, key) ? cluster.tags[key] : undefined;
  return value !== undefined && (values.includes('*') || values.includes(value));
}

const compiled = new WeakMap<readonly string[], GlobTest>();

/** Whether a cluster's identifier answers to globs, of which `!` excludes. */
export function matchesGlobs(globs: readonly string[], id: string): boolean {
  const known = compiled.get(globs);
  if (known !== undefined) return known(id);
  const test = compile(globs);
  compiled.set(globs, test);
  return test(id);
}

/** Case does not matter to AWS. Exclusions alone match everything else; an empty list matches nothing. */
function compile(globs: readonly string[]): GlobTest {
  const wanted = globs.filter((pattern) => !pattern.startsWith('!')).map(globTest);
  const unwanted = globs
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => globTest(pattern.slice(1)));
  const everything = wanted.length === 0 && unwanted.length > 0;
  return (id) => (everything || wanted.some((test) => test(id))) && !unwanted.some((test) => test(id));
}

/** Quoted, so that blanks show; with a note where the value or key is nearly the wanted one. */
function foundTag(tags: Cluster['tags'], key: string, values: readonly string[]): string {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  if (value === undefined) {
    const near = Object.keys(tags).find((other) => differenceOf(other, key) !== undefined);
    return near === undefined ? `no tag ${key}` : `no tag ${key}, but ${near}`;
  }
  const near = values.includes(value) ? undefined : values.find((wanted) => differenceOf(value, wanted));
  const note =
    near === undefined ? '' : ` (differs from ${quoted(near)} in ${differenceOf(value, near)} only)`;
  return `${key}=${quoted(value)}${note}`;
}

function quoted(value: string): string {
  return value === '*' ? value : JSON.stringify(value);
}

function list(values: readonly string[] = []): string {
  return values.join(', ');
}
