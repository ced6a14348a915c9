import { defined } from '../../../shared/defined.ts';
import type { Keep, SnapshotsRule } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { isoSeconds } from '../../../shared/policy/model/tags.ts';
import type { PruneWorld } from '../../../shared/policy/snapshots/worlds.ts';
import type { DecisionCase } from '../../support/decision-case.ts';
import { aCluster, aPolicy, aPowerRule, aRule, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot, aSnapshotPolicy, copyOf, created } from './builders.ts';

/** The decision on a snapshot of a week ago that no bucket keeps, beside one of yesterday, except as given here. */
export interface PruneCase extends DecisionCase {
  readonly snapshot?: Partial<Snapshot>;
  /** Without the one of yesterday. */
  readonly alone?: boolean;
  readonly rule?: SnapshotsRule;
  readonly world?: Partial<PruneWorld>;
}

export const OLD = created(SATURDAY - 7 * DAY);
export const YESTERDAY = created(SATURDAY - DAY);
export const expire = { orphans: { expireAfterMs: 12 * HOUR } };
/** The tags of a snapshot that was first seen as an orphan that long ago. */
const orphan = (ms: number) => ({
  tags: { ...OLD.tags, 'dormouse:unkept': `orphan since ${isoSeconds(SATURDAY - ms)}` },
});
export const gone = { clusters: [] };
const create = (keep?: Keep) => ({ cron: '0 3 * * *', ...defined({ keep }) });
export const away = (keep?: Keep) => ({
  create: create({ last: 1 }),
  copy: { sources: ['manual' as const], to: [{ region: AWAY, ...defined({ keep }) }] },
});

export const nightly: SnapshotsRule = { create: create({ last: 1 }) };

