import type { Lane, PowerState, StreamState } from '../../timeline/timeline.ts';
import { stretches } from '../day/stretches.ts';
import type { Power, Streaming, Track } from '../day/timeline.ts';

const streamStates: Readonly<Record<Streaming, StreamState>> = {
  on: 'on',
  off: 'off',
  missing: 'missing',
  between: 'changing',
};

/** The power of a cluster at each tick, and whether somebody used it. */
export function powerStates({ power, clients }: Pick<Track, 'power' | 'clients'>): PowerState[] {
  return power.map((now, tick) => powerState(now, clients[tick]));
}

function powerState(now: Power, hasClients: boolean | undefined): PowerState {
  if (now === 'between') return 'changing';
  if (now !== 'up') return now;
  if (hasClients === undefined) return 'up';
  return hasClients ? 'used' : 'idle';
}

export function streamLane({ streaming }: Track, stepMinutes: number): Lane<StreamState> {
  return laneOf(
    streaming.map((state) => streamStates[state]),
    stepMinutes,
  );
}

export function limitsLane({ capacities }: Track, stepMinutes: number): Lane<{ min: number; max: number }> {
  return laneOf(
    capacities.map(({ min, max }) => ({ min, max })),
    stepMinutes,
    ({ min, max }) => `${min}-${max}`,
  );
}

export function unitsLane({ capacities }: Track, stepMinutes: number): Lane<number> {
  return laneOf(
    capacities.map(({ units }) => units),
    stepMinutes,
  );
}

/** The changes of a value that is known at each tick. */
export function laneOf<T>(values: readonly T[], stepMinutes: number, keyOf?: (value: T) => unknown): Lane<T> {
  return stretches(values, keyOf).map(({ value, from }) => [from * stepMinutes, value] as const);
}
