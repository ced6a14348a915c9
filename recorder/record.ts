import type { AwsScope } from '../shared/aws/client/aws-scope.ts';
import { type Batch, batchesOf, type Estimate, estimateOf } from './batches.ts';
import type { FleetDocument } from './fleet-document.ts';
import type { Journal } from './journal.ts';
import { type Listing, type Missing, type RecorderWatch, readListing, reasonOf } from './listing.ts';
import { seriesOf } from './queries.ts';
import { type ReadPart, readSeries } from './read-series.ts';
import { type RecordedAccount, toFleet } from './to-fleet.ts';
import { type RecordedSpan, recordedSpan } from './windows.ts';

export interface RecordRequest {
  readonly scopes: readonly AwsScope[];
  readonly accounts: readonly RecordedAccount[];
  /** Aliases of KMS keys that the policy names. */
  readonly keyAliases: readonly string[];
  readonly days: number;
}

/** The listings of a recording, which cost nothing, and what its metrics will cost. */
export interface Prospect {
  readonly clusters: number;
  readonly estimate: Estimate;
  readonly listings: readonly Listing[];
  /** Reads the metrics, and gives the fleet and all that is missing in it. */
  record(): Promise<{
    readonly fleet: FleetDocument;
    readonly span: RecordedSpan;
    readonly missing: readonly Missing[];
  }>;
}

/**
 * Lists everything and plans the calls for metrics, as of the start of the journal. Only reads. Throws when no account and
 * Region can be read at all.
 */
export async function prospect(
  request: RecordRequest,
  journal: Journal,
  watch: RecorderWatch,
): Promise<Prospect> {
  const { scopes, accounts, keyAliases, days } = request;
  const span = recordedSpan(days, journal.until);
  const missing: Missing[] = [];
  const own: RecorderWatch = {
    ...watch,
    missing(one) {
      missing.push(one);
      watch.missing(one);
    },
  };
  const planned: { scope: AwsScope; listing: Listing; batches: readonly Batch[] }[] = [];
  const errors: unknown[] = [];
  for (const scope of scopes) {
    const listing = await readListing(scope, journal, keyAliases, own).catch((error: unknown) => {
      errors.push(error);
      own.missing({ account: scope.account, region: scope.region, what: 'everything', why: reasonOf(error) });
    });
    if (!listing) continue;
    const instances = Map.groupBy(listing.instances, ({ clusterId }) => clusterId);
    const series = listing.clusters.flatMap((cluster) => seriesOf(cluster, instances.get(cluster.id) ?? []));
    planned.push({ scope, listing, batches: batchesOf(scope, series, span) });
  }
  if (planned.length === 0 && errors.length > 0) throw errors[0];
  const listings = planned.map(({ listing }) => listing);
  return {
    clusters: listings.reduce((sum, listing) => sum + listing.clusters.length, 0),
    listings,
    estimate: estimateOf(planned.flatMap(({ batches }) => batches)),
    async record() {
      const parts: ReadPart[] = [];
      for (const { scope, batches } of planned)
        parts.push(...(await readSeries(scope, batches, journal, own)));
      const fleet = toFleet({ accounts, listings, parts, span });
      return { fleet, span, missing: [...missing, ...fleet.missing] };
    },
  };
}
