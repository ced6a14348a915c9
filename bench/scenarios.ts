/** Sweeps over 1,000 clusters, and the fewest calls to AWS that each can be done with. */
export interface Scenario {
  readonly name: string;
  readonly function: 'stop-idle-clusters' | 'start-clusters';
  /** Text of a fleet file. */
  readonly fleet: string;
  /** Virtual time. */
  readonly now: string;
  /** By action. */
  readonly least: Readonly<Record<string, number>>;
}

export const account = '111122223333';
export const region = 'eu-central-1';

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
`;

const evening = '2026-11-20T20:00:00Z';
const noon = '2026-11-20T12:00:00Z';

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html: 100 records at most. */
const page = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesPerCall = 500;
/** DatabaseConnections and CPUUtilization. */
const queriesPerCluster = 2;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const entriesPerCall = 10;

const pages = { DescribeDBClusters: 1000 / page };

/** One call for each act, one for the tag that says why, and the events that tell of them. */
function acts(action: 'StopDBCluster' | 'StartDBCluster', count: number): Record<string, number> {
  return { [action]: count, AddTagsToResource: count, PutEvents: Math.ceil(count / entriesPerCall) };
}

/** One page of clusters for which the policy that the functions are packaged with has nothing to do. */
export const quietPage = {
  fleet: fleetOf(`{ id: "dev-{n}", count: ${page}, instances: 1, tags: { env: dev } }`),
  now: noon,
};

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
      GetMetricData: Math.ceil((800 * queriesPerCluster) / queriesPerCall),
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
];

function fleetOf(...clusters: readonly string[]): string {
  const lines = clusters.map((cluster) => `  - ${cluster}`).join('\n');
  return `accounts: [{ id: "${account}" }]\nregion: ${region}\nclusters:\n${lines}\n`;
}
