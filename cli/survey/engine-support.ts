import pMap from 'p-map';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { listMajorVersions } from '../../shared/aws/read/major-versions.ts';
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

/** Until when AWS supports the engine versions of a fleet, as far as it could be read. */
export interface EngineSupport {
  readonly versions: Readonly<Record<string, readonly MajorVersion[]>>;
  /** Why nothing is known of some Regions. Absent: all were read. */
  readonly unread?: string;
}

/** A cluster whose standard support has ended or ends soon. */
export interface EndingSupport extends Support {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** One listing for each Region that has a cluster for whose engine AWS tells dates; they are the same for every account. */
export async function readSupport(
  clusters: readonly Cluster[],
  scopes: readonly AwsScope[],
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
  return {
    versions: Object.fromEntries(read),
    ...(faults.length > 0 && { unread: faults.join('; ') }),
  };
}

/** Of Neptune and DocumentDB AWS tells none. */
function hasDates({ engine }: Cluster): boolean {
  return engine.startsWith('aurora') || engineOf({ engine }).multiAz === true;
}

/** The clusters whose standard support has ended or ends soon, the first to end first. */
export function endingSupport(
  clusters: readonly Cluster[],
  { versions }: EngineSupport,
  now: EpochMs,
): EndingSupport[] {
  return clusters
    .flatMap((cluster) => {
      const { account, region, id } = cluster;
      const support = supportOf(cluster, versions[region] ?? [], now);
      if (support === undefined || !endsSoon(support, now)) return [];
      return [{ account, region, cluster: id, ...support }];
    })
    .toSorted((a, b) => a.standardUntil - b.standardUntil || (a.cluster < b.cluster ? -1 : 1));
}
