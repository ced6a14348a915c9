import { setFlagsFromString } from 'node:v8';

/** Clusters of a fleet of which so much is in use that each collection of garbage takes long. */
const LARGE_FLEET = 2_000;

/** The first version of Node.js that compiles with Maglev, which is quick, before TurboFan. Version 20 does not know the flag. */
const FIRST_WITH_MAGLEV = 24;

/**
 * Sets V8, in all threads of this process, to what the simulation of so many clusters does: it makes garbage all the time,
 * keeps little of it, and calls most functions some thousand times.
 */
export function setV8Flags(clusters: number): void {
  // Garbage is collected when the heap has grown by this, and not when it is several times as large as what is in use: a
  // third less memory in about the same CPU time.
  setFlagsFromString(`--heap-growing-percent=${clusters < LARGE_FLEET ? 25 : 50}`);
  // To compile a function once more, with TurboFan, takes longer than it saves in so few calls: a fifth of the CPU time.
  if (Number.parseInt(process.versions.node, 10) >= FIRST_WITH_MAGLEV)
    setFlagsFromString('--invocation-count-for-turbofan=100000');
}
