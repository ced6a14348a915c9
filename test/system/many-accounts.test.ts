import { existsSync, readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { home } from '../support/cloudformation.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, DAY, fleetOf, HOUR, start, targetsOf } from './fleet.ts';
import { deadLetters, requestedAndConfirmed, toldBy, waiting } from './news.ts';
import { packagedInvokes } from './packaged-functions.ts';
import { createSystem } from './system.ts';

const ACCOUNTS = 300;
const regions = ['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];
const accounts = [
  home.account,
  ...Array.from({ length: ACCOUNTS - 1 }, (_, n) => String(200_000_000_001 + n)),
];
const places = accounts.flatMap((account) => regions.map((region) => ({ account, region })));

/** Its role may not be assumed, and one whose RDS always throttles. */
const [refused = '', throttled = ''] = [accounts[120], accounts[121]];
const bad = [refused, throttled];

/** Ten clusters in every place; in a tenth of the accounts, and in the bad ones, one of them is due for a stop. */
const due = new Set([...accounts.filter((_, n) => n % 10 === 0), ...bad]);
const clusters = places.flatMap(({ account, region }) => {
  const where = `account: "${account}", region: ${region}`;
  const others = due.has(account) ? 9 : 10;
  return [
    `{ id: "prod-{n}", count: ${others}, ${where} }`,
    ...(due.has(account) ? [`{ id: dev, ${where}, tags: { env: dev } }`] : []),
  ];
});

const policy = `${targetsOf(places)}
rules: [{ name: dev, match: { tags: { env: [dev] } }, power: { stop: atOnce } }]
`;

test(`packaged: a sweep of ${ACCOUNTS} accounts in ${regions.length} Regions loses none of them, and two bad accounts harm no other`, async () => {
  const fleet = fleetOf(clusters, accounts).replace(
    `"${refused}", role: dormouse`,
    `"${refused}", role: other`,
  );
  const simulator = aWorld(fleet, places);
  simulator.faults.setRules([{ kind: 'throttle', service: 'rds', account: throttled }]);
  const functions = deployedFunctions().filter(({ fn }) => fn.name === 'stopIdleClusters');
  const { invoke, running } = await packagedInvokes(simulator, functions, policy, onTestFinished);
  const system = createSystem({ simulator, functions, invoke, everyMs: DAY });
  const began = performance.now();

  await system.runUntil(start + 30_000);
  const sweepSeconds = Math.round((performance.now() - began) / 1000);
  const calls = simulator.calls.count();
  await system.runUntil(start + HOUR);

  const good = places.filter(({ account }) => !bad.includes(account));
  const listed = simulator.calls.list({ action: 'DescribeDBClusters', outcome: 'ok' });
  const seen = new Set(listed.map(({ account, region }) => `${account} ${region}`));
  const stopped = simulator.backend.state().clusters.filter(({ status }) => status === 'stopped');
  const { requested, confirmed } = requestedAndConfirmed(simulator);
  const told = toldBy(simulator);
  expect(seen.size).toBe(good.length);
  expect(stopped.length).toBe(good.filter(({ account }) => due.has(account)).length);
  expect(confirmed).toEqual(requested);
  expect(told['Sweep Failed']).toBe(bad.length * regions.length);
  expect(system.errors()).toEqual([]);
  expect(deadLetters(simulator)).toEqual([]);
  expect(waiting(simulator, 'stopIdleClusters')).toEqual([]);
  const peakMb = peakMemoryMb(running.stopIdleClusters?.pid);
  expect(peakMb).not.toBeGreaterThan(functions[0]?.fn.memoryMb ?? 0);
  const { messages = 0, batches = 0, longestMs = 0, ms = 0 } = system.counts.stopIdleClusters ?? {};
  console.log(
    `many accounts: ${places.length} pieces, ${clusters.length} lines of fleet, sweep ${sweepSeconds} s, ` +
      `all ${messages} messages in ${batches} batches of ${Math.round(ms / batches)} ms (longest ${Math.round(longestMs)}), ` +
      `peak memory ${peakMb} MB, ${JSON.stringify(calls)}, ${JSON.stringify(told)}`,
  );
});

/** The most memory that a process has had; NaN where the system does not tell. */
function peakMemoryMb(pid = 0): number {
  const file = `/proc/${pid}/status`;
  const [, kilobytes] = (existsSync(file) && /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))) || [];
  return Math.round(Number(kilobytes) / 1024);
}
