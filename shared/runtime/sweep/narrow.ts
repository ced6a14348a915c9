import type { World } from '../../policy/model/cluster.ts';
import { type Decision, skipInstead } from '../../policy/model/decision.ts';
import { matchesGlobs } from '../../policy/rules/match.ts';

/** Which clusters a request names. */
export interface Named {
  /** Identifiers: of clusters that are there, and of those that decisions are about all the same. */
  readonly clusters: ReadonlySet<string>;
  /** The globs that some cluster answers to. */
  readonly matched: readonly string[];
}

/** Looks up globs over cluster identifiers, `!` excludes; undefined when the request names none. */
export function findNamed(
  globs: readonly string[] | undefined,
  world: World,
  decisions: readonly Decision[],
): Named | undefined {
  return namedAmong(
    globs,
    world.clusters.map(({ cluster }) => cluster.id),
    decisions,
  );
}

/** The same for clusters that are known by their identifiers. */
export function namedAmong(
  globs: readonly string[] | undefined,
  known: Iterable<string>,
  decisions: readonly Decision[],
): Named | undefined {
  if (globs === undefined) return undefined;
  const ids = new Set([...known, ...decisions.map(({ cluster }) => cluster)]);
  return {
    clusters: new Set([...ids].filter((id) => matchesGlobs(globs, id))),
    matched: globs.filter((glob) => {
      const alone = [glob.replace(/^!/, '')];
      return [...ids].some((id) => matchesGlobs(alone, id));
    }),
  };
}

/** The world with only the clusters that the globs name, to read facts about these. */
export function onlyNamed<W extends World>(world: W, globs: readonly string[] | undefined): W {
  return globs === undefined
    ? world
    : { ...world, clusters: world.clusters.filter(({ cluster }) => matchesGlobs(globs, cluster.id)) };
}

/**
 * Takes the action from the clusters that are not named. They stay in the list, because a limit in percent counts
 * the whole fleet, whoever is named.
 */
export function keepOthersStill(decisions: readonly Decision[], named: Named | undefined): Decision[] {
  return decisions.map((decision) => (isNamed(decision, named) ? decision : skipInstead(decision)));
}

/** Whether the request is about the cluster of this decision. */
export function isNamed({ cluster }: Pick<Decision, 'cluster'>, named: Named | undefined): boolean {
  return named?.clusters.has(cluster) ?? true;
}
