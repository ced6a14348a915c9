import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { isoSeconds } from '../../../shared/policy/model/tags.ts';
import { formatSnapshotId } from '../../../shared/policy/snapshots/id.ts';
import { aCluster, aPolicy, aPowerRule, aRule, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshotPolicy, created, HOME } from './builders.ts';
import { away, expire, gone, nightly, OLD, type PruneCase } from './prune-cases.ts';

const tagged = (tags: Snapshot['tags']) => ({ tags: { ...OLD.tags, ...tags } });
const unkept = (why: 'orphan' | 'expired', ms: number) =>
  tagged({ 'dormouse:unkept': `${why} since ${isoSeconds(SATURDAY - ms)}` });
const keeping = (last: number) => aSnapshotPolicy({ create: { cron: '0 3 * * *', keep: { last } } });
const made = (policy = aPolicy(), rule = { name: 'developers' }) =>
  created(SATURDAY - 7 * DAY, {}, aCluster(), 'create-snapshots', policy, rule);
/** A snapshot of a version that wrote neither its deployment nor how long the snapshot is kept. */
const ofEarlier = (rule: string, more: Snapshot['tags'] = {}): Partial<Snapshot> => {
  const { 'dormouse:deployment': _deployment, 'dormouse:keep': _keep, ...tags } = OLD.tags;
  const identity = ['create-snapshots', aCluster().arn, isoSeconds(OLD.createdAt)];
  const id = formatSnapshotId(OLD.clusterId, OLD.createdAt, identity);
  return { id, tags: { ...tags, 'dormouse:rule': rule, ...more } };
};
const heldUntil = (until: string) => ({ 'dormouse:hold': until });
const inTokyo = {
  rules: [{ ...aSnapshotPolicy(nightly).rules[0], name: 'developers', match: {}, timezone: 'Asia/Tokyo' }],
};
const other = aRule({ name: 'other', match: { clusters: ['billing-*'] } });

