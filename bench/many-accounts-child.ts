/** Sweeps a number of accounts, with and without bad ones among them, and prints counts and times of both sweeps as JSON. */
import { sweepMany } from './many-accounts-sweep.ts';
import { badOf } from './many-accounts-world.ts';

const [count = 0, queueConcurrency = 0] = process.argv.slice(2).map(Number);

// Everything is loaded beforehand, because that takes real time.
await sweepMany(8, badOf(8), queueConcurrency);
const bad = await sweepMany(count, badOf(count), queueConcurrency);
const { acts, ...good } = await sweepMany(count, {}, queueConcurrency);
const ratios = [...bad.acts].map(([place, at]) => at / (acts.get(place) ?? Number.NaN));

console.log(JSON.stringify({ ...good, withBad: { ...bad, acts: undefined }, ratios }));
// Timers of the functions are still under way.
process.exit();
