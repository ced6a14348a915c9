import type { MarkKind, PowerState, StreamState } from '../../../timeline/timeline.ts';

/** States of power in the order in which they are stacked, from the bottom: what costs money first. */
export const powerStates: Readonly<Record<PowerState, string>> = {
  used: 'in use',
  up: 'up, use unknown',
  idle: 'up, idle',
  changing: 'in transition',
  maybe: 'depends on use',
  paused: 'paused',
  stopped: 'stopped',
  absent: 'absent',
};

export const streamStates: Readonly<Record<StreamState, string>> = {
  on: 'stream runs',
  missing: 'stream missing',
  changing: 'stream changing',
  off: 'stream off',
};

export type Shape = 'circle' | 'ring' | 'square' | 'diamond' | 'triangle' | 'cross';

interface MarkLook {
  readonly name: string;
  /** Absent: the lane itself shows it. */
  readonly shape?: Shape;
  /** Name of its colour in the style sheet. */
  readonly color: string;
}

export const markLooks: Readonly<Record<MarkKind, MarkLook>> = {
  stop: { name: 'stop', color: 'ink' },
  start: { name: 'start', color: 'ink' },
  'late-start': { name: 'late start', shape: 'triangle', color: 'alarm' },
  denied: { name: 'use denied', shape: 'cross', color: 'alarm' },
  'seven-day-restart': { name: 'seven-day restart', shape: 'diamond', color: 'warn' },
  snapshot: { name: 'snapshot', shape: 'circle', color: 'snapshot' },
  copy: { name: 'copy', shape: 'square', color: 'snapshot' },
  'delete-snapshot': { name: 'snapshot deleted', shape: 'ring', color: 'snapshot' },
  'start-stream': { name: 'stream start', color: 'ink' },
  'stop-stream': { name: 'stream stop', color: 'ink' },
  capacity: { name: 'capacity change', color: 'ink' },
  restart: { name: 'restart', shape: 'diamond', color: 'ink' },
  failed: { name: 'failure', shape: 'cross', color: 'ink' },
  'by-hand': { name: 'by hand', shape: 'ring', color: 'ink' },
  maintenance: { name: 'maintenance window', shape: 'square', color: 'ink' },
  expires: { name: 'hold or override ends', shape: 'ring', color: 'warn' },
};

export const powerNames = Object.keys(powerStates) as PowerState[];
export const markKinds = Object.keys(markLooks) as MarkKind[];

/** States that canvases fill with stripes, by the names of their colours. */
export const hatched: ReadonlySet<string> = new Set(['changing', 'maybe', 'stream-changing']);