export const pruneCases: readonly PruneCase[] = [
  { name: 'no bucket holds it', reason: 'expired', detail: 'last: 1 newer' },
  { name: 'a person took it', snapshot: { tags: {} }, reason: 'not-ours' },
  { name: 'its name is another', snapshot: { id: 'before-the-migration' }, reason: 'not-ours' },
  { name: 'it is being taken', snapshot: { status: 'creating' }, reason: 'in-transition' },
  { name: 'its status is new', snapshot: { status: 'archiving' }, reason: 'in-transition' },
  { name: 'it failed', snapshot: { status: 'failed' }, alone: true, reason: 'expired', detail: 'it failed' },
  {
    name: 'a bucket holds it',
    rule: { create: create({ daily: 7 }) },
    reason: 'kept',
    detail: 'daily 2 of 7 (2026-11-14)',
  },
  {
    name: 'its rule kept all when it was made',
    snapshot: created(SATURDAY - 7 * DAY, {}, undefined, undefined, aSnapshotPolicy({ create: create() })),
    reason: 'keep-promised',
    detail:
      'the rule developers kept it when it was made (all) and has changed; it goes Sat 2026-11-28 13:00',
  },
  { name: 'the rule has no keep', rule: { create: create() }, reason: 'keep-all' },
  { name: 'it is the only one', alone: true, reason: 'kept' },
  {
    name: 'its cluster is gone',
    world: gone,
    reason: 'orphan',
    detail: 'the cluster dev-orders of eu-central-1 is gone',
  },
  {
    name: 'no rule takes any',
    policy: aSnapshotPolicy({ copy: { sources: ['manual'], to: [] } }),
    reason: 'orphan',
    detail: 'no rule takes them any more; orphans are kept',
  },
  {
    name: 'its cluster has been gone for long enough',
    snapshot: orphan(3 * DAY),
    world: gone,
    policy: expire,
    reason: 'orphan-expired',
    detail: 'that counts from Fri 13:00 Europe/Berlin',
  },
  {
    name: 'its cluster is gone, which is seen for the first time',
    world: gone,
    policy: expire,
    reason: 'orphan',
    detail:
      'that counts from Sat 13:00 Europe/Berlin, and orphans expire 12h after they are seen to be orphans',
  },
  {
    name: 'its cluster was seen to be gone too lately',
    snapshot: orphan(11 * HOUR),
    world: gone,
    policy: expire,
    reason: 'orphan',
  },
  {
    name: 'its cluster has been gone for long, but it has a newer one that is too young',
    snapshot: orphan(30 * DAY),
    world: gone,
    policy: { orphans: { expireAfterMs: 2 * DAY } },
    reason: 'orphan',
  },
  {
    name: 'it was an orphan, and is not any more',
    snapshot: orphan(30 * DAY),
    policy: expire,
    reason: 'expired',
  },
  {
    name: 'clusters of its Region were not listed',
    world: { ...gone, listed: [] },
    policy: expire,
    reason: 'orphan',
    detail: 'clusters of eu-central-1 have not been listed',
  },
  {
    name: 'it is the last of a cluster that is gone',
    snapshot: orphan(3 * DAY),
    world: gone,
    policy: expire,
    alone: true,
    reason: 'last-copy',
  },
  {
    name: 'it is the last complete one of a cluster that is gone',
    world: {
      ...gone,
      snapshots: [
        { ...OLD, ...orphan(3 * DAY) },
        { ...YESTERDAY, status: 'failed' },
      ],
    },
    policy: expire,
    reason: 'last-copy',
  },
  {
    name: 'a destination wants it and has no copy',
    rule: away({ daily: 7 }),
    reason: 'copy-pending',
    detail: 'us-west-2: daily 2 of 7 (2026-11-14)',
  },
  { name: 'a destination that keeps all has no copy', rule: away(), reason: 'copy-pending' },
  {
    name: 'a destination that keeps all has a copy',
    rule: away(),
    world: { otherRegions: [copyOf(OLD)] },
    reason: 'expired',
  },
  {
    name: 'a destination is still copying it',
    rule: away(),
    world: { otherRegions: [copyOf(OLD, { status: 'copying' })] },
    reason: 'copy-pending',
  },
  {
    name: 'copying it failed',
    rule: away(),
    world: { otherRegions: [copyOf(OLD, { status: 'failed' })] },
    reason: 'copy-pending',
  },
  {
    name: 'its copy has a key that can be used',
    rule: away(),
    world: {
      otherRegions: [copyOf(OLD, { kmsKey: 'arn:key' })],
      keys: { 'arn:key': { usable: true, arn: 'arn:key' } },
    },
    reason: 'expired',
  },
  {
    name: 'the key of its copy cannot be used',
    rule: away(),
    world: {
      otherRegions: [copyOf(OLD, { kmsKey: 'arn:key' })],
      keys: { 'arn:key': { usable: false, detail: 'it is disabled' } },
    },
    reason: 'copy-pending',
    detail: 'no copy of it can be restored: dormouse-dev-orders-202611141200-',
  },
  {
    name: 'the key of its copy is not known',
    rule: away(),
    world: { otherRegions: [copyOf(OLD, { kmsKey: 'arn:key' })] },
    reason: 'not-observed',
  },
  { name: 'a destination does not want it', rule: away({ last: 1 }), reason: 'expired' },
  {
    name: 'a destination does not want it, but a person copies it',
    rule: away({ last: 1 }),
    world: { otherRegions: [aSnapshot({ id: 'mine', region: AWAY, status: 'copying', sourceArn: OLD.arn })] },
    reason: 'copy-pending',
  },
  {
    name: 'only automated ones are copied',
    rule: { ...nightly, copy: { sources: ['automated'], to: [{ region: AWAY }] } },
    reason: 'expired',
  },
  {
    name: 'AWS does not copy it',
    rule: away(),
    snapshot: { engine: 'postgres' },
    reason: 'expired',
  },
  {
    name: 'it may not be copied',
    rule: away(),
    policy: { protect: [{ from: ['copySnapshot'] }] },
    reason: 'expired',
  },
  { name: 'it is protected', policy: { protect: [{ from: ['deleteSnapshot'] }] }, reason: 'protected' },
  {
    name: 'the name of a cluster that is gone is protected',
    snapshot: orphan(3 * DAY),
    world: gone,
    policy: { ...expire, protect: [{ clusters: ['dev-*'] }] },
    reason: 'protected',
  },
  {
    name: 'its cluster is held',
    world: { clusters: [{ cluster: aCluster({ tags: { 'dormouse:hold': 'forever' } }) }] },
    reason: 'held',
  },
  {
    name: 'it is held itself',
    snapshot: { tags: { ...OLD.tags, 'dormouse:hold': 'forever' } },
    reason: 'held',
  },
  {
    name: 'its own hold cannot be read',
    snapshot: { tags: { ...OLD.tags, 'dormouse:hold': 'no' } },
    reason: 'hold-unreadable',
  },
  {
    name: 'it was taken before a stop',
    snapshot: created(SATURDAY - 7 * DAY, {}, undefined, 'stop-idle-clusters'),
    reason: 'expired',
  },
  {
    name: 'it was taken before a stop and nothing says how long it is kept',
    snapshot: created(SATURDAY - 7 * DAY, {}, undefined, 'stop-idle-clusters'),
    policy: aPolicy({ rules: [aRule({ power: aPowerRule({ snapshotFirst: true }) })] }),
    reason: 'keep-all',
  },
];
