import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from './figure.ts';
import type { ManyAccounts } from './many-accounts-sweep.ts';
import { regions } from './many-accounts-world.ts';
import { median } from './measure.ts';

/** As serverless.yml has it. */
const QUEUE_CONCURRENCY = 2;

/** Calls that each account and Region needs: for a role, a listing, the facts about idle clusters, and a stop with its tag and event. */
const CALLS_AT_A_PLACE = 10;

type Printed = Omit<ManyAccounts, 'acts'> & { readonly ratios: readonly number[] };

/**
 * A sweep of a thousand accounts in four Regions, or quickly of 25, with ten clusters in each place, in virtual time: its
 * calls over the fewest, and how much later the last acts of the others are because of an account that AWS throttles, one
 * that refuses, and one that hangs.
 */
export async function measureManyAccounts(isQuick: boolean): Promise<Figure[]> {
  const count = isQuick ? 25 : 1000;
  const { lastAct, longestBatch, batches, messages, lambda, calls, ratios } = await run(count);
  const places = count * regions.length;
  const made = Object.entries(calls).reduce((sum, [name, n]) => sum + (isOfBatch(name) ? 0 : n), 0);
  // The home account needs no role.
  const least = places * CALLS_AT_A_PLACE - regions.length;
  const of = `${count.toLocaleString('en')} accounts in ${regions.length} Regions`;
  return [
    {
      name: `calls / least: ${of}`,
      ratio: made / least,
      target: 1,
      parts: { calls: made, least, messages, batches, longestBatch, lambdaSeconds: lambda, lastAct },
    },
    {
      name: `time of an act beside bad accounts / without them, the most of ${of}`,
      ratio: Math.max(...ratios),
      target: 1,
      parts: { median: median(ratios), least: Math.min(...ratios) },
    },
  ];
}

/** Calls for messages and for pauses: their number follows from the batches, and not from the accounts. */
function isOfBatch(name: string): boolean {
  return ['GetParameter', 'GetQueueAttributes', 'SendMessageBatch', 'ChangeMessageVisibility'].includes(name);
}

async function run(count: number): Promise<Printed> {
  const child = join(import.meta.dirname, 'many-accounts-child.ts');
  const args = [child, `${count}`, `${QUEUE_CONCURRENCY}`];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 50_000_000 });
  return JSON.parse(stdout);
}
