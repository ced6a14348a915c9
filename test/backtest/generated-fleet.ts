/** Fleets of every kind of cluster, drawn from a seed. */
import { stringify } from 'yaml';
import { aTimeRange, away, chooser, type Draw, from, groups, small, type Target, zones } from './drawing.ts';

/** A fleet file with that many clusters in the targets. */
export function aFleet(seed: number, count: number, targets = small): string {
  const draw = chooser(seed);
  const clusters = Array.from({ length: count }, (_, index) => aCluster(draw, index, targets)).map(
    (cluster, index) => (seed % 3 === 1 ? withHours(chooser(seed * 31 + index), cluster) : cluster),
  );
  const freeze = [inTime(draw, 0), inTime(draw, 2), inTime(draw, 5)];
  const written: Record<string, unknown>[] = [];
  for (const [index, cluster] of clusters.entries()) {
    // It may have moved to the place of the one before it.
    const { account, region } = written.at(-1) ?? {};
    const earlier = clusters[index - 1] && { ...clusters[index - 1], account, region };
    written.push(related(draw, cluster, earlier, targets));
  }
  const everywhere = [...new Set([...targets.flatMap(({ regions }) => regions), ...away])];
  return stringify({
    accounts: targets.map(({ account: id }) => ({ id, role: 'dormouse' })),
    changeCalendars: { freeze },
    region: 'eu-central-1',
    clusters: written,
    keys: targets.flatMap(({ account }) => [
      { alias: 'alias/audit', account, regions: everywhere },
      { alias: 'alias/copies', account, regions: everywhere },
      { alias: 'alias/off', account, regions: everywhere, state: 'Disabled' },
    ]),
    timings: draw.chance(0.3) ? { stop: '3m-25m', start: '5m-40m', lag: '10s-4m', snapshot: '2m-30m' } : {},
    quotas: { manualSnapshots: draw.one([15, 100, 100_000]), copies: draw.one([2, 5, 20]) },
    quirks: draw.chance(0.3) ? { copyCreateTime: 'copy', copyEvents: true } : {},
  });
}

/** Tags by which its owner says its hours. */
function withHours(draw: Draw, cluster: Record<string, unknown>): Record<string, unknown> {
  const days = draw.within(0, 4);
  const until = new Date(from + days * 86_400_000 + draw.within(0, 23) * 3_600_000).toISOString();
  const hours = draw.one(['always', 'never', `daily ${aTimeRange(draw)}`, 'anything']);
  const tags = {
    ...(draw.chance(0.8) && { schedule: draw.one(['office', 'office', 'tokyo', 'ofice']) }),
    ...(draw.chance(0.4) && { 'dormouse:hours': `${hours} until ${until.slice(0, 19)}Z` }),
  };
  return { ...cluster, tags: { ...(cluster.tags as object), ...tags } };
}

/** Without what the odd kinds of cluster do not have. */
const bare = {
  ...{ serverless: undefined, instances: undefined, activityStream: undefined },
  status: 'available',
};

function aCluster(draw: Draw, index: number, targets: readonly Target[]): Record<string, unknown> {
  const kind = draw.within(0, 19);
  const engine = draw.one(['aurora-postgresql', 'aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb']);
  const isServerless = draw.chance(0.35);
  const status = draw.one([
    'available',
    'available',
    'available',
    'stopped',
    'stopped',
    'stopping',
    'starting',
  ]);
  const cluster = {
    id: `db-${String(index).padStart(4, '0')}`,
    ...aPlace(draw, targets),
    engine,
    tags: {
      rules: String(draw.within(0, groups - 1)),
      ...(draw.chance(0.1) && { env: 'prod' }),
      ...(draw.chance(0.12) && { 'dormouse:hold': aHold(draw) }),
      ...(draw.chance(0.1) && { 'dormouse:activity-stream-override': anOverride(draw) }),
    },
    use: aUse(draw),
    status,
    since: `${draw.within(0, 6)}d${draw.within(0, 23)}h`,
    created: `${draw.within(7, 40)}d`,
    maintenanceWindow: `${aWindow(draw)}`,
    size: draw.one([2, 20, 200]),
    backupRetention: draw.one([0, 1, 3, 7]),
    encrypted: draw.one(['aws', 'none', 'alias/copies']),
    ...(isServerless && {
      serverless: {
        min: engine === 'aurora-postgresql' ? draw.one([0, 0.5, 1]) : 1,
        max: draw.one([4, 8, 16]),
        ...(draw.chance(0.5) && { autoPauseAfter: draw.one(['5m', '30m']) }),
      },
    }),
    instances: draw.within(1, 3),
    ...(draw.chance(0.15) && engine.startsWith('aurora-') && !isServerless && { activityStream: 'started' }),
  };
  if (kind === 0) return { ...cluster, ...bare, engine: 'aurora-mysql', mode: 'serverless' };
  if (kind === 1) return { ...cluster, ...bare, engine: 'mysql' };
  if (kind === 2) return { ...cluster, ...bare, instances: 0 };
  if (kind === 3)
    return { ...cluster, snapshots: [{ id: `${cluster.id}-old-{n}`, count: 3, since: '3d', every: '1d' }] };
  return cluster;
}

