import { aSource, DRILL_KEY } from '../../../support/builders/drills.ts';
import { aCluster } from '../../builders.ts';
import type { DrillCase } from './cases.ts';

const sql = [{ kind: 'sql', sql: 'select 1', database: 'shop' }] as const;
const byFunction = [
  { kind: 'function', arn: 'arn:aws:lambda:eu-central-1:111122223333:function:check' },
] as const;
const zones = ['eu-central-1a', 'eu-central-1b'];
const drillCluster = { cluster: aCluster({ id: 'dormouse-drill-other-202611010000-01234567' }) };

/** A due drill with a recovery point, and what may be in its way. */
export const preflightCases: readonly DrillCase[] = [
  {
    name: 'its engine has no Data API',
    cluster: { engine: 'neptune', engineVersion: '1.3.0.0' },
    recovery: { checks: sql },
    reason: 'drill-checks-unfit',
    detail: 'neptune has no Data API',
  },
  {
    name: 'its version has no Data API',
    cluster: { engineVersion: '16.0' },
    recovery: { checks: sql },
    reason: 'drill-checks-unfit',
    detail: 'upgrade it',
  },
  {
    name: 'the Data API does not answer on its class',
    recovery: { instance: { class: 'db.t4g.medium' } },
    reason: 'drill-checks-unfit',
  },
  {
    name: 'a function asks a burstable instance',
    recovery: { instance: { class: 'db.t4g.medium' }, checks: byFunction },
    reason: 'drill-due',
    detail: 'db.t4g.medium',
  },
  {
    name: 'its key cannot be used',
    facts: { keys: { [DRILL_KEY]: { known: { usable: false, detail: 'the key is disabled' } } } },
    reason: 'drill-key-unusable',
    detail: 'the key is disabled; enable the key',
  },
  { name: 'its key was not read', facts: { keys: {} }, reason: 'drill-unknown', detail: DRILL_KEY },
  {
    name: 'the role may not clean up',
    facts: { denied: { known: ['rds:DeleteDBCluster'] } },
    reason: 'drill-not-permitted',
    detail: 'rds:DeleteDBCluster',
  },
  {
    name: 'the permissions could not be read',
    facts: { denied: { unread: 'AccessDenied' } },
    reason: 'drill-unknown',
    detail: 'AccessDenied',
  },
  {
    name: 'its version is no longer offered',
    facts: { versions: { 'aurora-postgresql': { known: [] } } },
    reason: 'drill-version-unfit',
    detail: 'does not offer aurora-postgresql 16.4',
  },
  {
    name: 'the rule names no network here',
    recovery: { network: { 'us-west-2': { subnetGroup: 'drills', securityGroups: ['sg-01234567'] } } },
    reason: 'drill-network-unfit',
    detail: 'names none in eu-central-1',
  },
  {
    name: 'the subnet group is missing',
    facts: { subnetGroups: { drills: { known: 'missing' } } },
    reason: 'drill-network-unfit',
    detail: 'there is no DB subnet group drills',
  },
  {
    name: 'the subnet group is of the default VPC',
    facts: { subnetGroups: { drills: { known: { vpc: 'vpc-1', isDefaultVpc: true, zones } } } },
    reason: 'drill-network-unfit',
    detail: 'is of the default VPC, vpc-1',
  },
  {
    name: 'the subnet group has one zone',
    facts: { subnetGroups: { drills: { known: { vpc: 'vpc-1', isDefaultVpc: false, zones: ['a', 'a'] } } } },
    reason: 'drill-network-unfit',
    detail: 'add subnets in another',
  },
  {
    name: 'the class cannot be ordered',
    recovery: { instance: { class: 'db.r8g.large' } },
    reason: 'drill-class-unfit',
    detail: 'db.r8g.large',
  },
  {
    name: 'no class can be ordered in two of the zones',
    facts: {
      classes: {
        'aurora-postgresql 16.4': { known: [{ name: 'db.r6g.large', zones: ['eu-central-1a', 'x'] }] },
      },
    },
    reason: 'drill-class-unfit',
  },
  {
    name: 'another drill is under way',
    world: { clusters: [{ cluster: aSource() }, drillCluster] },
    reason: 'drill-slots-full',
    detail: '1 of at most 1',
  },
  {
    name: 'another drill is under way, and two may be',
    recovery: { drill: { atMost: 2 } },
    world: { clusters: [{ cluster: aSource() }, drillCluster] },
    reason: 'drill-due',
  },
  {
    name: 'the quota has room for the drill alone',
    facts: { room: { known: { clusters: 1, instances: 9 } } },
    reason: 'drill-quota-full',
    detail: 'room for 1 more clusters',
  },
  {
    name: 'the quota has no room for another instance',
    facts: { room: { known: { clusters: 9, instances: 1 } } },
    reason: 'drill-quota-full',
    detail: 'instances',
  },
  { name: 'the quotas were not read', facts: { room: { unread: 'Throttling' } }, reason: 'drill-unknown' },
];
