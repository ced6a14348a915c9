import { isSamePlace, type Location } from '../model/location.ts';
import type { CopyDestination, Policy, Rule, SnapshotsRule } from '../model/policy.ts';
import { mayMatchIn } from '../rules/match.ts';

/**
 * Where copying works: for each account of the targets, every Region that some rule copies to from another Region of
 * the account. A place is reached in the way of the target that it is, or else of the account's first.
 */
export function copyLocations<P extends Location>(policy: Policy, targets: readonly P[]): P[] {
  const destinations = [...new Set(copies(policy).map(({ to }) => to.region))];
  return [...Map.groupBy(targets, ({ account }) => account)].flatMap(([account, [first, ...rest]]) =>
    first === undefined
      ? []
      : destinations
          .filter((region) => sourceRegions(policy, account, region, targets).length > 0)
          .map((region) => ({ ...([first, ...rest].find((own) => own.region === region) ?? first), region })),
  );
}

/** Where pruning works: every target, and every place that gets copies. */
export function pruneLocations<P extends Location>(policy: Policy, targets: readonly P[]): P[] {
  const elsewhere = copyLocations(policy, targets).filter(
    (place) => !targets.some((own) => isSamePlace(own, place)),
  );
  return [...targets, ...elsewhere];
}

/** The Regions of an account that some rule copies from to a destination. */
export function sourceRegions(
  policy: Policy,
  account: string,
  destination: string,
  targets: readonly Location[],
): string[] {
  return regionsOf(account, targets).filter((region) =>
    destinationRegions(policy, account, region).includes(destination),
  );
}

/** The Regions that some rule copies to from an account and Region. */
export function destinationRegions(policy: Policy, account: string, region: string): string[] {
  const found = copies(policy)
    .filter(({ rule, to }) => mayMatchIn(rule.match, { account, region }) && to.region !== region)
    .map(({ to }) => to.region);
  return [...new Set(found)];
}

/** The destination in a Region that a rule copies to. */
export function destinationIn({ copy }: SnapshotsRule, region: string): CopyDestination | undefined {
  return copy?.to.find((to) => to.region === region);
}

function copies({ rules }: Policy): { rule: Rule; to: CopyDestination }[] {
  return rules.flatMap((rule) => (rule.snapshots?.copy?.to ?? []).map((to) => ({ rule, to })));
}

function regionsOf(account: string, targets: readonly Location[]): string[] {
  return [...new Set(targets.filter((each) => each.account === account).map(({ region }) => region))];
}
