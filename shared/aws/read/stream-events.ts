import type { Event } from '@aws-sdk/client-rds';
import pMap from 'p-map';
import { defined } from '../../defined.ts';
import type { Cluster } from '../../policy/model/cluster.ts';
import type { StreamEvents } from '../../policy/streams/stream.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { type AwsScope, warn } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { lastStarts, listClusterEvents, RETENTION_MS } from './rds-events.ts';

/**
 * "Database Activity Streams is stopped on your database cluster." (RDS-EVENT-0180); an event here bears no ID.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const STREAM_STOPPED = /\bactivity streams? (is |was |has been |have been )?stopped\b/i;

/** "Database Activity Streams is started on your database cluster." (RDS-EVENT-0179) */
const STREAM_STARTED = /\bactivity streams? (is |was |has been |have been )?started\b/i;

/** A start or stop of an activity stream. */
export interface StreamTurn {
  /** DBClusterIdentifier, lower case. */
  readonly id: string;
  readonly at: EpochMs;
  readonly kind: 'started' | 'stopped';
}

/** The starts and stops of activity streams that events report. */
export function streamTurnsOf(events: readonly Event[]): StreamTurn[] {
  return events.flatMap(({ SourceIdentifier, Date: date, Message = '' }) => {
    const kind = STREAM_STARTED.test(Message)
      ? 'started'
      : STREAM_STOPPED.test(Message)
        ? 'stopped'
        : undefined;
    return SourceIdentifier && date && kind
      ? [{ id: SourceIdentifier.toLowerCase(), at: date.getTime(), kind }]
      : [];
  });
}

/** A gap may last a week and is read in every sweep, so for more clusters than this events are not read. */
const MAX_CLUSTERS = 10;
const CALLS_AT_ONCE = 4;

/**
 * The last stop of each cluster's activity stream and its last start, by its identifier, that RDS events of the 14 days
 * before `until` report, in a listing for each of up to 10 clusters. With more clusters, or after a listing that fails
 * (which warns), no event is known: events only date a gap, which then seems older. It throws only when the scope's time
 * is over or the program is wrong. RDS may lose an event, too.
 */
export async function readStreamEvents(
  scope: AwsScope,
  clusters: readonly Cluster[],
  until: EpochMs,
): Promise<Map<string, StreamEvents>> {
  const read = await pMap(
    clusters,
    async ({ id }) =>
      [id, clusters.length > MAX_CLUSTERS ? {} : await readEventsOf(scope, id, until)] as const,
    { concurrency: CALLS_AT_ONCE },
  );
  return new Map(read);
}

async function readEventsOf(scope: AwsScope, id: string, until: EpochMs): Promise<StreamEvents> {
  // The start of a cluster is a notification, the stop of its stream a change of configuration.
  const categories = ['configuration change', 'notification'];
  try {
    const events = await listClusterEvents(scope, categories, until - RETENTION_MS, until, id);
    const [start, stop] = [lastStarts(events).get(id), lastStreamStop(events, id)];
    return defined({ lastStart: start?.at, lastStreamStop: stop });
  } catch (error) {
    const fault = classify(error);
    if (fault === undefined || scope.signal?.aborted) throw error;
    warn(
      scope,
      `${scope.account} ${scope.region}: since when the activity stream of ${id} is missing is not known from its events: ${fault.name}: ${fault.message}`,
      error,
    );
    return {};
  }
}

function lastStreamStop(events: readonly Event[], id: string): EpochMs | undefined {
  const stops = events.flatMap(({ SourceIdentifier, Date: date, Message = '' }) =>
    SourceIdentifier?.toLowerCase() === id && date && STREAM_STOPPED.test(Message) ? [date.getTime()] : [],
  );
  return stops.length === 0 ? undefined : Math.max(...stops);
}
