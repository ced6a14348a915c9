import pMap from 'p-map';
import type { Prices } from '../../prices/prices.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { listClusterEvents, turnsOf } from '../../shared/aws/read/rds-events.ts';
import { listSnapshots } from '../../shared/aws/read/snapshots.ts';
import { streamTurnsOf } from '../../shared/aws/read/stream-events.ts';
import { defined } from '../../shared/defined.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { type Unproven, unprovenAmong } from '../../shared/policy/recovery/evidence/unproven.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import { ownSnapshots } from '../../shared/policy/snapshots/own.ts';
import { isCopy } from '../../shared/policy/snapshots/provenance.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { toFault } from '../../shared/runtime/sweep/fault.ts';
import type { Fault } from '../../shared/runtime/sweep/outcome.ts';
import { forPeople } from '../errors/explain-error.ts';
import { type EndingSupport, endingSupport, readSupport } from '../survey/engine-support.ts';
import { asPerson } from '../survey/find-cluster.ts';
import { readerSession } from '../survey/reader.ts';
import type { Progress } from '../terminal/progress.ts';
import { type Entry, entriesOf } from './entries.ts';
import { type Restless, restlessOf } from './restless.ts';

/** The acts, the earliest first, and the accounts and Regions that could not be read. */
export interface Told {
  readonly entries: readonly Entry[];
  readonly unread: readonly { readonly account: string; readonly region: string; readonly fault: Fault }[];
  /** All clusters that were read, in the order of the places. */
  readonly clusters: readonly Cluster[];
  /** The clusters that run outside their hours and have not been stopped for days. */
  readonly restless: readonly Restless[];
  /** The clusters that no restore drill has proven for longer than their rule says. */
  readonly unproven: readonly Unproven[];
  /** The clusters whose standard support has ended or ends soon. */
  readonly support: { readonly ending: readonly EndingSupport[]; readonly unread?: string };
}

/** Reads the events, the tags and Dormouse's own snapshots of each account and Region. */
export async function readReport(
  policy: Policy,
  places: readonly TargetLocation[],
  caller: { readonly account: string },
  sinceOf: (now: EpochMs) => EpochMs,
  progress: Progress,
  prices?: Prices,
): Promise<Told> {
  const read = await pMap(
    places,
    async (place): Promise<ReadPlace> => {
      progress.waitFor(`${place.account} ${place.region}`);
      try {
        return await readPlace(policy, asPerson(place, caller), sinceOf, progress);
      } catch (error) {
        const { account, region } = place;
        return { entries: [], unread: [{ account, region, fault: toFault(forPeople(error)) }], seen: [] };
      }
    },
    { concurrency: 4 },
  );
  const seen = read.flatMap((one) => one.seen);
  const clusters = seen.flatMap((one) => one.clusters);
  const support = await readSupport(
    clusters,
    seen.map(({ scope }) => scope),
    prices && { prices, now: Math.max(0, ...seen.map(({ observedAt }) => observedAt)) },
  );
  return {
    entries: read.flatMap(({ entries }) => entries).toSorted((a, b) => a.at - b.at),
    unread: read.flatMap(({ unread }) => unread),
    clusters,
    restless: seen.flatMap((one) => restlessOf(policy, one.clusters, one.observedAt)),
    unproven: seen.flatMap((one) => unprovenAmong(policy, one.clusters, one.observedAt)),
    support: {
      ending: seen.flatMap((one) => endingSupport(one.clusters, support, one.observedAt)),
      ...defined({ unread: support.unread }),
    },
  };
}

/** The entries of one account and Region, and the clusters that they are about. */
interface ReadPlace extends Pick<Told, 'entries' | 'unread'> {
  /** None: it could not be read. */
  readonly seen: readonly {
    readonly scope: AwsScope;
    readonly clusters: readonly Cluster[];
    readonly observedAt: EpochMs;
  }[];
}

async function readPlace(
  policy: Policy,
  place: TargetLocation,
  sinceOf: (now: EpochMs) => EpochMs,
  { warn }: Progress,
): Promise<ReadPlace> {
  const scope = createScope(place, undefined, { warn, session: readerSession });
  const { clusters, observedAt } = await listClusters(scope);
  const since = sinceOf(observedAt);
  const [events, { snapshots }] = await Promise.all([
    listClusterEvents(scope, ['notification', 'configuration change'], since, observedAt),
    listSnapshots(scope, { type: 'manual' }),
  ]);
  const turns = { power: turnsOf(events), streams: streamTurnsOf(events) };
  const made = ownSnapshots(snapshots, deploymentOf(policy))
    .filter(({ snapshot }) => snapshot.createdAt >= since)
    .map(
      ({ snapshot: { id, clusterId, createdAt }, provenance }): Entry => ({
        at: createdAt,
        account: place.account,
        region: place.region,
        cluster: clusterId,
        snapshot: id,
        what: isCopy(provenance) ? 'snapshot copied' : 'snapshot taken',
        by: 'dormouse',
        rule: provenance.rule,
        ...(provenance.by === 'stop-idle-clusters' && { why: 'before a stop' }),
      }),
    );
  return {
    entries: [...clusters.flatMap((cluster) => entriesOf(policy, cluster, turns, since)), ...made],
    unread: [],
    seen: [{ scope, clusters, observedAt }],
  };
}
