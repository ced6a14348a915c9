import type { Call } from '../../core/service.ts';
import type { Cluster, Member } from './cluster.ts';

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
  remove(arn: string): void;
}

export function createStore(clusters: readonly Cluster[]): Store {
  const byArn = new Map(clusters.map((cluster) => [cluster.arn, cluster]));
  let index: Index | undefined;

  function indexed(): Index {
    index ??= toIndex([...byArn.values()]);
    return index;
  }

  function inPlace(place: Place): PlaceIndex {
    return indexed().places.get(nameOf(place)) ?? { clusters: [], instances: [] };
  }

  return {
    all: () => byArn.values(),
    find: (arn) => byArn.get(arn),
    findInstance: (arn) => indexed().instances.get(arn),
    clustersIn: (place) => inPlace(place).clusters,
    instancesIn: (place) => inPlace(place).instances,
    globalMembers: (account, globalId) => indexed().globals.get(`${account}/${globalId}`) ?? [],
    isBlue: ({ arn }) => indexed().blues.has(arn),
    remove(arn) {
      byArn.delete(arn);
      index = undefined;
    },
  };
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
    blues: new Set(clusters.flatMap(({ blue }) => blue ?? [])),
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
