import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommitmentsError, loadCommitments } from '../../backtest/money/commitments.ts';
import { simulateTimeline } from '../../backtest/timeline.ts';
import { writePage } from '../../page/write-page.ts';
import { PricesError } from '../../prices/prices.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { DAY_MS, type EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import type { Fleet } from '../../simulator/fleet/fleet.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { CliError } from '../errors/cli-error.ts';
import { readFleetFile } from '../input/fleet-file.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicy, readPolicyText } from '../input/policy-file.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { timelineText } from './text.ts';

export interface SimulateOptions extends OutputOptions {
  readonly policy: string;
  readonly fleet: string;
  readonly days: number;
  /** Milliseconds. */
  readonly from?: EpochMs;
  readonly seed: number;
  readonly region?: string;
  readonly out?: string;
  readonly prices?: string;
  readonly committed?: string;
}

const TICK_MS = 300_000;

/** Simulates, and writes what came of it. */
export async function runSimulate(options: SimulateOptions, io: Io): Promise<ExitCode> {
  const policy = await readPolicy(options.policy, io);
  const fleet = await readFleetFile(options.fleet, io);
  const from = options.from ?? beginOf(fleet);
  const money = await readMoney(options, io);
  const timeline = await withProgress(io.stderr, 'simulating', async ({ waitFor }) =>
    simulateTimeline({
      policy: { ...policy, mode: 'enforce' },
      fleet,
      from,
      to: from + Math.round((options.days * DAY_MS) / TICK_MS) * TICK_MS,
      seed: options.seed,
      ...money,
      home: { account: fleet.accounts[0]?.id ?? '', region: options.region ?? homeOf(fleet) },
      names: { policy: options.policy, fleet: options.fleet },
      onTick: (at) => waitFor(formatWhen(at, { timezone: policy.timezone, now: from })),
    }),
  );
  const told: Timeline =
    policy.mode === 'enforce'
      ? timeline
      : {
          ...timeline,
          notes: [
            `${options.policy} says mode: observe, so today it changes nothing; this is as if it said enforce.`,
            ...timeline.notes,
          ],
        };
  const files = options.out === undefined ? [] : await writeFiles(told, options.out);
  if (options.json) io.stdout.write(`${JSON.stringify(told)}\n`);
  else io.stdout.write(timelineText(told, files, lookFor(io.stdout, options.color)));
  return told.notes.some((note) => note.startsWith('A sweep of ')) ? 1 : 0;
}

async function readMoney({ prices, committed }: SimulateOptions, io: Io) {
  if (prices === undefined && committed !== undefined) {
    throw new CliError('--committed needs prices', 'name a price file with --prices; docs/prices.md');
  }
  const [list, commitments] = [
    prices === undefined ? undefined : await readPolicyText(prices, io, 'name a price file; docs/prices.md'),
    committed === undefined
      ? undefined
      : await readPolicyText(committed, io, 'name a file; docs/simulate.md'),
  ];
  return {
    ...(list && { prices: explained(() => loadPrices(list.text, list.name), 'docs/prices.md') }),
    ...(commitments && {
      commitments: explained(() => loadCommitments(commitments.text, commitments.name), 'docs/simulate.md'),
    }),
  };
}

/** What `load` gives; a file that cannot be used is an error that names the page about it. */
function explained<T>(load: () => T, page: string): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof PricesError || error instanceof CommitmentsError)) throw error;
    throw new CliError(error.message, `${page} has the form of the file`, { cause: error });
  }
}

/** The begin of the recording, or the last Monday before now at midnight UTC. */
function beginOf({ clusters }: Fleet): EpochMs {
  const recorded = clusters.flatMap(({ use }) =>
    typeof use === 'object' && 'stepMs' in use ? [use.from] : [],
  );
  if (recorded.length > 0) return Math.ceil(Math.min(...recorded) / TICK_MS) * TICK_MS;
  const today = Math.floor(Date.now() / DAY_MS);
  // 1970-01-01 was a Thursday.
  return (today - ((today + 3) % 7)) * DAY_MS;
}

/** The Region with most clusters of the first account. */
function homeOf({ clusters, accounts }: Fleet): string {
  const counts = new Map<string, number>();
  for (const { account, region } of clusters)
    if (account === accounts[0]?.id) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? process.env.AWS_REGION ?? 'eu-central-1';
}

/** Each file appears whole or not at all. */
async function writeFiles(timeline: Timeline, folder: string): Promise<string[]> {
  const [json, html] = ['simulation.json', 'simulation.html'].map((name) => join(folder, name));
  if (json === undefined || html === undefined) return [];
  const part = `${json}.${process.pid}.part`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(part, JSON.stringify(timeline));
    await rename(part, json);
  } catch (cause) {
    await rm(part, { force: true });
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`${folder}: cannot be written: ${message}`, 'name another folder with --out', {
      cause,
    });
  }
  await writePage(timeline, html);
  return [json, html];
}