/** Some belong to a global database, replicate from another, or are the green one of another. */
function related(
  draw: Draw,
  cluster: Record<string, unknown>,
  earlier: Record<string, unknown> | undefined,
  targets: readonly Target[],
): Record<string, unknown> {
  const isPlain = (one: Record<string, unknown> | undefined) =>
    one?.engine === 'aurora-postgresql' && one.mode === undefined && one.instances !== 0;
  if (!isPlain(cluster) || !isPlain(earlier) || draw.chance(0.5)) return cluster;
  const alike = { ...cluster, account: earlier?.account, status: 'available' };
  const regions = targets.find(({ account }) => account === earlier?.account)?.regions;
  switch (draw.within(0, 2)) {
    case 0:
      return {
        ...alike,
        region: regions?.find((region) => region !== earlier?.region),
        readReplicaOf: earlier?.id,
      };
    case 1:
      return { ...alike, region: earlier?.region, greenOf: earlier?.id };
    default:
      return { ...cluster, global: `global-${String(cluster.id)}` };
  }
}

function aPlace(draw: Draw, targets: readonly Target[]): { account: string; region: string } {
  const { account, regions } = draw.one(targets);
  return { account, region: draw.one(regions) };
}

function aUse(draw: Draw): unknown {
  const zone = draw.one(zones);
  const hours = (days: string) => `${days} ${aTimeRange(draw)}`;
  return draw.one([
    'none',
    'always',
    'missing',
    [{ hours: hours('mon-fri'), timezone: zone, connections: draw.within(1, 90), cpu: draw.within(5, 90) }],
    [{ hours: hours('mon-fri'), timezone: zone, connections: draw.within(1, 90), cpu: draw.within(5, 90) }],
    [
      { hours: hours('daily'), timezone: zone, connections: 4, cpu: 30 },
      { hours: hours('sat,sun'), timezone: zone, connections: 60, cpu: 80 },
      { connections: draw.one([0, 2]), cpu: 6 },
    ],
    [{ hours: hours('tue,thu'), timezone: 'UTC', connections: 0, requests: draw.one([0, 3]), cpu: 20 }],
  ]);
}

function aWindow(draw: Draw): string {
  const day = draw.one(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  const hour = String(draw.within(0, 22)).padStart(2, '0');
  return `${day}:${hour}:${draw.one(['00', '07', '30'])}-${day}:${hour}:${draw.one(['37', '58'])}`;
}

function aHold(draw: Draw): string {
  const until = inDays(draw.within(-1, 9), draw.within(0, 1_439));
  return draw.one([
    'forever',
    'soon',
    until,
    `stopped until ${until}`,
    `up until ${until}`,
    `no changes until ${until}`,
  ]);
}

function anOverride(draw: Draw): string {
  return draw.one([
    `off until ${inDays(draw.within(0, 6), draw.within(0, 1_439))}`,
    `async until ${inDays(draw.within(0, 30), draw.within(0, 1_439))}`,
    'declared',
    'on',
  ]);
}

/** Some hours from that day on. */
function inTime(draw: Draw, day: number): string {
  return `${inDays(day, draw.within(0, 1_439))}..${inDays(day + draw.within(1, 2), draw.within(0, 1_439))}`;
}

function inDays(days: number, minutes: number): string {
  return `${new Date(from + days * 86_400_000 + minutes * 60_000).toISOString().slice(0, 19)}Z`;
}
