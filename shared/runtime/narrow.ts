import type { Decision } from '../policy/decision.ts';
import { matches } from '../policy/match.ts';
import type { World } from '../policy/world.ts';
import { leaveInstead } from './leave-instead.ts';

/** Which clusters of a world a request names. */
export interface Named {
  readonly arns: ReadonlySet<string>;
  /** The globs that some cluster answers to. */
  readonly matched: readonly string[];
}

/** Looks up globs over cluster identifiers, `!` excludes; undefined when the request names none. */
export function findNamed(globs: readonly string[] | undefined, world: World): Named | undefined {
  if (globs === undefined) return undefined;
  const clusters = world.clusters.map(({ cluster }) => cluster);
  return {
    arns: new Set(clusters.filter((cluster) => matches({ clusters: globs }, cluster)).map(({ arn }) => arn)),
    matched: globs.filter((glob) => {
      const match = { clusters: [glob.replace(/^!/, '')] };
      return clusters.some((cluster) => matches(match, cluster));
    }),
  };
}

/**
 * Takes the action from the clusters that are not named. They stay in the list, because a limit in percent counts
 * the whole fleet, whoever is named.
 */
export function keepOthersStill(decisions: readonly Decision[], named: Named | undefined): Decision[] {
  return decisions.map((decision) => (isNamed(decision, named) ? decision : leaveInstead(decision)));
}

/** Whether the request is about the target of this decision. */
export function isNamed(decision: Decision, named: Named | undefined): boolean {
  return named?.arns.has(decision.target) ?? true;
}
