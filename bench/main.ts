/**
 * `npm run bench -- [--json FILE] [--quick] [--peers]`: figures as ratios, so that they mean the same on every machine. Fails
 * when a target is missed for sure. With `--peers` only those that compare with other programs, for which it needs Python 3.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { packages } from '../test/support/packages.ts';
import { type Figure, isFailure, isMet } from './figure.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
  },
});
const rounds = values.quick ? 21 : 41;

// Logs and metrics of the sweeps would hide the figures; Powertools looks when it is loaded.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
const { measureColdStart } = await import('./cold-start.ts');
const { measureCalls } = await import('./least-calls.ts');
const { measureSnapshots } = await import('./snapshots.ts');
const { measureManyAccounts } = await import('./many-accounts.ts');
const { measurePeers } = await import('./peers.ts');
const { measureSimulation } = await import('./simulation.ts');
const { measureSweepTime } = await import('./sweep-time.ts');

const figures = values.peers ? await measurePeers(values.quick ? 1 : 3) : await measureAll();
const missed = figures.filter((figure) => !isMet(figure));

for (const figure of figures) console.log(line(figure));
console.log(`${figures.length - missed.length} figures as they should be, ${missed.length} not`);
if (values.json !== undefined) {
  mkdirSync(dirname(values.json), { recursive: true });
  const report = { node: process.version, platform: `${process.platform}-${process.arch}`, rounds, figures };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

if (figures.some(isFailure)) process.exitCode = 1;

async function measureAll(): Promise<Figure[]> {
  const options = ['--package', packages.bench.folder, '--param', 'drills=true'];
  const packaged = spawnSync('serverless', ['package', ...options], { encoding: 'utf8' });
  if (packaged.status !== 0)
    throw new Error(`serverless package failed:\n${packaged.stdout}${packaged.stderr}`);
  return [
    ...(await measureColdStart(rounds)),
    ...(await measureCalls()),
    ...(await measureSnapshots()),
    ...(await measureManyAccounts(values.quick)),
    ...(await measureSimulation(values.quick)),
    // It has no target, so a few rounds are enough.
    ...(await measureSweepTime(values.quick ? 7 : rounds)),
  ];
}

function verdict(figure: Figure): string {
  if (isMet(figure)) return 'ok';
  return isFailure(figure) ? 'MISSED' : 'unsure';
}

function line(figure: Figure): string {
  const { name, ratio, target, parts } = figure;
  const goal = target === undefined ? '' : `<= ${target.toFixed(2)} ${verdict(figure)}`;
  const from = Object.entries(parts).map(([part, value]) => `${part} ${Math.round(value * 10) / 10}`);
  return `${ratio.toFixed(2).padStart(6)}  ${goal.padEnd(14)}  ${name} (${from.join(', ')})`;
}