/** Snapshots on both sides of each boundary, with the expected detail. */
export const pruneDetailCases: readonly PruneCase[] = [
  {
    name: 'a person took it, as its tags say',
    snapshot: { tags: {} },
    reason: 'not-ours',
    detail: 'Dormouse did not make it, or its tags are not those that it was made with',
  },
  {
    name: 'another deployment made it',
    policy: { deployment: 'test' },
    reason: 'not-ours',
    detail: 'the deployment prod made it',
  },
  {
    name: 'it was made before deployments had names',
    snapshot: ofEarlier('developers'),
    policy: { deployment: 'test' },
    reason: 'not-ours',
    detail: 'made before deployments had names; tag it dormouse:deployment=test to have it pruned',
  },
  {
    name: 'an earlier version made it by a rule that is there',
    snapshot: ofEarlier('developers', { 'dormouse:deployment': 'prod' }),
    reason: 'expired',
  },
  {
    name: 'an earlier version made it by one of several rules',
    snapshot: ofEarlier('developers', { 'dormouse:deployment': 'prod' }),
    policy: { rules: [...aSnapshotPolicy(nightly).rules, other] },
    reason: 'expired',
  },
  {
    name: 'it failed, its cluster is gone, and there is no other',
    snapshot: { ...unkept('orphan', 3 * DAY), status: 'failed' },
    world: gone,
    policy: expire,
    alone: true,
    reason: 'orphan-expired',
  },
  {
    name: 'an earlier version made it by a rule that is gone',
    snapshot: ofEarlier('former', { 'dormouse:deployment': 'prod' }),
    reason: 'keep-promised',
    detail: 'the rule former kept it when it was made (how long is not known) and has changed',
  },
  {
    name: 'it is on its way',
    snapshot: { status: 'creating' },
    reason: 'in-transition',
    detail: 'it is creating',
  },
  {
    name: 'nothing says how long it is kept',
    rule: { create: { cron: '0 3 * * *' } },
    reason: 'keep-all',
    detail: 'the rule has no keep for it',
  },
  {
    name: 'it is the last one',
    snapshot: unkept('orphan', 3 * DAY),
    world: gone,
    policy: expire,
    alone: true,
    reason: 'last-copy',
    detail: 'it is the last complete one of its cluster here',
  },
  {
    name: 'its cluster is there though its Region was not listed, and no rule takes any',
    policy: aSnapshotPolicy({ copy: { sources: ['manual'], to: [] } }),
    world: { listed: [] },
    reason: 'orphan',
    detail: 'no rule takes them any more',
  },
  {
    name: 'it has been an orphan for just as long as orphans stay',
    snapshot: unkept('orphan', 12 * HOUR),
    world: gone,
    policy: expire,
    reason: 'orphan',
  },
  {
    name: 'it has been an orphan for a second longer than orphans stay',
    snapshot: unkept('orphan', 12 * HOUR + 1000),
    world: gone,
    policy: expire,
    reason: 'orphan-expired',
    detail: 'the cluster dev-orders of eu-central-1 is gone; that counts from Sat 00:59 Europe/Berlin',
  },
  {
    name: 'it is an orphan that was let go by its rule long before',
    snapshot: unkept('expired', 30 * DAY),
    world: gone,
    policy: expire,
    reason: 'orphan',
  },
  {
    name: 'it was promised for longer, and was an orphan long before',
    snapshot: { ...made(keeping(9)), tags: { ...made(keeping(9)).tags, ...unkept('orphan', 30 * DAY).tags } },
    policy: keeping(1),
    reason: 'keep-promised',
    detail: 'it goes Sat 2026-11-28 13:00',
  },
  {
    name: 'it is held until a day, by the clock of its rule',
    snapshot: tagged(heldUntil('2026-12-01')),
    policy: inTokyo,
    reason: 'held',
    detail: 'Asia/Tokyo',
  },
  {
    name: 'its cluster is held until a day, by the clock of its rule',
    world: { clusters: [{ cluster: aCluster({ tags: heldUntil('2026-12-01') }) }] },
    policy: inTokyo,
    reason: 'held',
    detail: 'Asia/Tokyo',
  },
  {
    name: 'an orphan is held until a day, by the clock of the policy',
    snapshot: { tags: { ...unkept('orphan', 3 * DAY).tags, ...heldUntil('2026-12-01') } },
    world: gone,
    policy: { ...expire, timezone: 'Asia/Tokyo' },
    reason: 'held',
    detail: 'Asia/Tokyo',
  },
  {
    name: 'its hold has ended',
    snapshot: tagged(heldUntil('2026-11-20')),
    reason: 'expired',
  },
  {
    name: 'it is protected, and its cluster is gone',
    snapshot: unkept('orphan', 3 * DAY),
    world: gone,
    policy: { ...expire, protect: [{ clusters: ['dev-*'] }] },
    reason: 'protected',
    detail: 'an entry under protect keeps it',
  },
  {
    name: 'its rule takes snapshots before stops only, and it was taken on schedule',
    policy: aPolicy({ rules: [aRule({ power: aPowerRule({ snapshotFirst: true }) })] }),
    reason: 'orphan',
    detail: 'no rule takes them any more',
  },
  {
    name: 'it was taken before a stop, and no rule decides the power of its cluster',
    snapshot: created(SATURDAY - 7 * DAY, {}, undefined, 'stop-idle-clusters'),
    policy: { rules: [other] },
    reason: 'orphan',
    detail: 'no rule takes them any more',
  },
];

/** Cases of copies: the destination that counts is the one where the copy is. */
export const copyPruneDetailCases: readonly PruneCase[] = [
  {
    name: 'another destination, named first, would keep it',
    rule: {
      create: { cron: '0 3 * * *', keep: { last: 1 } },
      copy: {
        sources: ['manual'],
        to: [
          { region: HOME, keep: { daily: 30 } },
          { region: AWAY, keep: { last: 1 } },
        ],
      },
    },
    reason: 'expired',
    detail: 'last: 1 newer',
  },
  {
    name: 'its Region is a destination no more, and was not listed as the one of its cluster',
    rule: away({ last: 1 }),
    world: { ...gone, listed: [AWAY] },
    policy: expire,
    reason: 'orphan',
    detail: 'clusters of eu-central-1 have not been listed, so nothing is known of its cluster',
  },
];
