import type { Fault } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';

/** An account and Region that was read. */
export interface ReadScope {
  readonly account: string;
  readonly region: string;
  /** ISO instant of AWS's clock. */
  readonly observedAt: string;
  /** All clusters there, whether the options name them or not. */
  readonly clusters: number;
}

/** An account and Region that could not be read completely, so that changes may be missing in the plan. */
export interface UnreadScope {
  readonly account: string;
  readonly region: string;
  /** The functions that could not read it; the changes of the others are planned. */
  readonly functions: readonly string[];
  /** No function could read it. */
  readonly all?: true;
  readonly fault: Fault;
}

/** The accounts and Regions that a function read. */
export function readScopes({ scopes }: SweepResult): ReadScope[] {
  return scopes.flatMap(({ account, region, observedAt, clusters }) =>
    observedAt === undefined ? [] : [{ account, region, observedAt, clusters }],
  );
}

/** The accounts and Regions that a function could not read, each once. */
export function unreadScopes(results: readonly SweepResult[]): UnreadScope[] {
  const unread = results.flatMap(({ function: name, scopes }) =>
    scopes.flatMap(({ account, region, fault }) =>
      fault === undefined ? [] : [{ account, region, functions: [name], fault }],
    ),
  );
  const placeOf = ({ account, region }: Pick<ReadScope, 'account' | 'region'>): string =>
    `${account} ${region}`;
  const looked = Map.groupBy(
    results.flatMap(({ scopes }) => scopes),
    placeOf,
  );
  return [...Map.groupBy(unread, placeOf)].flatMap(([place, same]) =>
    same.slice(0, 1).map((first) => ({
      ...first,
      functions: same.flatMap(({ functions }) => functions),
      ...(looked.get(place)?.length === same.length && { all: true as const }),
    })),
  );
}
