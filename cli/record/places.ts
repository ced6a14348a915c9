import { existsSync } from 'node:fs';
import type { RecordedAccount } from '../../recorder/to-fleet.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { locationsOf } from '../../shared/runtime/sweep/locations.ts';
import { findHome } from '../survey/home.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { byReadRoles } from '../survey/reader.ts';
import type { Io } from '../terminal/io.ts';

/** Where to record: every account and Region of the policy, and the Regions that it copies snapshots to. */
export interface Places {
  /** Absent: there is no policy file. */
  readonly policy: Policy | undefined;
  readonly locations: readonly TargetLocation[];
  readonly accounts: readonly RecordedAccount[];
  /** Aliases of KMS keys that the policy names. */
  readonly keyAliases: readonly string[];
}

/** @throws PolicyError or CliError when the policy cannot be used, or no Region is known. */
export async function findPlaces(
  { policy: path, isPolicyNamed, region }: { policy: string; isPolicyNamed: boolean; region?: string },
  io: Io,
): Promise<Places> {
  const policy = isPolicyNamed || existsSync(path) ? await readListedPolicy(path, io) : undefined;
  const all = policy === undefined ? [await findHome()] : await locationsOf(byReadRoles(policy), findHome);
  const narrowed = region === undefined ? all : all.filter((one) => one.region === region);
  const sources =
    narrowed.length > 0 || region === undefined ? narrowed : all.map((one) => ({ ...one, region }));
  const away = sources.flatMap((from) => destinationsOf(policy).map((to) => ({ ...from, region: to })));
  return {
    policy,
    locations: uniqueBy([...sources, ...away], ({ account, region: own }) => `${account} ${own}`),
    accounts: accountsOf(sources, policy),
    keyAliases: keyAliasesOf(policy),
  };
}

function destinationsOf(policy: Policy | undefined): string[] {
  return (policy?.rules ?? []).flatMap(
    ({ snapshots }) => snapshots?.copy?.to.map(({ region }) => region) ?? [],
  );
}

function keyAliasesOf(policy: Policy | undefined): string[] {
  const keys = (policy?.rules ?? []).flatMap(({ snapshots, activityStream }) => [
    ...(snapshots?.copy?.to.map(({ kmsKey }) => kmsKey) ?? []),
    activityStream?.kmsKey,
  ]);
  return keys.flatMap((key) => key?.replace(/^arn:[^/]*:(?=alias\/)/, '') ?? []);
}

/** The role that the functions assume, by which the simulator lets them in. */
function accountsOf(locations: readonly TargetLocation[], policy: Policy | undefined): RecordedAccount[] {
  const ids = uniqueBy(locations, ({ account }) => account).map(({ account }) => account);
  return ids.map((id) => {
    const target = policy?.targets.find(({ account }) => account === id);
    const role = target?.role?.replace(/^.*\//, '');
    const externalId = target?.externalId;
    return { id, ...(role !== undefined && { role }), ...(externalId !== undefined && { externalId }) };
  });
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  return [...new Map(all.toReversed().map((one) => [keyOf(one), one])).values()].toReversed();
}
