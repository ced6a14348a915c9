import { createHeap } from '../core/heap.ts';
import type { Message } from './message.ts';

/** A message and where it is: waiting for a time, ready to be received, or gone. */
export interface Slot {
  readonly order: number;
  readonly message: Message;
  state: 'waiting' | 'ready' | 'gone';
  /** When it becomes, or became, ready. */
  at: number;
}

/** The messages of a queue, by when they can be received. */
export interface VisibilityQueue {
  /** Hides a slot, new or not, until that time. */
  hide(slot: Slot, until: number): void;
  remove(slot: Slot): void;
  find(order: number): Slot | undefined;
  /** The messages that are still there, in the order of sending. */
  all(): Iterable<Slot>;
  /** Moves on to this time: those whose time has come are ready. */
  settle(now: number): void;
  /** The one that has been ready longest. */
  first(): Slot | undefined;
  /** How many are ready. */
  ready(): number;
  /** When the next one will be ready. */
  next(): number | undefined;
}

interface Mark {
  readonly slot: Slot;
  readonly at: number;
}

/** Every step takes logarithmic time at most: a message that moves on leaves its old marks behind, to be skipped. */
export function createVisibilityQueue(): VisibilityQueue {
  const slots = new Map<number, Slot>();
  const marks = {
    waiting: createHeap<Mark>(isBefore),
    ready: createHeap<Mark>(isBefore),
  };
  let ready = 0;

  function move(slot: Slot, state: Slot['state']): void {
    if (slot.state === 'ready') ready -= 1;
    if (state === 'ready') ready += 1;
    slot.state = state;
  }

  function firstOf(state: 'waiting' | 'ready'): Slot | undefined {
    for (let mark = marks[state].first(); mark !== undefined; mark = marks[state].first()) {
      if (mark.slot.state === state && mark.slot.at === mark.at) return mark.slot;
      marks[state].pop();
    }
    return undefined;
  }

  return {
    hide(slot, until) {
      slots.set(slot.order, slot);
      move(slot, 'waiting');
      slot.at = until;
      marks.waiting.push({ slot, at: until });
    },
    remove(slot) {
      move(slot, 'gone');
      slots.delete(slot.order);
    },
    find: (order) => slots.get(order),
    all: () => slots.values(),
    settle(now) {
      for (let slot = firstOf('waiting'); slot !== undefined && slot.at <= now; slot = firstOf('waiting')) {
        move(slot, 'ready');
        marks.ready.push({ slot, at: slot.at });
      }
    },
    first: () => firstOf('ready'),
    ready: () => ready,
    next: () => firstOf('waiting')?.at,
  };
}

function isBefore(a: Mark, b: Mark): boolean {
  return a.at < b.at || (a.at === b.at && a.slot.order < b.slot.order);
}
