/**
 * The RDS events that the simulator sends, as the user guide lists them; Neptune and DocumentDB send the same. The guide
 * ends every text with a period; those of a stop and a start have been seen from AWS without one.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
export const eventTypes = {
  'RDS-EVENT-0087': { source: 'DB_INSTANCE', categories: ['notification'], message: 'DB instance stopped' },
  'RDS-EVENT-0088': { source: 'DB_INSTANCE', categories: ['notification'], message: 'DB instance started' },
  'RDS-EVENT-0150': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster stopped' },
  'RDS-EVENT-0151': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster started' },
  'RDS-EVENT-0152': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster stop failed.' },
  'RDS-EVENT-0153': {
    source: 'CLUSTER',
    categories: ['notification'],
    message: 'DB cluster is being started due to it exceeding the maximum allowed time being stopped.',
  },
  'RDS-EVENT-0179': {
    source: 'CLUSTER',
    categories: ['configuration change'],
    message: 'Database Activity Streams is started on your database cluster.',
  },
  'RDS-EVENT-0180': {
    source: 'CLUSTER',
    categories: ['configuration change'],
    message: 'Database Activity Streams is stopped on your database cluster.',
  },
  'RDS-EVENT-0074': {
    source: 'CLUSTER_SNAPSHOT',
    categories: ['backup'],
    message: 'Creating manual cluster snapshot.',
  },
  'RDS-EVENT-0075': {
    source: 'CLUSTER_SNAPSHOT',
    categories: ['backup'],
    message: 'Manual cluster snapshot created.',
  },
  'RDS-EVENT-0168': {
    source: 'CLUSTER_SNAPSHOT',
    categories: ['backup'],
    message: 'Creating automated cluster snapshot.',
  },
  'RDS-EVENT-0169': {
    source: 'CLUSTER_SNAPSHOT',
    categories: ['backup'],
    message: 'Automated cluster snapshot created.',
  },
  'RDS-EVENT-0003': { source: 'DB_INSTANCE', categories: ['deletion'], message: 'DB instance deleted.' },
  'RDS-EVENT-0006': {
    source: 'DB_INSTANCE',
    categories: ['availability'],
    message: 'DB instance restarted.',
  },
  'RDS-EVENT-0016': {
    source: 'CLUSTER',
    categories: ['configuration change'],
    message: 'Reset master credentials.',
  },
  'RDS-EVENT-0020': {
    source: 'DB_INSTANCE',
    categories: ['recovery'],
    message:
      'Recovery of the DB instance has started. Recovery time will vary with the amount of data to be recovered.',
  },
  'RDS-EVENT-0021': {
    source: 'DB_INSTANCE',
    categories: ['recovery'],
    message: 'Recovery of the DB instance is complete.',
  },
  'RDS-EVENT-0354': {
    source: 'CLUSTER',
    categories: ['failure'],
    message: "You can't create the DB cluster because of incompatible resources. `name`.",
  },
  'RDS-EVENT-0005': { source: 'DB_INSTANCE', categories: ['creation'], message: 'DB instance created.' },
  'RDS-EVENT-0170': { source: 'CLUSTER', categories: ['creation'], message: 'DB cluster created.' },
  'RDS-EVENT-0171': { source: 'CLUSTER', categories: ['deletion'], message: 'DB cluster deleted.' },
  'RDS-EVENT-0172': {
    source: 'CLUSTER',
    categories: ['notification'],
    message: 'Renamed cluster from `name` to `name`.',
  },
  'RDS-EVENT-0248': {
    source: 'BLUE_GREEN_DEPLOYMENT',
    categories: ['notification'],
    message: 'Switchover completed on blue/green deployment.',
  },
  'RDS-EVENT-0370': {
    source: 'DB_INSTANCE',
    categories: ['notification', 'serverless'],
    message: 'Initiated pause for the DB instance.',
  },
  'RDS-EVENT-0371': {
    source: 'DB_INSTANCE',
    categories: ['notification', 'serverless'],
    message: 'Pause was canceled for the DB instance.',
  },
  'RDS-EVENT-0372': {
    source: 'DB_INSTANCE',
    categories: ['notification', 'serverless'],
    message: 'Successfully paused the DB instance.',
  },
  'RDS-EVENT-0373': {
    source: 'DB_INSTANCE',
    categories: ['notification', 'serverless'],
    message: 'Initiated resume for the DB instance.',
  },
  'RDS-EVENT-0374': {
    source: 'DB_INSTANCE',
    categories: ['notification', 'serverless'],
    message: 'Successfully resumed the DB instance.',
  },
} as const;

export type EventId = keyof typeof eventTypes;

/** How the kinds of source are spelt in EventBridge and in DescribeEvents. */
export const eventSources = {
  CLUSTER: { detailType: 'RDS DB Cluster Event', sourceType: 'db-cluster' },
  DB_INSTANCE: { detailType: 'RDS DB Instance Event', sourceType: 'db-instance' },
  BLUE_GREEN_DEPLOYMENT: {
    detailType: 'RDS Blue Green Deployment Event',
    sourceType: 'blue-green-deployment',
  },
  CLUSTER_SNAPSHOT: { detailType: 'RDS DB Cluster Snapshot Event', sourceType: 'db-cluster-snapshot' },
} as const;

/** The resource that an event is about: a cluster, one of its instances or a snapshot. */
export interface EventSource {
  readonly id: string;
  readonly arn: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** A source in the place that it belongs to. */
export interface PlacedSource extends EventSource {
  readonly account: string;
  readonly region: string;
}
