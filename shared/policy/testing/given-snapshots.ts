import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { settingsOf } from '../rules/settings.ts';
import { copyCommand, createCommand } from '../snapshots/commands.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import type { Given, GivenSnapshot } from './schema.ts';
import { resolveTime } from './test-time.ts';

/** The snapshots that a test is given, and what it calls them. */
export interface GivenSnapshots {
  readonly snapshots: readonly Snapshot[];
  /** By ARN; a copy has the name of its source. */
  readonly names: ReadonlyMap<string, string>;
}

/** All snapshots of the cluster, in all Regions. */
export function givenSnapshots(
  given: Given,
  policy: Policy,
  cluster: Cluster,
  local: LocalTime,
): GivenSnapshots {
  const names = new Map<string, string>();
  const snapshots = (given.snapshots ?? []).flatMap((one) => {
    const newest = resolveTime(one.taken, local);
    return Array.from({ length: one.times }, (_, index) => {
      const name = one.times === 1 ? one.name : `${one.name}-${index + 1}`;
      const taken = toSnapshot(one, name, policy, cluster, newest - index * one.every);
      const source = { ...taken, encrypted: given.encrypted ?? true };
      const copies = (one.copiedTo ?? []).map((region) => toCopy(policy, cluster, source, region));
      for (const { arn } of [source, ...copies]) names.set(arn, name);
      return [source, ...copies];
    }).flat();
  });
  return { snapshots, names };
}

function toSnapshot(
  { by }: GivenSnapshot,
  name: string,
  policy: Policy,
  cluster: Cluster,
  createdAt: EpochMs,
): Omit<Snapshot, 'encrypted'> {
  if (by !== 'dormouse') {
    const id = by === 'aws' ? `rds:${name}` : name;
    return described(cluster, { id, type: by === 'aws' ? 'automated' : 'manual', createdAt, tags: {} });
  }
  const rule = settingsOf(policy, cluster, 'snapshots') ?? { name: 'no rule' };
  const { snapshot: id, tags } = createCommand(policy, cluster, rule, 'create-snapshots', createdAt);
  return described(cluster, { id, type: 'manual', createdAt, tags });
}

function toCopy(policy: Policy, cluster: Cluster, source: Snapshot, region: string): Snapshot {
  const rule = settingsOf(policy, cluster, 'snapshots') ?? { name: 'no rule' };
  const order = { source, cluster, rule, region, attempts: { failed: 0 }, taken: new Set<string>() };
  const { snapshot: id, tags } = copyCommand(policy, order, source.createdAt);
  const copy = described({ ...cluster, region }, { id, type: 'manual', createdAt: source.createdAt, tags });
  return { ...copy, encrypted: source.encrypted, sourceArn: source.arn };
}

function described(
  { arn, account, region, id: clusterId, engine }: Cluster,
  snapshot: Pick<Snapshot, 'id' | 'type' | 'createdAt' | 'tags'>,
): Omit<Snapshot, 'encrypted'> {
  const [prefix, partition] = arn.split(':');
  return {
    arn: [prefix, partition, 'rds', region, account, 'cluster-snapshot', snapshot.id].join(':'),
    ...{ account, region, clusterId, engine },
    status: 'available',
    percentProgress: 100,
    ...snapshot,
  };
}
