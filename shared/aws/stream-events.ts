import type { Event } from '@aws-sdk/client-rds';
import type { EpochMs } from '../policy/model.ts';
import type { StreamEvents } from '../policy/stream.ts';
import { lastStarts, listClusterEvents, RETENTION_MS } from './rds-events.ts';
import type { Scope } from './scope.ts';

/**
 * "Database Activity Streams is stopped on your database cluster." (RDS-EVENT-0180); an event here bears no ID.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const STREAM_STOPPED = /\bactivity streams? (is |was |has been |have been )?stopped\b/i;

/**
 * The last stop of each cluster's activity stream and the last start of the cluster, by its identifier, that RDS events
 * of the 14 days before `until` tell of, in one listing. RDS may lose an event: what is missing here may have happened.
 */
export async function readStreamEvents(scope: Scope, until: EpochMs): Promise<Map<string, StreamEvents>> {
  // The start of a cluster is a notification, the stop of its stream a change of configuration.
  const categories = ['configuration change', 'notification'];
  const events = await listClusterEvents(scope, categories, until - RETENTION_MS, until);
  const starts = lastStarts(events);
  const stops = lastStreamStops(events);
  return new Map(
    [...new Set([...starts.keys(), ...stops.keys()])].map((id) => {
      const [start, stop] = [starts.get(id), stops.get(id)];
      return [id, { ...(start && { lastStart: start.at }), ...(stop && { lastStreamStop: stop }) }];
    }),
  );
}

function lastStreamStops(events: readonly Event[]): Map<string, EpochMs> {
  const stops = new Map<string, EpochMs>();
  for (const { SourceIdentifier, Date: date, Message = '' } of events) {
    if (!SourceIdentifier || !date || !STREAM_STOPPED.test(Message)) continue;
    const id = SourceIdentifier.toLowerCase();
    stops.set(id, Math.max(stops.get(id) ?? 0, date.getTime()));
  }
  return stops;
}
