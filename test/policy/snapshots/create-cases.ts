import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import type { CreateWorld } from '../../../shared/policy/snapshots/worlds.ts';
import type { DecisionCase } from '../../support/decision-case.ts';
import { HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { aSnapshot, aSnapshotPolicy, copying, copyOf, created } from './builders.ts';

/** A cluster of which a snapshot was due on Saturday at 03:00 in Berlin, 10 hours ago, but for what is said here. */
export interface CreateCase extends DecisionCase {
  readonly cron?: string;
  readonly world?: Partial<CreateWorld>;
}

export const DUE = SATURDAY - 10 * HOUR;
export const nightly = aSnapshotPolicy({ create: { cron: '0 3 * * *' } });
/** The one that is due, or something of its very name. */
const named = (some: Partial<Snapshot>) => created(DUE, some, undefined, undefined, nightly);

export const createCases: readonly CreateCase[] = [
  { name: 'one was due and there is none', reason: 'due', detail: 'due Sat 03:00 Europe/Berlin' },
  { name: 'no rule matches its cluster', policy: { rules: [] }, reason: 'no-rule' },
  {
    name: 'the rule only copies',
    policy: { rules: [{ name: 'c', match: {}, timezone: 'UTC', snapshots: copying() }] },
    reason: 'no-rule',
    detail: 'the rule c takes none',
  },
  { name: 'it is protected', policy: { protect: [{ from: ['createSnapshot'] }] }, reason: 'protected' },
  { name: 'it is protected from something else', policy: { protect: [{ from: ['stop'] }] }, reason: 'due' },
  { name: 'it is held', cluster: { tags: { 'dormouse:hold': 'forever' } }, reason: 'backup-held' },
  {
    name: 'only its power is held',
    cluster: { tags: { 'dormouse:hold': 'up until 2027-01-01' } },
    reason: 'due',
  },
  { name: 'its hold cannot be read', cluster: { tags: { 'dormouse:hold': '?' } }, reason: 'hold-unreadable' },
  { name: 'it was created since', cluster: { createdAt: DUE + 1 }, reason: 'not-due' },
  { name: 'it was created just then', cluster: { createdAt: DUE }, reason: 'due' },
  { name: 'there is one for that time', world: { snapshots: [created(DUE)] }, reason: 'already-taken' },
  {
    name: 'there is one for that time that came late',
    world: { snapshots: [created(DUE, { createdAt: DUE + HOUR })] },
    reason: 'already-taken',
  },
  {
    name: 'one for that time is being taken',
    world: { snapshots: [created(DUE, { status: 'creating' })] },
    reason: 'already-taken',
  },
  {
    name: 'one has been taken before a stop since then',
    world: { snapshots: [created(DUE + MINUTE, {}, undefined, 'stop-idle-clusters')] },
    reason: 'already-taken',
  },
  { name: 'there is one of the day before', world: { snapshots: [created(DUE - 24 * HOUR)] }, reason: 'due' },
  { name: 'a person has taken one since', world: { snapshots: [aSnapshot({ id: 'mine' })] }, reason: 'due' },
  {
    name: 'there is a copy from elsewhere',
    world: { snapshots: [copyOf(created(DUE))] },
    reason: 'due',
  },
  {
    name: 'the one for that time failed',
    world: { snapshots: [named({ status: 'failed' })] },
    reason: 'in-transition',
    detail: 'it is taken again once that is deleted',
  },
  {
    name: 'somebody has the name',
    world: { snapshots: [named({ tags: {} })] },
    reason: 'already-taken',
    detail: 'there is one of the name dormouse-dev-orders-202611210200-',
  },
  {
    name: 'a snapshot of another cluster has the name',
    world: { snapshots: [named({ tags: {}, clusterId: 'dev-other' })] },
    reason: 'name-taken',
    detail: 'a snapshot of another cluster has the name dormouse-dev-orders-202611210200-',
  },
  { name: 'it is stopped', cluster: { status: 'stopped' }, reason: 'stopped' },
  { name: 'it is stopping', cluster: { status: 'stopping' }, reason: 'in-transition' },
  { name: 'it is backing up', cluster: { status: 'backing-up' }, reason: 'in-transition' },
  { name: 'it is broken', cluster: { status: 'cloning-failed' }, reason: 'ineligible' },
  { name: 'it is a Multi-AZ DB cluster', cluster: { engine: 'postgres' }, reason: 'due' },
  { name: 'it is of Serverless v1', cluster: { engineMode: 'serverless' }, reason: 'due' },
  {
    name: 'the quota is used up',
    world: { quota: { used: 100, max: 100 } },
    reason: 'quota-full',
    detail: '100 of 100 manual snapshots are used',
  },
  { name: 'the quota has been lowered', world: { quota: { used: 100, max: 40 } }, reason: 'quota-full' },
];
