/**
 * The RDS events that the simulator sends, as the user guide lists them; Neptune and DocumentDB send the same.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
export const eventTypes = {
  'RDS-EVENT-0087': { source: 'DB_INSTANCE', categories: ['notification'], message: 'DB instance stopped.' },
  'RDS-EVENT-0088': { source: 'DB_INSTANCE', categories: ['notification'], message: 'DB instance started.' },
  'RDS-EVENT-0150': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster stopped.' },
  'RDS-EVENT-0151': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster started.' },
  'RDS-EVENT-0152': { source: 'CLUSTER', categories: ['notification'], message: 'DB cluster stop failed.' },
  'RDS-EVENT-0153': {
    source: 'CLUSTER',
    categories: ['notification'],
    message: 'DB cluster is being started due to it exceeding the maximum allowed time being stopped.',
  },
} as const;

export type EventId = keyof typeof eventTypes;

/** How the two kinds of source are spelt in EventBridge and in DescribeEvents. */
export const eventSources = {
  CLUSTER: { detailType: 'RDS DB Cluster Event', sourceType: 'db-cluster' },
  DB_INSTANCE: { detailType: 'RDS DB Instance Event', sourceType: 'db-instance' },
} as const;
