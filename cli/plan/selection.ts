import { suggest } from '../../shared/document/nearest.ts';
import type { World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { isNamed, type Named } from '../../shared/runtime/sweep/narrow.ts';
import { CliError } from '../errors/cli-error.ts';

/** The part of the fleet that a plan is narrowed to. Everything is read all the same, because limits count all. */
export interface Selection {
  /** Globs over identifiers of clusters; absent: all. */
  readonly clusters?: readonly string[] | undefined;
  /** The rule that decides. */
  readonly rule?: string | undefined;
  /** `key=value` or `key`, of which a cluster has to have each. */
  readonly tag?: readonly string[] | undefined;
  /** The instant for which it was decided. Absent: now. */
  readonly at?: EpochMs | undefined;
}

/** Something about one cluster. */
interface About {
  readonly account: string;
  readonly cluster: string;
}

/**
 * Checks the options that select.
 *
 * @throws CliError for a rule that the policy does not have.
 */
export function checkSelection({ rule }: Pick<Selection, 'rule'>, { rules }: Policy): void {
  const names = rules.map(({ name }) => name);
  if (rule === undefined || names.includes(rule)) return;
  throw new CliError(`the policy has no rule "${rule}"`, suggest(rule, names));
}

/** The selected decisions, and whether something else is about a cluster that is selected. */
export function select(
  { rule, tag }: Selection,
  named: Named | undefined,
  all: readonly Decision[],
  worlds: readonly World[],
): { readonly decisions: Decision[]; isMeant(one: About): boolean } {
  const tagged = tag && clustersWith(tag, worlds);
  const isTagged = (one: About): boolean => tagged?.has(keyOf(one)) ?? true;
  const decisions = all.filter(
    (one) => isNamed(one, named) && isTagged(one) && (rule === undefined || one.rule === rule),
  );
  const ruled = rule === undefined ? undefined : new Set(decisions.map(keyOf));
  return {
    decisions,
    isMeant: (one) => isNamed(one, named) && isTagged(one) && (ruled?.has(keyOf(one)) ?? true),
  };
}

function clustersWith(wanted: readonly string[], worlds: readonly World[]): Set<string> {
  const clusters = worlds.flatMap((world) => world.clusters.map(({ cluster }) => cluster));
  return new Set(
    clusters
      .filter(({ tags }) =>
        wanted.every((text) => {
          const [, key = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
          return Object.hasOwn(tags, key) && (value === undefined || tags[key] === value);
        }),
      )
      .map(({ account, id }) => keyOf({ account, cluster: id })),
  );
}

/** Copies and snapshots name their cluster by its identifier. */
function keyOf({ account, cluster }: About): string {
  return `${account} ${cluster}`;
}
