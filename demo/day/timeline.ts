import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Capacity, ClusterState } from '../world/world.ts';

/** The state of a cluster as far as its owner cares; `paused` is serverless at 0 capacity, `between` neither up nor down. */
export type Power = 'up' | 'between' | 'stopped' | 'paused';

/** The state of its activity stream: `missing` should run and does not, or not as declared. */
export type Streaming = 'on' | 'between' | 'missing' | 'off';

/** One cluster over the day, at each tick. */
export interface Track extends ClusterState {
  readonly power: readonly Power[];
  readonly streaming: readonly Streaming[];
  /** Whether clients wanted it; undefined where no metric says so. */
  readonly clients: readonly (boolean | undefined)[];
  /** Empty where it has no serverless capacity. */
  readonly capacities: readonly Capacity[];
}

/** The states of all clusters, tick by tick. */
export interface Timeline {
  /** @param missing ARNs of the clusters whose activity stream is missing. */
  sample(clusters: readonly ClusterState[], missing: ReadonlySet<string>): void;
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

interface Samples {
  state: ClusterState;
  readonly power: Power[];
  readonly streaming: Streaming[];
  readonly clients: (boolean | undefined)[];
  readonly capacities: Capacity[];
}

export function createTimeline(): Timeline {
  const tracks = new Map<string, Samples>();
  return {
    sample(clusters, missing) {
      for (const state of clusters) {
        const track = tracks.get(state.arn) ?? newSamples(state);
        const now = powerOf(state);
        track.state = state;
        track.power.push(now);
        track.clients.push(state.hasClients);
        track.streaming.push(now === 'up' || now === 'paused' ? streamingOf(state, missing) : 'off');
        if (state.serverless !== undefined) track.capacities.push(state.serverless);
        tracks.set(state.arn, track);
      }
    },
    tracks: () =>
      [...tracks.values()]
        .map(({ state, ...samples }) => ({ ...state, ...samples }))
        .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
  };
}

function newSamples(state: ClusterState): Samples {
  return { state, power: [], streaming: [], clients: [], capacities: [] };
}

function powerOf({ status, isPaused = false }: ClusterState): Power {
  const now = power[status] ?? 'up';
  return now === 'up' && isPaused ? 'paused' : now;
}

/** How long a cluster was in a state, in milliseconds. */
export function lengthOf<T>(states: readonly T[], one: T, stepMs: number): number {
  return states.filter((state) => state === one).length * stepMs;
}

/** `3.5 h`, or nothing for none. */
export function hoursOf(ms: number): string {
  return ms === 0 ? '' : `${(ms / HOUR_MS).toFixed(1)} h`;
}

/** How long a cluster ran nothing that AWS bills by the hour: stopped or paused, in milliseconds. */
export function asleepMs({ power }: Track, stepMs: number): number {
  return lengthOf(power, 'stopped', stepMs) + lengthOf(power, 'paused', stepMs);
}

/** A stream may be missing although the engine of its cluster has none. */
function streamingOf({ arn, stream = 'stopped' }: ClusterState, missing: ReadonlySet<string>): Streaming {
  if (stream === 'starting' || stream === 'stopping') return 'between';
  if (missing.has(arn)) return 'missing';
  return stream === 'started' ? 'on' : 'off';
}

function keyOf({ account, region, id }: ClusterState): string {
  return `${account} ${region} ${id}`;
}
