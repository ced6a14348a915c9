import type { ActivityStream, Cluster } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamRule, Policy } from '../../../shared/policy/model/policy.ts';
import type {
  ObservedStream,
  StreamFacts,
  StreamKey,
  StreamWorld,
} from '../../../shared/policy/streams/stream.ts';
import type { EpochMs } from '../../../shared/policy/time/units.ts';
import { aCluster, aPolicy, aRule, availableMembers, DAY, hoursOf, SATURDAY } from '../builders.ts';

export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const OTHER_KEY_ID = '99999999-12ab-34cd-56ef-1234567890ab';
export const KEY_ARN = `arn:aws:kms:eu-central-1:111122223333:key/${KEY_ID}`;
export const ALIAS = 'alias/das';
/** Contains SATURDAY, 12:00Z, with time enough to stop a stream and start it again. */
export const WINDOW_NOW = 'sat:11:55-sat:12:25';
/** 17 hours after SATURDAY. */
export const WINDOW_LATER = 'sun:05:00-sun:05:30';
export const SUNDAY_0500 = Date.parse('2026-11-22T05:00:00Z');

/** The setting of a rule that says nothing about it. */
export const ANY_OVERRIDE = { text: 'allow', maxMs: 366 * DAY } as const;
export const NO_OVERRIDES = { text: 'deny', maxMs: 0 } as const;

/** A stream that should always run, changed in the maintenance window. */
export function aStreamRule(some: Partial<ActivityStreamRule> = {}): ActivityStreamRule {
  return {
    mode: 'async',
    kmsKey: ALIAS,
    hours: hoursOf('always'),
    restart: 'maintenanceWindow',
    overrides: ANY_OVERRIDE,
    ...some,
  };
}

/** One rule that decides streams alone. */
export function aStreamPolicy(
  declared: ActivityStreamRule = aStreamRule(),
  some: Partial<Policy> = {},
): Policy {
  const { power: _, ...rule } = aRule({ name: 'audited', activityStream: declared });
  return aPolicy({ rules: [rule], ...some });
}

export function aStream(some: Partial<ActivityStream> = {}): ActivityStream {
  return {
    status: 'started',
    mode: 'async',
    kmsKey: KEY_ID,
    kinesisStream: 'aws-rds-das-cluster-A',
    ...some,
  };
}

/** A cluster without a stream, in its maintenance window. */
export function anAuditedCluster(some: Partial<Cluster> = {}): Cluster {
  return aCluster({
    id: 'audited-1',
    maintenanceWindow: WINDOW_NOW,
    createdAt: SATURDAY - 30 * DAY,
    activityStream: { status: 'stopped' },
    ...some,
  });
}

export function someStreamFacts(cluster: Cluster, some: Partial<StreamFacts> = {}): StreamFacts {
  return {
    members: availableMembers(cluster),
    modesByClass: { 'db.r6g.large': ['async', 'sync'] },
    ...some,
  };
}

export const USABLE: StreamKey = { usable: true, arn: KEY_ARN };

export function aStreamWorld(
  clusters: readonly ObservedStream[],
  some: Partial<StreamWorld> = {},
  observedAt: EpochMs = SATURDAY,
): StreamWorld {
  return {
    account: '111122223333',
    region: 'eu-central-1',
    observedAt,
    clusters,
    keys: { [ALIAS]: USABLE },
    ...some,
  };
}
