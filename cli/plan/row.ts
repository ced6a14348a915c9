import type { Paint, Tone } from '../terminal/paint.ts';

export interface PlanTextOptions {
  readonly paint: Paint;
  /** Width of the terminal; details are broken to fit it. Absent: never broken. */
  readonly width?: number;
  /** Lists each cluster and snapshot, also what is left alone. */
  readonly all?: boolean;
}

/** A cluster, its stream or its capacity, or the snapshots of one that share their fate. */
export interface Row {
  readonly place: string;
  readonly cluster: string;
  readonly mark: string;
  readonly tone: Tone;
  readonly reason: string;
  readonly rule: string;
  /** A label, such as a snapshot, and what there is to say of it. */
  readonly details: readonly (readonly [label: string, text: string])[];
}

export const refusedMark = { mark: '! left', tone: 'refused' } as const;
export const leftMark = { mark: '  left', tone: 'dim' } as const;
