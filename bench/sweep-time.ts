import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { paginateDescribeDBClusters, RDSClient } from '@aws-sdk/client-rds';
import type { Figure } from './figure.ts';
import { invoke } from './invoke.ts';
import { compare } from './measure.ts';
import { region, type Scenario, scenarios } from './scenarios.ts';

/** How long a quiet sweep takes, next to the SDK reading the same pages. The simulator has a process of its own. */
export async function measureSweepTime(rounds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of scenarios.filter(({ least }) => Object.keys(least).length === 1)) {
    figures.push(await measure(scenario, rounds));
  }
  return figures;
}

async function measure(scenario: Scenario, rounds: number): Promise<Figure> {
  const { url, stop } = await startSimulator(scenario);
  try {
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const client = new RDSClient({ endpoint: url, region, credentials });
    const readPages = async (): Promise<void> => {
      for await (const _ of paginateDescribeDBClusters({ client, pageSize: 100 }, {}));
    };
    const sweep = (): Promise<void> => invoke(scenario, url);
    await compare(timed(sweep), timed(readPages), 3);
    const { ms, baseMs } = await compare(timed(sweep), timed(readPages), rounds);
    return {
      name: `warm sweep / SDK paging: ${scenario.name}`,
      ratio: ms / baseMs,
      parts: { sweepMs: ms, pagesMs: baseMs, rounds },
    };
  } finally {
    stop();
  }
}

function timed(run: () => Promise<void>): () => Promise<number> {
  return async () => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
}

async function startSimulator({ fleet, now }: Scenario): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-bench-'));
  const file = join(folder, 'fleet.yml');
  writeFileSync(file, fleet);
  const options = ['--fleet', file, '--now', now, '--clock', 'manual', '--port', '0'];
  const child = spawn(process.execPath, ['simulator/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    url: String(line).split(' ')[0] ?? '',
    stop() {
      child.kill();
      rmSync(folder, { recursive: true });
    },
  };
}
