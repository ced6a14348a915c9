import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { createSimulator } from '../simulator/simulator.ts';
import type { Figure } from './figure.ts';
import { whetherPaused } from './least-calls.ts';
import { fleetOf, now, policy, region, type SnapshotScenario, scenarios } from './snapshots-scenarios.ts';

const MEMORY_MB = 256;
/**
 * The heap sizes that Node would choose in a Lambda this small, but not on this machine: half of the memory for objects
 * that live long, and little for new ones. With more it only collects garbage later.
 * https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
const OLD_SPACE_MB = MEMORY_MB / 2;
const SEMI_SPACE_MB = 1;
const child = fileURLToPath(new URL('snapshots-child.ts', import.meta.url));

/** The cost of a sweep over 1,000 clusters and 30,000 snapshots: its calls over the fewest, its memory over 256 MB. */
export async function measureSnapshots(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of scenarios) {
    const { calls, maxRssMb } = await measure(scenario);
    const [made, least] = [total(calls), total({ ...whetherPaused, ...scenario.least })];
    const of = `${scenario.function}, 1,000 clusters and 30,000 snapshots`;
    // Fewer than the fewest: then it no longer does what it is here to measure.
    if (made < least) throw new Error(`${of}: ${made} calls, and ${least} are the fewest for its changes`);
    figures.push(
      { name: `calls / least: ${of}`, ratio: made / least, target: 1, parts: { calls: made, least } },
      {
        name: `memory / ${MEMORY_MB} MB: ${of}`,
        ratio: maxRssMb / MEMORY_MB,
        target: 1,
        parts: { maxRssMb },
      },
    );
  }
  return figures;
}

async function measure(scenario: SnapshotScenario) {
  const simulator = createSimulator({ fleet: fleetOf(scenario), now: Date.parse(now) });
  const { url, close } = await simulator.listen();
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-bench-'));
  try {
    writeFileSync(join(folder, 'policy.yml'), policy);
    const bundle = join(folder, 'index.cjs');
    await bundleFunction(scenario.function, bundle);
    const used = await invoke(bundle, url, folder);
    return { calls: simulator.calls.count(), ...used };
  } finally {
    await close();
    rmSync(folder, { recursive: true });
  }
}

/** The variable of every function that decides how much memory it takes, as serverless.yml has it. */
const { MALLOC_ARENA_MAX } = parse(readFileSync('serverless.yml', 'utf8'), { logLevel: 'error' }).provider
  .environment;

/** As serverless.yml has it. */
async function bundleFunction(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(`../functions/${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    format: 'cjs',
    mainFields: ['module', 'main'],
    platform: 'node',
    target: 'node24',
  });
}

async function invoke(bundle: string, url: string, taskRoot: string) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`--max-old-space-size=${OLD_SPACE_MB}`, `--max-semi-space-size=${SEMI_SPACE_MB}`, child, bundle],
    {
      maxBuffer: 100_000_000,
      env: {
        ...process.env,
        MALLOC_ARENA_MAX,
        AWS_ENDPOINT_URL: url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: 'any',
        AWS_SECRET_ACCESS_KEY: 'any',
        DORMOUSE_EVENT_BUS: 'dormouse',
        LAMBDA_TASK_ROOT: taskRoot,
        POWERTOOLS_LOG_LEVEL: 'SILENT',
        POWERTOOLS_METRICS_DISABLED: 'true',
      },
    },
  );
  const { maxRssMb }: Record<string, number> = JSON.parse(stdout);
  return { maxRssMb: maxRssMb ?? Number.NaN };
}

function total(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}
