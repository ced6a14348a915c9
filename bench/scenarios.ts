/** Sweeps over 1,000 clusters, and the fewest calls to AWS that each can be done with. */
export interface Scenario {
  readonly name: string;
  readonly function: 'stop-idle-clusters' | 'start-clusters' | 'toggle-activity-streams' | 'scale-capacity';
  /** Text of a fleet file. */
  readonly fleet: string;
  /** Virtual time. */
  readonly now: string;
  /** By action. */
  readonly least: Readonly<Record<string, number>>;
}

export const account = '111122223333';
export const region = 'eu-central-1';
const key = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** Text of the policy for all scenarios. */
export const policy = `
version: 1
mode: enforce
targets: [{ account: "${account}", regions: [${region}] }]
limits: { stop: 1000 }
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:00-19:00, stop: whenIdle, idleFor: 60m }
  - name: audited
    match: { tags: { env: [audited] } }
    activityStream: { mode: async, kmsKey: ${key}, hours: mon-fri 07:00-19:00, restart: anytime }
  - name: scaled
    match: { tags: { env: [scaled] } }
    capacity: [{ hours: mon-fri 07:00-19:00, min: 2, max: 16 }, { min: 0.5, max: 4 }]
`;

const evening = '2026-11-20T20:00:00Z';
/** Too soon after seven for a stream to be missed that is to run since. */
const morning = '2026-11-20T07:05:00Z';
const noon = '2026-11-20T12:00:00Z';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html: 100 records at most. */
const page = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesPerCall = 500;
/** DatabaseConnections, CPUUtilization and CommitThroughput. */
const idleQueries = 3;
/** ServerlessDatabaseCapacity and ACUUtilization, which have to be asked for by instance: each cluster here has one. */
const capacityQueries = 2;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const entriesPerCall = 10;

const pages = { DescribeDBClusters: 1000 / page };

/** One call for each act, one for the tag that says why, and the events that report them. */
function acts(action: string, count: number): Record<string, number> {
  return { [action]: count, AddTagsToResource: count, PutEvents: Math.ceil(count / entriesPerCall) };
}

/** One page of clusters for which the policy that the functions are packaged with has nothing to do. */
export const quietPage = {
  fleet: fleetOf(`{ id: "dev-{n}", count: ${page}, instances: 1, tags: { env: dev } }`),
  now: noon,
};

const streaming = '{ mode: async, key: alias/das }';

export const scenarios: readonly Scenario[] = [
  {
    name: 'nothing to stop, 1,000 clusters in their hours',
    function: 'stop-idle-clusters',
    fleet: fleetOf('{ id: "dev-{n}", count: 1000, instances: 1, tags: { env: dev } }'),
    now: noon,
    least: pages,
  },
  {
    name: 'stop 500 of 1,000 clusters, 300 are busy',
    function: 'stop-idle-clusters',
    fleet: fleetOf(
      '{ id: "idle-{n}", count: 500, instances: 1, tags: { env: dev } }',
      '{ id: "busy-{n}", count: 300, instances: 1, tags: { env: dev }, use: always }',
      '{ id: "prod-{n}", count: 200, instances: 1, tags: { env: prod } }',
    ),
    now: evening,
    least: {
      ...pages,
      DescribeDBInstances: 1000 / page,
      DescribeGlobalClusters: 1,
      DescribeBlueGreenDeployments: 1,
      DescribeEvents: 1,
      GetMetricData: Math.ceil((800 * idleQueries) / queriesPerCall),
      ...acts('StopDBCluster', 500),
    },
  },
  {
    name: 'nothing to start, 1,000 clusters are up',
    function: 'start-clusters',
    fleet: fleetOf('{ id: "dev-{n}", count: 1000, instances: 1, tags: { env: dev } }'),
    now: noon,
    least: pages,
  },
  {
    name: 'start 400 of 1,000 clusters',
    function: 'start-clusters',
    fleet: fleetOf(
      '{ id: "down-{n}", count: 400, instances: 1, tags: { env: dev }, status: stopped, since: 1d }',
      '{ id: "up-{n}", count: 600, instances: 1, tags: { env: dev } }',
    ),
    now: noon,
    least: { ...pages, ...acts('StartDBCluster', 400) },
  },
  {
    name: 'no stream to toggle, 1,000 run as declared',
    function: 'toggle-activity-streams',
    fleet: fleetOf(audited('on-{n}', 1000, streaming)),
    now: noon,
    least: pages,
  },
  {
    name: 'start 300 streams of 1,000',
    function: 'toggle-activity-streams',
    fleet: fleetOf(audited('off-{n}', 300, 'stopped'), audited('on-{n}', 700, streaming)),
    now: morning,
    least: {
      ...pages,
      DescribeDBInstances: 1000 / page,
      // All are of one version and class, and have one key.
      DescribeOrderableDBInstanceOptions: 1,
      DescribeKey: 1,
      // No events: there are too many gaps to date each.
      ...acts('StartActivityStream', 300),
    },
  },
  {
    name: 'stop 300 streams of 1,000',
    function: 'toggle-activity-streams',
    fleet: fleetOf(audited('on-{n}', 300, streaming), audited('off-{n}', 700, 'stopped')),
    now: evening,
    least: { ...pages, ...acts('StopActivityStream', 300) },
  },
  {
    name: 'no capacity to change, 1,000 clusters have theirs',
    function: 'scale-capacity',
    fleet: fleetOf(scaled('day-{n}', 1000, 'serverless: { min: 2, max: 16 }')),
    now: noon,
    least: pages,
  },
  {
    name: 'give 400 of 1,000 clusters more capacity',
    function: 'scale-capacity',
    fleet: fleetOf(
      scaled('night-{n}', 400, 'serverless: { min: 0.5, max: 4 }'),
      scaled('day-{n}', 600, 'serverless: { min: 2, max: 16 }'),
    ),
    now: noon,
    least: { ...pages, DescribeDBInstances: 1000 / page, ...acts('ModifyDBCluster', 400) },
  },
  {
    name: 'give 500 of 1,000 clusters less capacity, 300 use more',
    function: 'scale-capacity',
    fleet: fleetOf(
      scaled('idle-{n}', 500, 'serverless: { min: 2, max: 16 }'),
      scaled('busy-{n}', 300, 'serverless: { min: 2, max: 16 }, use: always'),
      scaled('night-{n}', 200, 'serverless: { min: 0.5, max: 4 }'),
    ),
    now: evening,
    least: {
      ...pages,
      DescribeDBInstances: 1000 / page,
      GetMetricData: Math.ceil((800 * capacityQueries) / queriesPerCall),
      ...acts('ModifyDBCluster', 500),
    },
  },
];

function audited(id: string, count: number, stream: string): string {
  return `{ id: "${id}", count: ${count}, instances: 1, tags: { env: audited }, activityStream: ${stream} }`;
}

function scaled(id: string, count: number, more: string): string {
  return `{ id: "${id}", count: ${count}, instances: 1, tags: { env: scaled }, ${more} }`;
}

function fleetOf(...clusters: readonly string[]): string {
  const lines = clusters.map((cluster) => `  - ${cluster}`).join('\n');
  const keys = `keys: [{ alias: alias/das, id: ${key} }]`;
  return `accounts: [{ id: "${account}" }]\nregion: ${region}\n${keys}\nclusters:\n${lines}\n`;
}
