import pMap from 'p-map';
import type { Prices } from '../../prices/prices.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { listMajorVersions } from '../../shared/aws/read/major-versions.ts';
import { listMembers } from '../../shared/aws/read/members.ts';
import { defined } from '../../shared/defined.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import { engineOf } from '../../shared/policy/model/engines.ts';
import {
  endsSoon,
  type MajorVersion,
  type Support,
  supportOf,
} from '../../shared/policy/recovery/support.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { explainError } from '../errors/explain-error.ts';
import { type ExtendedCost, extendedCost } from './extended-cost.ts';

/** Until when AWS supports the engine versions of a fleet, as far as it could be read. */
export interface EngineSupport {
  readonly versions: Readonly<Record<string, readonly MajorVersion[]>>;
  /** Why nothing is known of some Regions. Absent: all were read. */
  readonly unread?: string;
  /** By ARN of the cluster. Absent: prices were not asked for. */
  readonly costs?: ReadonlyMap<string, ExtendedCost>;
}

/** A cluster whose standard support has ended or ends soon. */
export interface EndingSupport extends Support {
  /** Of Extended Support. Absent: prices were not asked for, or there is none for it. */
  readonly cost?: ExtendedCost;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** One listing for each Region that has a cluster for whose engine AWS tells dates; they are the same for every account. */
export async function readSupport(
  clusters: readonly Cluster[],
  scopes: readonly AwsScope[],
  priced?: { readonly prices: Prices; readonly now: EpochMs },
): Promise<EngineSupport> {
  const wanted = new Set(clusters.filter(hasDates).map(({ region }) => region));
  const byRegion = new Map(scopes.map((scope) => [scope.region, scope]));
  const faults: string[] = [];
  const read = await pMap(
    [...byRegion].filter(([region]) => wanted.has(region)),
    async ([region, scope]) => {
      try {
        return [region, await listMajorVersions(scope)] as const;
      } catch (error) {
        faults.push(`${region}: ${explainError(error)}`);
        return [region, []] as const;
      }
    },
    { concurrency: 4 },
  );
  const versions = Object.fromEntries(read);
  const costs =
    priced &&
    (await readCosts(endingAmong(clusters, { versions }, priced.now), scopes, priced.prices, faults));
  return {
    versions,
    ...(faults.length > 0 && { unread: faults.join('; ') }),
    ...defined({ costs }),
  };
}

/** One listing of instances for each account and Region that has a cluster for which Extended Support is billed, or will be. */
async function readCosts(
  ending: ReturnType<typeof endingAmong>,
  scopes: readonly AwsScope[],
  prices: Prices,
  faults: string[],
): Promise<Map<string, ExtendedCost>> {
  const billed = ending.filter(
    ({ support }) =>
      support.extendedUntil !== undefined && support.isEnrolled !== false && support.phase !== 'over',
  );
  const costs = await pMap(
    scopes,
    async (scope) => {
      const own = billed.filter(({ cluster }) => isIn(scope, cluster));
      if (own.length === 0) return [];
      try {
        const members = await listMembers(scope);
        return own.map(({ cluster }) => [cluster.arn, extendedCost(prices, cluster, members)] as const);
      } catch (error) {
        faults.push(`instances of ${scope.account} ${scope.region}: ${explainError(error)}`);
        return [];
      }
    },
    { concurrency: 4 },
  );
  return new Map(costs.flat());
}

function isIn({ account, region }: AwsScope, cluster: Cluster): boolean {
  return cluster.account === account && cluster.region === region;
}

/** Of Neptune and DocumentDB AWS tells none. */
function hasDates({ engine }: Cluster): boolean {
  return engine.startsWith('aurora') || engineOf({ engine }).multiAz === true;
}

/** The clusters whose standard support has ended or ends soon, the first to end first. */
export function endingSupport(
  clusters: readonly Cluster[],
  { versions, costs }: EngineSupport,
  now: EpochMs,
): EndingSupport[] {
  return endingAmong(clusters, { versions }, now)
    .map(({ cluster, support }) => {
      const { account, region, id, arn } = cluster;
      return { account, region, cluster: id, ...support, ...defined({ cost: costs?.get(arn) }) };
    })
    .toSorted((a, b) => a.standardUntil - b.standardUntil || (a.cluster < b.cluster ? -1 : 1));
}

function endingAmong(
  clusters: readonly Cluster[],
  { versions }: Pick<EngineSupport, 'versions'>,
  now: EpochMs,
): { readonly cluster: Cluster; readonly support: Support }[] {
  return clusters.flatMap((cluster) => {
    const support = supportOf(cluster, versions[cluster.region] ?? [], now);
    return support === undefined || !endsSoon(support, now) ? [] : [{ cluster, support }];
  });
}
