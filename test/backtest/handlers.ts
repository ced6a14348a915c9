/** The real handlers over the simulator's HTTP, as `npm start` runs them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareEnvironment } from '../../demo/world/environment.ts';
import { loadFunctions } from '../../demo/world/functions.ts';
import { packagePolicy } from '../../demo/world/packaged-policy.ts';
import { shareParsedPages } from '../../demo/world/shared-pages.ts';
import type { CallRecord } from '../../simulator/core/calls.ts';
import { createSimulator } from '../../simulator/simulator.ts';

const tickMs = 300_000;

/** Lets the handlers live through [from, to) and gives the calls of AWS that were made. */
export async function callsOfHandlers(parts: {
  readonly policy: string;
  readonly fleet: string;
  readonly from: number;
  readonly to: number;
  readonly seed: number;
}): Promise<readonly CallRecord[]> {
  const { policy, fleet, from, to, seed } = parts;
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-judge-'));
  const file = join(folder, 'policy.yml');
  await writeFile(file, policy);
  const packaged = await packagePolicy(file);
  const simulator = createSimulator({ fleet, now: from, seed });
  const { url, close } = await simulator.listen();
  const environment = { ...process.env };
  const { console } = globalThis;
  try {
    prepareEnvironment({ url, policy: packaged.path, log: join(folder, 'log') });
    shareParsedPages();
    // Simulations do no restore drills.
    const functions = (await loadFunctions()).filter(({ name }) => name !== 'drill-restores');
    const writes: CallRecord[] = [];
    for (let at = from; at < to; at += tickMs) {
      simulator.clock.advanceTo(at);
      for (const { everyMs, invoke } of functions) {
        if ((at - from) % everyMs === 0) await invoke().catch(failed);
      }
      writes.push(...simulator.calls.list().filter(isWrite));
      simulator.calls.clear();
    }
    return writes;
  } finally {
    process.env = environment;
    globalThis.console = console;
    await Promise.all([close(), packaged.clear()]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A function throws when AWS refuses something; what it did shows in the calls. */
function failed(error: unknown): void {
  if (!(error instanceof Error) || error.message === '') throw error;
}

export function isWrite({ service, action }: Pick<CallRecord, 'service' | 'action'>): boolean {
  return service === 'rds' && !/^(Describe|Get|List)/.test(action);
}

/** One line for a call, the same from both sides. */
export function lineOf(call: {
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: string;
}): string {
  const { time, account, region, action, input, outcome } = call;
  // The SDK signs the copy beforehand.
  const { PreSignedUrl: _signed, SourceRegion: _region, ...rest } = input;
  return [new Date(time).toISOString(), account, region, action, textOf(rest), outcome].join(' ');
}

function textOf(input: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))));
}
