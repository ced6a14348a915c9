import type { RecoveryRule } from '../../../../shared/policy/model/recovery-rule.ts';
import type { DrillFacts, DrillWorld } from '../../../../shared/policy/recovery/drill/world.ts';
import { aSnapshotOf, aSource } from '../../../support/builders/drills.ts';
import type { DecisionCase } from '../../../support/decision-case.ts';
import { DAY, hoursOf, MINUTE, SATURDAY, WEEKDAYS } from '../../builders.ts';
import { clusterDrillTurn } from './turns.ts';

/** A cluster whose drill from its newest snapshot is due in its own Region, except as given here. */
export interface DrillCase extends DecisionCase {
  readonly recovery?: Partial<Omit<RecoveryRule, 'drill'>> & {
    readonly drill?: Partial<RecoveryRule['drill']>;
  };
  readonly world?: Partial<DrillWorld>;
  readonly facts?: Partial<DrillFacts>;
}

const pitr = { drill: { from: ['pitr'] } } as const;

export const drillCases: readonly DrillCase[] = [
  {
    name: 'nothing is in its way',
    reason: 'drill-due',
    detail: 'restores rds:dev-orders-2026-11-20 of 2026-11-20 12:00 UTC in eu-central-1',
  },
  { name: 'no rule matches it', policy: { rules: [] }, reason: 'no-rule' },
  {
    name: 'it is the cluster of a drill itself',
    cluster: { id: 'dormouse-drill-dev-orders-202611010000-01234567' },
    reason: 'drill-cluster',
  },
  { name: 'it is protected', policy: { protect: [{ from: ['drillRestore'] }] }, reason: 'protected' },
  { name: 'it is protected from else', policy: { protect: [{ from: ['stop'] }] }, reason: 'drill-due' },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, reason: 'held' },
  {
    name: 'only its power is held',
    cluster: { tags: { 'dormouse:hold': 'stopped until 2027-01-01' } },
    reason: 'drill-due',
  },
  { name: 'its hold cannot be read', cluster: { tags: { 'dormouse:hold': '?' } }, reason: 'hold-unreadable' },
  { name: 'it is stopped', cluster: { status: 'stopped' }, reason: 'drill-due' },
  {
    name: 'it is a Multi-AZ DB cluster',
    cluster: { engine: 'postgres' },
    reason: 'ineligible',
    detail: 'Multi-AZ',
  },
  { name: 'it is Aurora Serverless v1', cluster: { engineMode: 'serverless' }, reason: 'ineligible' },
  {
    name: 'the drill of the period is over',
    world: { done: new Set([clusterDrillTurn().id]) },
    reason: 'drill-not-due',
    detail: 'the next one is due',
  },
  {
    name: 'the drill of another period is over',
    world: { done: new Set([clusterDrillTurn(SATURDAY - 30 * DAY).id]) },
    reason: 'drill-due',
  },
  {
    name: 'the turn is that of another Region',
    recovery: { drill: { where: ['us-west-2'] } },
    reason: 'drill-elsewhere',
    detail: 'the turn of us-west-2 (newest)',
  },
  {
    name: 'a point in time is wanted elsewhere',
    recovery: { drill: { from: ['pitr'], where: ['us-west-2'] } },
    reason: 'drill-no-point',
    detail: 'add source to where',
  },
  { name: 'there is no bucket', world: { hasBucket: false }, reason: 'drill-no-bucket' },
  {
    name: 'nobody says where the records are',
    world: { hasBucket: 'unknown' },
    reason: 'not-observed',
    detail: 'the turn of eu-central-1 (newest) until',
  },
  {
    name: 'it is outside the hours',
    recovery: { drill: { hours: WEEKDAYS } },
    reason: 'drill-outside-hours',
    detail: 'mon-fri 07:30-19:00: from Mon 07:30 Europe/Berlin',
  },
  {
    name: 'the hours never come',
    recovery: { drill: { hours: hoursOf('never') } },
    reason: 'drill-outside-hours',
  },
  {
    name: 'it has no snapshot',
    world: { snapshots: [] },
    reason: 'drill-no-point',
    detail: 'create-snapshots',
  },
  {
    name: 'its snapshot is not complete',
    world: { snapshots: [aSnapshotOf(aSource(), { status: 'creating' })] },
    reason: 'drill-no-point',
  },
  {
    name: 'its snapshots are of AWS Backup or shared',
    world: { snapshots: ['awsbackup', 'shared', 'public'].map((type) => aSnapshotOf(aSource(), { type })) },
    reason: 'drill-no-point',
  },
  {
    name: 'a snapshot is of a cluster of the same name',
    world: { snapshots: [aSnapshotOf(aSource(), { resourceId: 'cluster-OTHER' })] },
    reason: 'drill-no-point',
  },
  {
    name: 'only its name says whose a snapshot is',
    world: {
      snapshots: [aSnapshotOf({ ...aSource(), resourceId: '' })].map(({ resourceId: _, ...rest }) => rest),
    },
    reason: 'drill-no-point',
  },
  {
    name: 'AWS does not say the version of its snapshot',
    world: { snapshots: [aSnapshotOf(aSource())].map(({ engineVersion: _, ...rest }) => rest) },
    reason: 'drill-unknown',
    detail: 'engine version',
  },
  {
    name: 'a point in time is wanted',
    recovery: pitr,
    reason: 'drill-due',
    detail: 'restores the data of 2026-11-21 10:59 UTC',
  },
  {
    name: 'its latest restorable time was not read',
    recovery: pitr,
    world: { restorable: {} },
    reason: 'drill-unknown',
  },
  {
    name: 'its automated backups have only begun',
    recovery: pitr,
    world: { restorable: { [aSource().arn]: { known: { from: SATURDAY, to: SATURDAY + MINUTE / 2 } } } },
    reason: 'drill-no-point',
  },
];
