/** What a cluster does, as far as its owner cares: it runs, it doesn't, or neither. */
export type Power = 'up' | 'between' | 'stopped';

/** A cluster as the simulator knows it at one moment. */
export interface ClusterState {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly engine: string;
  readonly instances: number;
  readonly status: string;
}

/** One cluster over the day: its power at each tick. */
export interface Track extends ClusterState {
  readonly power: readonly Power[];
}

/** What every cluster did, tick by tick. */
export interface Timeline {
  sample(clusters: readonly ClusterState[]): void;
  /** In the order of account, Region and identifier. */
  tracks(): readonly Track[];
}

/** Every other status is one in which the instances run. */
const power: Readonly<Record<string, Power>> = {
  stopped: 'stopped',
  stopping: 'between',
  starting: 'between',
  creating: 'between',
  deleting: 'between',
  'inaccessible-encryption-credentials': 'between',
  'inaccessible-encryption-credentials-recoverable': 'between',
};

export function createTimeline(): Timeline {
  const tracks = new Map<string, { state: ClusterState; power: Power[] }>();
  return {
    sample(clusters) {
      for (const state of clusters) {
        const track = tracks.get(state.arn)?.power ?? [];
        track.push(power[state.status] ?? 'up');
        tracks.set(state.arn, { state, power: track });
      }
    },
    tracks: () =>
      [...tracks.values()]
        .map(({ state, power: track }) => ({ ...state, power: track }))
        .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

/** How long a cluster was stopped, in milliseconds. */
export function stoppedMs({ power }: Track, stepMs: number): number {
  return power.filter((one) => one === 'stopped').length * stepMs;
}

function keyOf({ account, region, id }: ClusterState): string {
  return `${account} ${region} ${id}`;
}
