/**
 * `npm run cost -- [--json FILE]`: what the deployment itself costs in a month, by what a simulated day of a hundred
 * clusters took. See docs/cost.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { packageSystem, ricEnvironment } from '../scripts/package-system.ts';
import { deployedFunctions } from '../test/system/deployed.ts';
import { aWorld, DAY, HOUR, start } from '../test/system/fleet.ts';
import { packagedInvokes } from '../test/system/packaged-functions.ts';
import { createSystem } from '../test/system/system.ts';
import { createLogReader } from './cost-metrics.ts';
import { type Billed, type Price, prices } from './cost-prices.ts';
import { usageOf } from './cost-usage.ts';
import { fleet, places, policy } from './cost-world.ts';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
Object.assign(process.env, ricEnvironment);
packageSystem();

const DAYS = 365 / 12;
const undo: (() => void | Promise<void>)[] = [];
const simulator = aWorld(fleet, places);
const functions = deployedFunctions();
const { invoke, running } = await packagedInvokes(simulator, functions, policy, (one) => undo.push(one));
const system = createSystem({ simulator, functions, invoke });
const look = createLogReader(Object.values(running));

let [logBytes, metricHours] = [0, 0];
for (let end = start + HOUR; end <= start + DAY; end += HOUR) {
  await system.runUntil(end - 1);
  const { bytes, metrics } = look();
  logBytes += bytes;
  metricHours += metrics.size;
}
for (const one of undo) await one();

const { perDay, perMonth } = usageOf(simulator, system, { logBytes, metricHours });
const lines = (Object.keys(prices) as Billed[]).map((name) => {
  const { unit, usd, free = 0 }: Price = prices[name];
  const amount = perMonth[name] ?? (perDay[name] ?? 0) * DAYS;
  return { name, unit, amount, usd: amount * usd, usdBeyondFree: Math.max(0, amount - free) * usd };
});
const total = (key: 'usd' | 'usdBeyondFree') => lines.reduce((sum, line) => sum + line[key], 0);

for (const { name, unit, amount, usd, usdBeyondFree } of lines) {
  const figure = amount < 100 ? amount.toFixed(2) : Math.round(amount).toLocaleString('en-US');
  console.log(`| ${name} | ${figure} ${unit}s | ${usd.toFixed(2)} | ${usdBeyondFree.toFixed(2)} |`);
}
console.log(`| together | | ${total('usd').toFixed(2)} | ${total('usdBeyondFree').toFixed(2)} |`);
for (const [name, { scheduled, batches, messages, ms }] of Object.entries(system.counts)) {
  const mean = Math.round(ms / (scheduled + batches));
  console.log(`| ${name} | ${scheduled} | ${batches} | ${messages} | ${mean} ms |`);
}
console.log(JSON.stringify(simulator.calls.count()));
if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify({ lines, counts: system.counts }, null, 2)}\n`);
}
process.exitCode = system.errors().length === 0 ? 0 : 1;
