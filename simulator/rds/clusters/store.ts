import type { Call } from '../../core/service.ts';
import { clusterArn, instanceArn } from '../api/arn.ts';
import type { Cluster, Member } from './cluster.ts';
import { createNameHistory, type Holder } from './name-history.ts';

export interface Instance {
  readonly cluster: Cluster;
  readonly member: Member;
}

type Place = Pick<Call, 'account' | 'region'>;

/** All clusters, by ARN and in order of identifier within an account and Region. */
export interface Store {
  all(): Iterable<Cluster>;
  find(arn: string): Cluster | undefined;
  findInstance(arn: string): Instance | undefined;
  clustersIn(place: Place): readonly Cluster[];
  instancesIn(place: Place): readonly Instance[];
  /** The clusters of a global database, the writer first. */
  globalMembers(account: string, globalId: string): readonly Cluster[];
  /** Whether the cluster is the blue one of a blue/green deployment. */
  isBlue(cluster: Cluster): boolean;
  /** From `at` on (ms) it has its name. */
  add(cluster: Cluster, at: number): void;
  remove(cluster: Cluster, at: number): void;
  /** Gives it another name from `at` on (ms); whatever refers to it goes on doing so. */
  rename(cluster: Cluster, id: string, at: number): void;
  /** Gives an instance another name from `at` on (ms). */
  renameInstance(cluster: Cluster, member: Member, id: string, at: number): void;
  addInstance(cluster: Cluster, member: Member, at: number): void;
  removeInstance(cluster: Cluster, member: Member, at: number): void;
  /** To call after a change of the links between clusters: a global database, a deployment. */
  relink(): void;
  /** The holders of a cluster's or an instance's name, oldest first: names are reused, and metrics go by them. */
  holders(arn: string): readonly Holder[];
}

export function createStore(clusters: readonly Cluster[]): Store {
  const byArn = new Map<string, Cluster>();
  const names = createNameHistory();
  let index: Index | undefined;

  function indexed(): Index {
    index ??= toIndex([...byArn.values()]);
    return index;
  }

  function inPlace(place: Place): PlaceIndex {
    return indexed().places.get(nameOf(place)) ?? { clusters: [], instances: [] };
  }

  function relink(): void {
    index = undefined;
  }

  function enter(cluster: Cluster, at: number): void {
    byArn.set(cluster.arn, cluster);
    names.begin(cluster.arn, { cluster }, at);
  }

  function leave({ arn }: Cluster, at: number): void {
    byArn.delete(arn);
    names.end(arn, at);
  }

  for (const cluster of clusters) {
    enter(cluster, Number.NEGATIVE_INFINITY);
    for (const member of cluster.members)
      names.begin(member.arn, { cluster, member }, Number.NEGATIVE_INFINITY);
  }

  const store: Store = {
    all: () => byArn.values(),
    find: (arn) => byArn.get(arn),
    findInstance: (arn) => indexed().instances.get(arn),
    clustersIn: (place) => inPlace(place).clusters,
    instancesIn: (place) => inPlace(place).instances,
    globalMembers: (account, globalId) => indexed().globals.get(`${account}/${globalId}`) ?? [],
    isBlue: ({ arn }) => indexed().blues.has(arn),
    add(cluster, at) {
      enter(cluster, at);
      for (const member of cluster.members) names.begin(member.arn, { cluster, member }, at);
      relink();
    },
    remove(cluster, at) {
      for (const member of cluster.members) names.end(member.arn, at);
      leave(cluster, at);
      relink();
    },
    rename(cluster, id, at) {
      const old = cluster.arn;
      leave(cluster, at);
      cluster.id = id;
      cluster.arn = clusterArn(cluster.account, cluster.region, id);
      enter(cluster, at);
      for (const other of byArn.values()) follow(other, old, cluster.arn);
      relink();
    },
    renameInstance(cluster, member, id, at) {
      names.end(member.arn, at);
      member.id = id;
      member.arn = instanceArn(cluster.account, cluster.region, id);
      names.begin(member.arn, { cluster, member }, at);
      relink();
    },
    addInstance(cluster, member, at) {
      cluster.members.push(member);
      names.begin(member.arn, { cluster, member }, at);
      relink();
    },
    removeInstance(cluster, member, at) {
      cluster.members.splice(cluster.members.indexOf(member), 1);
      names.end(member.arn, at);
      relink();
    },
    relink,
    holders: names.holders,
  };
  return store;
}

/** Replaces the old ARN of a cluster by its new one wherever another cluster refers to it. */
function follow(cluster: Cluster, old: string, arn: string): void {
  if (cluster.blue === old) cluster.blue = arn;
  if (cluster.replicationSource === old) cluster.replicationSource = arn;
  cluster.readReplicas = cluster.readReplicas.map((replica) => (replica === old ? arn : replica));
}

interface PlaceIndex {
  readonly clusters: readonly Cluster[];
  readonly instances: readonly Instance[];
}

interface Index {
  readonly places: ReadonlyMap<string, PlaceIndex>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly globals: ReadonlyMap<string, readonly Cluster[]>;
  readonly blues: ReadonlySet<string>;
}

function toIndex(clusters: readonly Cluster[]): Index {
  const inGlobal = clusters.filter(({ globalId }) => globalId !== undefined);
  const groups = Map.groupBy(clusters, nameOf);
  return {
    places: new Map(Array.from(groups, ([name, group]) => [name, toPlace(group)])),
    instances: new Map(clusters.flatMap(instancesOf).map((instance) => [instance.member.arn, instance])),
    globals: Map.groupBy(inGlobal, ({ account, globalId }) => `${account}/${globalId}`),
    blues: new Set(clusters.flatMap(({ blue, isSwitchedOver }) => (isSwitchedOver ? [] : (blue ?? [])))),
  };
}

function nameOf({ account, region }: Place): string {
  return `${account}/${region}`;
}

function toPlace(clusters: readonly Cluster[]): PlaceIndex {
  const instances = clusters.flatMap(instancesOf);
  return {
    clusters: clusters.toSorted((a, b) => compare(a.id, b.id)),
    instances: instances.toSorted((a, b) => compare(a.member.id, b.member.id)),
  };
}

function instancesOf(cluster: Cluster): Instance[] {
  return cluster.members.map((member) => ({ cluster, member }));
}

/** By code unit: the order that the markers of pages go by. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
