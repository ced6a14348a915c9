import type { CapacityFacts } from '../../../shared/policy/capacity/capacity.ts';
import type { CapacityEntry } from '../../../shared/policy/model/policy.ts';
import type { DecisionCase } from '../../support/decision-case.ts';
import { hoursOf, WEEKDAYS } from '../builders.ts';
import { anEntry } from './builders.ts';

/** A cluster of 1-8 ACU that should have 2-16 ACU on a Saturday, except as given here. */
export interface CapacityCase extends DecisionCase {
  /** It has no serverless capacity. */
  readonly provisioned?: true;
  readonly entries?: readonly CapacityEntry[];
  /** `none`: they have not been read. */
  readonly facts?: Partial<CapacityFacts> | 'none';
}

const member = { id: 'dev-orders-1', clusterId: 'dev-orders', status: 'available' };
const smaller = [anEntry({ min: 1, max: 4 })];
const pausing = [anEntry({ min: 0, max: 8 })];
const used = (units: number): Partial<CapacityFacts> => ({ use: { state: 'known', units } });
const starved = {
  members: [{ ...member, status: 'incompatible-parameters', instanceClass: 'db.serverless' }],
};
const replica = 'arn:aws:rds:us-east-1:111122223333:cluster:replica';

export const capacityCases: readonly CapacityCase[] = [
  { name: 'no rule matches it', policy: { rules: [] }, reason: 'no-rule' },
  { name: 'it is protected', policy: { protect: [{ from: ['changeCapacity'] }] }, reason: 'protected' },
  {
    name: 'it is protected from something else',
    policy: { protect: [{ from: ['stop'] }] },
    reason: 'capacity-differs',
  },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, reason: 'held' },
  { name: 'its hold cannot be read', cluster: { tags: { 'dormouse:hold': '?' } }, reason: 'hold-unreadable' },
  {
    name: 'it differs',
    reason: 'capacity-differs',
    detail: '1-8 ACU to 2-16 ACU (the entry without hours)',
  },
  {
    name: 'it is Aurora Serverless v1',
    cluster: { engineMode: 'serverless' },
    provisioned: true,
    reason: 'ineligible',
    detail: 'upgrade it to Serverless v2',
  },
  {
    name: 'it is provisioned',
    cluster: { status: 'stopped' },
    provisioned: true,
    reason: 'not-serverless',
    detail: 'it has no serverless capacity',
  },
  {
    name: 'its engine has none',
    cluster: { engine: 'postgres' },
    provisioned: true,
    reason: 'not-serverless',
  },
  {
    name: 'the hours of no entry are now',
    entries: [anEntry({ hours: hoursOf('never') }), anEntry({ hours: WEEKDAYS })],
    reason: 'no-line',
    detail: 'no entry applies now; the next one starts Mon 07:30 Europe/Berlin',
  },
  {
    name: 'no entry ever applies',
    entries: [anEntry({ hours: hoursOf('never') })],
    reason: 'no-line',
    detail: 'no entry applies now',
  },
  {
    name: 'it is as the entry says that applies now',
    entries: [anEntry({ hours: WEEKDAYS, min: 4 }), anEntry({ min: 1, max: 8 }), anEntry()],
    facts: 'none',
    reason: 'capacity-as-declared',
    detail: '1-8 ACU (the entry without hours)',
  },
  {
    name: 'it is as declared and stopped',
    cluster: { status: 'stopped' },
    entries: [anEntry({ min: 1, max: 8 })],
    reason: 'capacity-as-declared',
  },
  {
    name: 'it is stopped',
    cluster: { status: 'stopped' },
    reason: 'cluster-stopped',
    detail: 'it is stopped; its capacity follows when it runs',
  },
  { name: 'it is stopping', cluster: { status: 'stopping' }, reason: 'cluster-stopped' },
  { name: 'it is starting', cluster: { status: 'starting' }, reason: 'in-transition' },
  { name: 'its status is new', cluster: { status: 'teleporting' }, reason: 'in-transition' },
  { name: 'it is broken', cluster: { status: 'failed' }, reason: 'ineligible', detail: 'it is failed' },
  {
    name: 'its key is lost',
    cluster: { status: 'inaccessible-encryption-credentials-recoverable' },
    reason: 'ineligible',
  },
  {
    name: 'its engine version does not pause',
    cluster: { engineVersion: '16.2' },
    entries: pausing,
    facts: 'none',
    reason: 'ineligible',
    detail:
      'the entry says 0-8 ACU, but aurora-postgresql 16.2 allows 0.5-256 ACU: change the entry, upgrade the cluster or exclude it from the rule',
  },
  {
    name: 'its platform has less',
    cluster: { serverlessPlatform: '1' },
    entries: [anEntry({ max: 200 })],
    reason: 'ineligible',
    detail: 'the entry says 2-200 ACU, but aurora-postgresql 16.4 on serverless platform 1 allows 0-128 ACU',
  },
  {
    name: 'it is of Neptune and is to pause',
    cluster: { engine: 'neptune', engineVersion: '1.4.0.0' },
    entries: pausing,
    reason: 'ineligible',
    detail: 'allows 1-128 NCU',
  },
  {
    name: 'its engine is new',
    cluster: { engine: 'aurora-sqlite', engineVersion: '1.0' },
    reason: 'ineligible',
    detail: 'aurora-sqlite 1.0 is not known to have serverless capacity',
  },
  { name: 'its facts have not been read', facts: 'none', reason: 'not-observed' },
  {
    name: 'none of its instances is serverless',
    facts: { members: [{ ...member, instanceClass: 'db.r6g.large' }] },
    reason: 'not-serverless',
    detail: 'none of its instances is serverless',
  },
  { name: 'it has no instances', cluster: { members: [] }, reason: 'not-serverless' },
  {
    name: 'an instance is not available',
    facts: { members: [{ ...member, status: 'modifying', instanceClass: 'db.serverless' }] },
    reason: 'in-transition',
    detail: 'not all instances are available: dev-orders-1',
  },
  {
    name: 'an instance has run out of memory at its max, which grows',
    facts: starved,
    reason: 'capacity-differs',
  },
  {
    name: 'an instance has run out of memory at its max, which does not grow',
    entries: [anEntry({ min: 2, max: 8 })],
    facts: starved,
    reason: 'in-transition',
  },
  {
    name: 'one of its instances is not listed',
    cluster: { members: ['dev-orders-1', 'dev-orders-2'] },
    facts: { members: [{ ...member, instanceClass: 'db.serverless' }] },
    reason: 'in-transition',
    detail: 'dev-orders-2',
  },
  {
    name: 'its max shrinks and it uses no more',
    entries: smaller,
    facts: used(4),
    reason: 'capacity-differs',
    detail: '1-8 ACU to 1-4 ACU',
  },
  {
    name: 'its max shrinks and it uses more',
    entries: smaller,
    facts: used(4.04),
    reason: 'capacity-in-use',
    detail: 'it uses 4.1 of 8 ACU, so the change to 1-4 ACU waits (the entry without hours)',
  },
  {
    name: 'its max shrinks, it uses more and the entry does not wait',
    entries: [anEntry({ min: 1, max: 4, whenBusy: 'apply' })],
    facts: used(8),
    reason: 'capacity-differs',
  },
  {
    name: 'its max shrinks below its min, which alone keeps its use up',
    cluster: { serverless: { min: 6, max: 8 } },
    entries: smaller,
    facts: used(6),
    reason: 'capacity-differs',
    detail:
      '6-8 ACU to 1-4 ACU (the entry without hours); it uses 6 of 8 ACU, so only its min changes now: 1-8 ACU',
  },
  {
    name: 'its max shrinks and is used, and its min does not keep it up',
    cluster: { serverless: { min: 4, max: 8 } },
    entries: smaller,
    facts: used(6),
    reason: 'capacity-in-use',
  },
  {
    name: 'its max shrinks and its use is not known',
    entries: smaller,
    facts: { use: { state: 'unknown', detail: 'no values' } },
    reason: 'use-unknown',
    detail: 'no values',
  },
  {
    name: 'its max grows and its use is not known',
    facts: { use: { state: 'unknown', detail: 'no values' } },
    reason: 'capacity-differs',
  },
  {
    name: 'what had been asked for is not so',
    cluster: { tags: { 'dormouse:capacity': '2-16 2026-11-20T18:00:00Z by developers' } },
    reason: 'capacity-differs',
    detail: 'the same was requested Fri 19:00 Europe/Berlin, and was refused or has been undone since',
  },
  {
    name: 'it is to pause sooner',
    cluster: { serverless: { min: 0, max: 8, autoPauseAfterMs: 600_000 } },
    entries: [anEntry({ min: 0, max: 8, autoPauseAfterMs: 300_000 })],
    reason: 'capacity-differs',
    detail: '0-8 ACU pausing after 10m to 0-8 ACU pausing after 5m',
  },
  {
    name: 'the entry does not say when it pauses',
    cluster: { serverless: { min: 0, max: 8, autoPauseAfterMs: 600_000 } },
    entries: pausing,
    reason: 'capacity-as-declared',
  },
  {
    name: 'it may pause and never will',
    cluster: { serverless: { min: 0, max: 8 }, globalClusterId: 'world', readReplicas: [replica] },
    entries: pausing,
    reason: 'capacity-as-declared',
    detail: `this may keep it from pausing: it is in the global database world, ${replica} replicates from it`,
  },
  {
    name: 'it is to pause and never will',
    cluster: { replicationSource: replica },
    entries: pausing,
    reason: 'capacity-differs',
    detail: `this may keep it from pausing: it replicates from ${replica}`,
  },
];
