import type { CopyDestination, SnapshotsRule } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import type { CopyWorld } from '../../../shared/policy/snapshots/worlds.ts';
import type { DecisionCase } from '../../support/decision-case.ts';
import { aCluster, DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot, copying, copyOf, created, HOME, KEY } from './builders.ts';

/** An automated snapshot of the night that is due for a copy to another Region, except as given here. */
export interface CopyCase extends DecisionCase {
  readonly source?: Partial<Snapshot>;
  readonly to?: Partial<CopyDestination>;
  readonly snapshots?: SnapshotsRule;
  readonly world?: Partial<CopyWorld>;
}

const source = aSnapshot();
const encrypted = { encrypted: true };
/** Other people's copies. */
export const underWay = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aSnapshot({ id: `c-${index}`, region: AWAY, status: 'copying' }),
  );
export const newer = aSnapshot({ id: 'newer', createdAt: SATURDAY - HOUR });
const elsewhere = { id: 'x', sourceArn: `arn:aws:rds:${AWAY}:111122223333:cluster-snapshot:x` };

export const copyCases: readonly CopyCase[] = [
  { name: 'there is no copy', reason: 'to-copy', detail: 'us-west-2 keeps all' },
  { name: 'it is of AWS Backup', source: { type: 'awsbackup' }, reason: 'not-a-source' },
  { name: 'AWS Backup named it', source: { id: 'awsbackup:job-1', type: 'manual' }, reason: 'not-a-source' },
  { name: 'it is shared', source: { type: 'shared' }, reason: 'not-a-source' },
  { name: 'it is public', source: { type: 'public' }, reason: 'not-a-source' },
  {
    name: 'it is a copy from elsewhere itself',
    source: elsewhere,
    reason: 'not-a-source',
    detail: 'it is a copy itself, from us-west-2',
  },
  {
    name: 'it is a copy within its Region',
    source: { id: 'x', sourceArn: `arn:aws:rds:${HOME}:111122223333:cluster-snapshot:rds:x` },
    reason: 'to-copy',
  },
  {
    name: 'it is the newest of a cluster that is gone',
    source: { clusterId: 'dev-gone' },
    reason: 'final-not-copied',
    detail: 'its cluster dev-gone is gone, and the rule developers may have copied it to us-west-2',
  },
  {
    name: 'its cluster is gone, and it has been copied',
    source: { clusterId: 'dev-gone' },
    world: { copies: [copyOf(aSnapshot({ clusterId: 'dev-gone' }))] },
    reason: 'cluster-gone',
  },
  {
    name: 'its cluster is gone, and no rule copies such snapshots',
    source: { clusterId: 'dev-gone' },
    snapshots: { copy: { sources: ['manual'], to: [{ region: AWAY }] } },
    reason: 'cluster-gone',
  },
  {
    name: 'its cluster is gone and had other tags',
    source: { clusterId: 'dev-gone', tags: { env: 'test' } },
    policy: {
      rules: [{ name: 'prod', match: { tags: { env: ['prod'] } }, timezone: 'UTC', snapshots: copying() }],
    },
    reason: 'cluster-gone',
  },
  {
    name: 'its cluster is gone and may have had the tags',
    source: { clusterId: 'dev-gone' },
    policy: {
      rules: [{ name: 'prod', match: { tags: { env: ['prod'] } }, timezone: 'UTC', snapshots: copying() }],
    },
    reason: 'final-not-copied',
  },
  {
    name: 'it was copied in from another account',
    source: { id: 'x', sourceArn: `arn:aws:rds:${HOME}:999999999999:cluster-snapshot:x` },
    reason: 'not-a-source',
    detail: 'copied in from the account 999999999999',
  },
  {
    name: 'a cluster of its name is in another Region only',
    world: { clusters: [{ cluster: aCluster({ region: 'eu-west-1' }) }] },
    reason: 'final-not-copied',
  },
  { name: 'no rule matches', policy: { rules: [] }, reason: 'no-rule' },
  { name: 'the rule does not copy', snapshots: { create: { cron: '0 3 * * *' } }, reason: 'no-rule' },
  {
    name: 'the rule copies elsewhere',
    to: { region: 'eu-west-3' },
    reason: 'no-rule',
    detail: 'the rule developers does not copy to us-west-2',
  },
  {
    name: 'the rule copies manual ones only',
    snapshots: { copy: { sources: ['manual'], to: [{ region: AWAY }] } },
    reason: 'not-a-source',
    detail: 'the rule copies manual ones only',
  },
  { name: 'it is protected', policy: { protect: [{ from: ['copySnapshot'] }] }, reason: 'protected' },
  {
    name: 'its cluster is held',
    world: { clusters: [{ cluster: aCluster({ tags: { 'dormouse:hold': 'forever' } }) }] },
    reason: 'backup-held',
    detail: 'held forever, so no backup is made',
  },
  {
    name: 'its cluster is held, and there is a copy',
    world: {
      clusters: [{ cluster: aCluster({ tags: { 'dormouse:hold': 'forever' } }) }],
      copies: [copyOf(source)],
    },
    reason: 'held',
  },
  { name: 'it is of a Multi-AZ DB cluster', source: { engine: 'postgres' }, reason: 'ineligible' },
  { name: 'it is not complete', source: { status: 'creating' }, reason: 'in-transition' },
  { name: 'it has failed', source: { status: 'failed' }, reason: 'in-transition' },
  { name: 'there is a copy', world: { copies: [copyOf(source)] }, reason: 'already-copied' },
  {
    name: 'there is a copy of which the ARN tells',
    world: {
      copies: [copyOf(aSnapshot({ id: 'other' }), { sourceArn: source.arn })],
    },
    reason: 'already-copied',
  },
  {
    name: 'a person has copied it',
    world: { copies: [aSnapshot({ id: 'mine', region: AWAY, sourceArn: source.arn })] },
    reason: 'already-copied',
  },
  {
    name: 'it is being copied',
    world: { copies: [copyOf(source, { status: 'copying', percentProgress: 40 })] },
    reason: 'copy-in-flight',
    detail: 'is copying, 40%',
  },
  {
    name: 'one copy is complete and another begun',
    world: {
      copies: [
        copyOf(source),
        copyOf(source, { status: 'copying' }, aCluster(), undefined, [copyOf(source)]),
      ],
    },
    reason: 'already-copied',
  },
  {
    name: 'there is a newer one of the day',
    to: { keep: { daily: 1 } },
    world: { sources: [source, newer] },
    reason: 'copy-not-wanted',
  },
  {
    name: 'its day has a copy and is not over',
    to: { keep: { daily: 2 } },
    world: { copies: [copyOf(created(SATURDAY - 10 * HOUR)), copyOf(created(SATURDAY - 60 * DAY))] },
    reason: 'copy-waits',
    detail: 'daily 1 of 2 (2026-11-21)',
  },
  {
    name: 'its day has a copy, but the last are kept as well',
    to: { keep: { daily: 2, last: 1 } },
    world: { copies: [copyOf(created(SATURDAY - 10 * HOUR))] },
    reason: 'to-copy',
    detail: 'last 1 of 1, daily 1 of 2 (2026-11-21)',
  },
  {
    name: 'its day has a copy and is over',
    to: { keep: { daily: 2 } },
    world: { copies: [copyOf(created(SATURDAY - 10 * HOUR))], observedAt: SATURDAY + DAY },
    reason: 'to-copy',
  },
  { name: 'it is encrypted', source: encrypted, reason: 'to-copy' },
  {
    name: 'it is encrypted and no key is named',
    source: encrypted,
    snapshots: { copy: { sources: ['automated'], to: [{ region: AWAY }] } },
    reason: 'key-missing',
    detail: 'name a kmsKey of us-west-2',
  },
  {
    name: 'it is encrypted and the key cannot be used',
    source: encrypted,
    world: { keys: { [KEY]: { usable: false, detail: 'it is disabled' } } },
    reason: 'key-unusable',
    detail: 'it is disabled',
  },
  { name: 'the key is not known', source: encrypted, world: { keys: {} }, reason: 'not-observed' },
  { name: 'it is not encrypted and the key is not known', world: { keys: {} }, reason: 'to-copy' },
  { name: 'the quota is used up', world: { quota: { used: 100, max: 100 } }, reason: 'quota-full' },
  { name: 'four copies are under way', world: { copies: underWay(4) }, reason: 'to-copy' },
  {
    name: 'five copies are under way',
    world: { copies: underWay(5) },
    reason: 'copy-slots-full',
    detail: '5 of 5 copies to us-west-2 are in progress',
  },
  {
    name: 'more are allowed',
    policy: { copiesInFlight: 6 },
    world: { copies: underWay(5) },
    reason: 'to-copy',
  },
];

export const copyPolicyOf = ({ snapshots, to }: CopyCase): SnapshotsRule => snapshots ?? copying(to);
