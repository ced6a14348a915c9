import {
  type EventId,
  type EventSource,
  eventSources,
  eventTypes,
  type PlacedSource,
} from './event-types.ts';

/**
 * An RDS event as EventBridge delivers it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-cloud-watch-events.html
 */
export interface RdsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.rds';
  readonly account: string;
  /** To the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly EventCategories: readonly string[];
    readonly SourceType: string;
    readonly SourceArn: string;
    /** To the millisecond. */
    readonly Date: string;
    readonly Message: string;
    readonly SourceIdentifier: string;
    readonly EventID: string;
    readonly Tags: Readonly<Record<string, string>>;
  };
}

/** The envelope of an event, with the tags that its source has at this moment. */
export function toEnvelope(event: {
  readonly id: EventId;
  readonly owner: PlacedSource;
  readonly member: EventSource | undefined;
  readonly message: string;
  readonly at: number;
  readonly uuid: string;
}): RdsEvent {
  const { source, categories } = eventTypes[event.id];
  const { id, arn, tags } = event.member ?? event.owner;
  const date = new Date(event.at).toISOString();
  return {
    version: '0',
    id: event.uuid,
    'detail-type': eventSources[source].detailType,
    source: 'aws.rds',
    account: event.owner.account,
    time: date.replace(/\.\d+/, ''),
    region: event.owner.region,
    resources: [arn],
    detail: {
      EventCategories: categories,
      SourceType: source,
      SourceArn: arn,
      Date: date,
      Message: event.message,
      SourceIdentifier: id,
      EventID: event.id,
      Tags: Object.fromEntries(tags),
    },
  };
}
