/** Sweeps over 1,000 clusters and 30,000 snapshots, and the fewest calls to AWS that each can be done with. */
export interface SnapshotScenario {
  readonly function: 'create-snapshots' | 'copy-snapshots' | 'prune-snapshots';
  /** The snapshots of each cluster, as a fleet file has them. */
  readonly snapshots: string;
  /** By action. */
  readonly least: Readonly<Record<string, number>>;
}

export const account = '111122223333';
export const region = 'eu-central-1';
/** Virtual time. */
export const now = '2026-11-20T12:00:00Z';

/** Text of the policy for all scenarios. */
export const policy = `
version: 1
mode: enforce
targets: [{ account: "${account}", regions: [${region}] }]
limits: { createSnapshot: { cap: 50 }, deleteSnapshot: { cap: 50, perCluster: 100% } }
rules:
  - name: all
    match: { clusters: ["*"] }
    snapshots:
      create: { cron: "0 3 * * *", keep: { daily: 7 } }
      copy:
        sources: [automated, manual]
        to: [{ region: us-west-2, kmsKey: alias/dr, keep: { daily: 14 } }]
`;

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html: 100 records at most. */
const page = 100;
/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const eventsPerCall = 10;
const clusterPages = 1000 / page;
/** One instance of each. */
const instancePages = clusterPages;
const snapshotPages = 30_000 / page;

const tags =
  'team: payments, service: "{cluster}", cost-center: "4711", env: prod, owner: "someone@example.com"';
/** In the order of the identifier, which proves them. */
const provenance = {
  'dormouse:cluster': `arn:aws:rds:${region}:${account}:cluster:{cluster}`,
  'dormouse:created-by': 'create-snapshots',
  'dormouse:deployment': 'prod',
  'dormouse:due': '{time}',
  'dormouse:rule': 'all',
};
const lines = Object.entries(provenance).map(([key, value]) => `${key}=${value}`);
const hashOf = JSON.stringify(lines.join('\n'));
const ours = JSON.stringify(provenance).slice(1, -1);
/** Seen before to be kept by nothing: the waiting time before a deletion is over. */
const unkept = '"dormouse:unkept": "expired since 2026-11-01T03:00:00Z"';

/** Snapshots of each cluster that Dormouse took daily. */
function taken(count: number, since: string, more = ''): string {
  return `{ id: "dormouse-{cluster}-{stamp}-{hash}", hashOf: ${hashOf}, count: ${count}, since: "${since}", tags: { ${tags}, ${ours}${more} } }`;
}

export const scenarios: readonly SnapshotScenario[] = [
  {
    function: 'create-snapshots',
    snapshots: taken(30, '2026-11-19T03:00:00Z'),
    least: {
      DescribeDBClusters: clusterPages,
      DescribeDBClusterSnapshots: snapshotPages,
      // The recipe of each cluster has its instances.
      DescribeDBInstances: instancePages,
      DescribeAccountAttributes: 1,
      CreateDBClusterSnapshot: 50,
      PutEvents: 50 / eventsPerCall,
    },
  },
  {
    function: 'copy-snapshots',
    snapshots: `{ id: "rds:{cluster}-{minute}", type: automated, count: 30, since: "2026-11-20T03:00:00Z", tags: { ${tags} } }`,
    least: {
      DescribeDBClusters: clusterPages,
      // One for the destination, where there are none yet.
      DescribeDBClusterSnapshots: snapshotPages + 1,
      DescribeDBInstances: instancePages,
      DescribeAccountAttributes: 1,
      DescribeKey: 1,
      AddTagsToResource: 5,
      CopyDBClusterSnapshot: 5,
      PutEvents: 1,
    },
  },
  {
    function: 'prune-snapshots',
    // The daily 7 are kept.
    snapshots: `${taken(7, '2026-11-20T03:00:00Z')}, ${taken(23, '2026-11-13T03:00:00Z', `, ${unkept}`)}`,
    least: {
      DescribeDBClusters: clusterPages,
      DescribeDBClusterSnapshots: snapshotPages + 1,
      DeleteDBClusterSnapshot: 50,
      PutEvents: 50 / eventsPerCall,
    },
  },
];

/** Text of a fleet file. */
export function fleetOf({ snapshots }: SnapshotScenario): string {
  return `
accounts: [{ id: "${account}" }]
region: ${region}
quotas: { manualSnapshots: 100000 }
keys: [{ alias: alias/dr, regions: [us-west-2] }]
clusters:
  - { id: "orders-{n}", count: 1000, instances: 1, backupRetention: 0, tags: { ${tags.replace('{cluster}', 'orders')} }, snapshots: [${snapshots}] }
`;
}
