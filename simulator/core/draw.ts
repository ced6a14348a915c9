import type { Clock } from './clock.ts';

/**
 * A number in [0, 1) that looks random, for one subject at the present virtual time: the same for the same seed, subject
 * and time, whatever else has been drawn and in which order calls came. A subject names the resource and what the number
 * is for, `cluster-X7… stop`.
 */
export type Draw = (subject: string) => number;

/** Draws that go by the seed, the subject and the clock: they keep no state. */
export function createDraw(seed: number, clock: Pick<Clock, 'now'>): Draw {
  return (subject) => {
    const now = clock.now();
    let hash = mix(seed) ^ mix(now >>> 0) ^ mix(Math.floor(now / 2 ** 32) + 0x9e3779b9);
    // FNV-1a.
    for (let index = 0; index < subject.length; index += 1)
      hash = Math.imul(hash ^ subject.charCodeAt(index), 0x01000193);
    return (mix(hash) >>> 0) / 2 ** 32;
  };
}

/** Spreads the bits of a number over 32 bits (murmur3's finaliser). */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
