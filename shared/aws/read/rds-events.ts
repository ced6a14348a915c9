import { type Event, paginateDescribeEvents } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { StopFacts } from '../../policy/power/facts.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';

export type LastStart = NonNullable<StopFacts['lastStart']>;

/** RDS keeps events for 14 days. The minute is for clocks that differ. */
export const RETENTION_MS = 14 * DAY_MS - MINUTE_MS;

/**
 * The meaning of cluster events. Unlike events on EventBridge, those of DescribeEvents have no event ID, only a message:
 * "DB cluster stopped", "DB cluster started", "DB cluster is being started due to it exceeding the maximum
 * allowed time being stopped.", "Renamed cluster from … to …." (RDS-EVENT-0150, -0151, -0153, -0172), with or without
 * "The" and a period.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const meanings = [
  { kind: 'stopped', message: /\bcluster (has been )?stopped\b/i },
  { kind: 'started', message: /\bcluster (has been )?started\b/i },
  { kind: 'aws-restart', message: /\bbeing started due to it exceeding the maximum allowed time\b/i },
] as const;

/** The last start and rename of each cluster that RDS events report, by the identifier of the cluster. */
export interface PowerEvents {
  readonly starts: ReadonlyMap<string, LastStart>;
  /** When it got the name that it has. */
  readonly renames: ReadonlyMap<string, EpochMs>;
}

/**
 * The last start and the last rename of each cluster in [since, until); no time, no call. RDS may lose an event: a
 * cluster that is missing here may have started all the same.
 */
export async function readPowerEvents(scope: AwsScope, since: EpochMs, until: EpochMs): Promise<PowerEvents> {
  const events = since < until ? await listClusterEvents(scope, ['notification'], since, until) : [];
  return powerEventsOf(events);
}

/** The last start and the last rename that events of clusters report. */
export function powerEventsOf(events: readonly Event[]): PowerEvents {
  return { starts: lastStarts(events), renames: lastRenames(events) };
}

/**
 * Every event of clusters, or of one, in [since, until), of some categories; `since` is at most 14 days back. Throws
 * when the listing is incomplete. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html
 */
export async function listClusterEvents(
  scope: AwsScope,
  categories: string[],
  since: EpochMs,
  until: EpochMs,
  cluster?: string,
): Promise<Event[]> {
  return everyItem(
    paginateDescribeEvents(
      { client: scope.clients.rds, pageSize: 100 },
      {
        SourceType: 'db-cluster',
        ...defined({ SourceIdentifier: cluster }),
        EventCategories: categories,
        StartTime: new Date(Math.max(since, until - RETENTION_MS)),
        EndTime: new Date(until),
      },
      sendOptions(scope),
    ),
    (page) => page.Events,
    (page) => page.Marker,
  );
}

/**
 * The last start of each cluster, by its identifier. A start is AWS's own when the restart was announced since the cluster last stopped, by the user otherwise. An
 * announced restart counts as a start even if the event of the start itself was lost.
 */
export function lastStarts(events: readonly Event[]): Map<string, LastStart> {
  const starts = new Map<string, LastStart>();
  const restarting = new Set<string>();
  for (const { id, at, kind } of turnsOf(events)) {
    if (kind === 'stopped') {
      restarting.delete(id);
      continue;
    }
    if (kind === 'aws-restart') {
      restarting.add(id);
    }
    starts.set(id, { at, by: restarting.has(id) ? 'aws' : 'user' });
  }
  return starts;
}

/** A stop or start of a cluster, or AWS's announcement of one. */
export interface Turn {
  /** DBClusterIdentifier, lower case. */
  readonly id: string;
  readonly at: EpochMs;
  readonly kind: (typeof meanings)[number]['kind'];
}

/** The stops and starts that events report, the earliest first. */
export function turnsOf(events: readonly Event[]): Turn[] {
  return events.flatMap(toTurn).sort((a, b) => a.at - b.at);
}

function lastRenames(events: readonly Event[]): Map<string, EpochMs> {
  const renames = new Map<string, EpochMs>();
  for (const { SourceIdentifier, Date: date, Message = '' } of events) {
    if (!SourceIdentifier || !date || !/\brenamed\b/i.test(Message)) continue;
    const id = SourceIdentifier.toLowerCase();
    renames.set(id, Math.max(date.getTime(), renames.get(id) ?? 0));
  }
  return renames;
}

/** The start or stop that an event reports; nothing for other events. */
function toTurn({ SourceIdentifier, Date: date, Message = '' }: Event): Turn[] {
  const kind = meanings.find(({ message }) => message.test(Message))?.kind;
  return SourceIdentifier && date && kind
    ? [{ id: SourceIdentifier.toLowerCase(), at: date.getTime(), kind }]
    : [];
}
