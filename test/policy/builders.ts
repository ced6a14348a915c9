import type { Cluster, Member } from '../../shared/policy/model/cluster.ts';
import type { Policy, PowerRule, Rule } from '../../shared/policy/model/policy.ts';
import type { Observed, StopFacts, StopWorld } from '../../shared/policy/power/facts.ts';
import type { DayRange, Hours } from '../../shared/policy/time/hours.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A Saturday, 13:00 in Berlin. */
export const SATURDAY = Date.parse('2026-11-21T12:00:00Z');
/** A Friday, 13:00 in Berlin. */
export const FRIDAY = Date.parse('2026-11-20T12:00:00Z');

export function aRange(days: readonly number[], start: string, end: string): DayRange {
  const [from, to] = [minutesOf(start), minutesOf(end)];
  return { days, start: from, end: to > from ? to : to + 1440 };
}

export function hoursOf(ranges: Hours['ranges'], except: readonly string[] = []): Hours {
  return { text: typeof ranges === 'string' ? ranges : 'some hours', ranges, except };
}

export const WEEKDAYS: Hours = {
  text: 'mon-fri 07:30-19:00',
  ranges: [aRange([1, 2, 3, 4, 5], '07:30', '19:00')],
  except: [],
};

export function aCluster(some: Partial<Cluster> = {}): Cluster {
  const id = some.id ?? 'dev-orders';
  return {
    arn: `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`,
    account: '111122223333',
    region: 'eu-central-1',
    id,
    engine: 'aurora-postgresql',
    engineVersion: '16.4',
    engineMode: 'provisioned',
    status: 'available',
    tags: {},
    members: [`${id}-1`],
    readReplicas: [],
    ...some,
  };
}

/** A rule of weekday hours that stops what is idle. */
export function aPowerRule(some: Partial<PowerRule> = {}): PowerRule {
  return {
    hours: WEEKDAYS,
    start: true,
    stop: 'whenIdle',
    idleForMs: HOUR,
    minUptimeMs: 30 * MINUTE,
    afterAwsRestart: 'stop',
    maintenance: 'ignore',
    snapshotFirst: false,
    ...some,
  };
}

/** On demand only: no hours, no start. */
export function withoutHours(some: Partial<PowerRule> = {}): PowerRule {
  const { hours: _, ...rest } = aPowerRule({ start: false, ...some });
  return rest;
}

export function aRule(some: Partial<Rule> = {}): Rule {
  return { name: 'developers', match: {}, timezone: 'Europe/Berlin', power: aPowerRule(), ...some };
}

export function aPolicy(some: Partial<Policy> = {}): Policy {
  return {
    version: 1,
    mode: 'enforce',
    timezone: 'Europe/Berlin',
    tagActions: true,
    targets: [],
    calendars: {},
    limits: {},
    copiesInFlight: 5,
    orphans: 'keep',
    protect: [],
    rules: [aRule()],
    ...some,
  };
}

/** The instances of a cluster, all available. */
export function availableMembers({ id: clusterId, members }: Cluster): Member[] {
  return members.map((id) => ({ id, clusterId, status: 'available', instanceClass: 'db.r6g.large' }));
}

/** Facts that let a cluster be stopped: available instances and complete evidence of no use. */
export function someFacts(cluster: Cluster, some: Partial<StopFacts> = {}): StopFacts {
  return {
    members: availableMembers(cluster),
    globalPeers: [],
    inBlueGreen: false,
    snapshots: [],
    evidence: { state: 'idle', detail: 'no use' },
    ...some,
  };
}

export function aWorld(clusters: readonly Observed[], observedAt: EpochMs = SATURDAY): StopWorld {
  return { account: '111122223333', region: 'eu-central-1', observedAt, clusters };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
