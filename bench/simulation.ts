import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { defined } from '../shared/defined.ts';
import type { Figure } from './figure.ts';

/** Sizes of the fleet, each with the days that are simulated, quickly or in full; 0: only in full. */
const sizes = [
  { clusters: 100, quick: 14, full: 28 },
  { clusters: 1_000, quick: 2, full: 28 },
  { clusters: 10_000, quick: 0, full: 28 },
];

/** The work may grow by this much more than the fleet and the days: caches are as large as they are. */
const TARGET = 1.5;

const child = fileURLToPath(new URL('simulation-child.ts', import.meta.url));

/**
 * How the work of `dormouse simulate` grows: the CPU time for a cluster and a day under the policy of the examples, caps
 * and all, next to that of a hundred clusters; each in a process of its own, with its peak memory.
 */
export async function measureSimulation(isQuick: boolean): Promise<Figure[]> {
  const figures: Figure[] = [];
  let base: number | undefined;
  for (const { clusters, quick, full } of sizes) {
    const days = isQuick ? quick : full;
    if (days === 0) continue;
    const { stdout } = await promisify(execFile)(process.execPath, [child, `${clusters}`, `${days}`]);
    const { cpuMs = Number.NaN, maxRssMb: megabytes, seconds }: Record<string, number> = JSON.parse(stdout);
    const each = (1_000 * cpuMs) / (clusters * days);
    base ??= each;
    figures.push({
      name: `simulation: CPU time for a cluster and a day, of ${clusters.toLocaleString('en')} / of 100`,
      ratio: each / base,
      target: TARGET,
      parts: { microseconds: each, ms: cpuMs, days, ...defined({ seconds, megabytes }) },
    });
  }
  return figures;
}
